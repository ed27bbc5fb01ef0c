import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useGet } from '~/api/queries'
import { follow } from '~/api/http'
import { type Shape, at } from '~/api/shape'
import { useText } from '~/locales/text'
import type { OpenStep } from '~/patterns/OpenSteps'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { Panel } from '~/shell/ConsolePage'
import { type FormView, filedDraft, written } from './draft'
import { FormFields } from './FormFields'
import { RightsField } from './RightsField'

type Filing = Shape<'Registration.GetFiling.View'>

/** 补正 — the applicant answers what the registrar found missing; rights, days and papers stay as filed unless changed. */
export function CorrectForm({ step, filing, onDone }: { step: OpenStep; filing: Filing; onDone: () => void }) {
  const form = useGet(at('/api/registration/packs/{pack}/forms/{kind}', { pack: filing.pack.id, kind: filing.kind }))
  return <Shown read={form}>{(f) => <Again step={step} filing={filing} form={f} onDone={onDone} />}</Shown>
}

function Again({ step, filing, form, onDone }: { step: OpenStep; filing: Filing; form: FormView; onDone: () => void }) {
  const text = useText()
  const [draft, setDraft] = useState(() => filedDraft(filing))
  const correct = useMutation({ mutationFn: () => follow(step.href, written(draft, form)), onSuccess: onDone })
  return (
    <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); correct.mutate() }}>
      {form.rights.length === 0 ? null : <Panel title={text('filing.rights')}><RightsField kinds={form.rights} rights={draft.rights} onChange={(rights) => setDraft({ ...draft, rights })} /></Panel>}
      <FormFields form={form} resource={filing.resource.id} draft={draft} onChange={setDraft} />
      <RefusalCard error={correct.error} />
      <div><button type="submit" className="button solid" disabled={correct.isPending}>{text('step.Correct')}</button></div>
    </form>
  )
}
