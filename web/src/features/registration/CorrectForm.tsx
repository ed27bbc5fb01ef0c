import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useGet } from '~/api/queries'
import { follow } from '~/api/http'
import { type Shape, at } from '~/api/shape'
import { useText } from '~/locales/text'
import { LawTag } from '~/patterns/LawTag'
import type { OpenStep } from '~/patterns/OpenSteps'
import { RefusalCard } from '~/patterns/RefusalCard'
import { type GivenMaterial, MaterialField } from './MaterialField'
import { statements } from './statements'

/** 补正 — the applicant answers what the registrar found missing. */
export function CorrectForm({ step, filing, onDone }: { step: OpenStep; filing: Shape<'Registration.GetFiling.View'>; onDone: () => void }) {
  const text = useText()
  const packs = useGet(at('/api/registration/packs'))
  const [said, setSaid] = useState({ source: filing.source, compliance: filing.compliance, authorization: filing.authorization })
  const [materials, setMaterials] = useState<Record<string, GivenMaterial>>(() => Object.fromEntries(filing.materials.filter((m) => m.sha256 ?? m.text).map((m) => [m.key, { name: m.name, sha256: m.sha256, text: m.text }])))
  const correct = useMutation({
    mutationFn: () => follow(step.href, { rights: filing.rights, ...said, materials: Object.entries(materials).map(([key, m]) => ({ key, uploadSha256: m.sha256, text: m.text })) } satisfies Shape<'Registration.FilingForm'>),
    onSuccess: onDone,
  })
  return (
    <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); correct.mutate() }}>
      {statements.map((key) => (
        <div className="field" key={key}>
          <label htmlFor={`fix-${key}`}>{text(`filing.${key}`)}</label>
          <textarea id={`fix-${key}`} className="input" rows={3} required maxLength={4000} value={said[key]} onChange={(e) => setSaid({ ...said, [key]: e.target.value })} />
        </div>
      ))}
      {packs.data?.find((p) => p.id === filing.pack.id)?.materials.filter((m) => !statements.some((s) => s === m.key)).map((m) => (
        <MaterialField key={m.key} material={m} given={materials[m.key]} onGive={(given) => setMaterials(({ [m.key]: _, ...rest }) => (given ? { ...rest, [m.key]: given } : rest))} law={<LawTag basis={m.basis} />} />
      ))}
      <RefusalCard error={correct.error} />
      <div><button type="submit" className="button solid" disabled={correct.isPending}>{text('step.Correct')}</button></div>
    </form>
  )
}
