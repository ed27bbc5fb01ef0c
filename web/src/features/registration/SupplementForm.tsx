import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useGet } from '~/api/queries'
import { follow } from '~/api/http'
import { type Shape, at } from '~/api/shape'
import { useText } from '~/locales/text'
import { LawTag } from '~/patterns/LawTag'
import type { OpenStep } from '~/patterns/OpenSteps'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { type GivenMaterial, MaterialField } from './MaterialField'

type Filing = Shape<'Registration.GetFiling.View'>

/** 容缺补正 — the papers that were to follow, and no others. */
export function SupplementForm({ step, filing, onDone }: { step: OpenStep; filing: Filing; onDone: () => void }) {
  const text = useText()
  const form = useGet(at('/api/registration/packs/{pack}/forms/{kind}', { pack: filing.pack.id, kind: filing.kind }))
  const [given, setGiven] = useState<Record<string, GivenMaterial | undefined>>({})
  const keys = filing.gaps?.materials ?? []
  const act = useMutation({
    mutationFn: () => follow(step.href, {
      materials: keys.filter((k) => given[k]).map((key) => ({ key, uploadSha256: given[key]!.sha256, text: given[key]!.text, statementId: given[key]!.statementId })),
    } satisfies Shape<'Registration.SupplementFiling.Request'>),
    onSuccess: onDone,
  })
  return (
    <Shown read={form}>
      {(f) => (
        <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); act.mutate() }}>
          {f.materials.filter((m) => keys.includes(m.key)).map((m) => (
            <MaterialField key={m.key} material={m} pack={filing.pack.id} resource={filing.resource.id} filing={filing.kind} given={given[m.key]} onGive={(one) => setGiven({ ...given, [m.key]: one })} law={<LawTag basis={m.basis} open={m.open} reason={m.reason} />} />
          ))}
          <RefusalCard error={act.error} />
          <div><button type="submit" className="button solid" disabled={act.isPending || keys.every((k) => !given[k])}>{text('step.Supplement')}</button></div>
        </form>
      )}
    </Shown>
  )
}
