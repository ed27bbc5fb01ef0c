import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { follow } from '~/api/http'
import type { Shape } from '~/api/shape'
import { useText } from '~/locales/text'
import { LawTag } from '~/patterns/LawTag'
import type { OpenStep } from '~/patterns/OpenSteps'
import { type Paper, Papers } from '~/patterns/Papers'
import { RefusalCard } from '~/patterns/RefusalCard'

interface Props {
  step: OpenStep
  /** The grounds of refusal that the pack lists; only a refusal names one. */
  grounds?: Shape<'Registration.GetFiling.View'>['grounds']
  onDone: () => void
}

const refusing = new Set(['Reject', 'FailReview', 'FailSubstance', 'FailCommittee', 'Disapprove'])

/** 办理 — an act with its reason, the ground of the law it names, and the papers that prove it. */
export function ActForm({ step, grounds = [], onDone }: Props) {
  const text = useText()
  const [reason, setReason] = useState('')
  const [ground, setGround] = useState('')
  const [papers, setPapers] = useState<Paper[]>([])
  const act = useMutation({
    mutationFn: () => follow(step.href, { reason: reason.trim() || undefined, ground: ground || undefined, papers: papers.map((p) => p.sha256) } satisfies Partial<Shape<'Registration.ActRequest'>>),
    onSuccess: onDone,
  })
  const offered = refusing.has(step.step) ? grounds : []
  return (
    <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); act.mutate() }}>
      {offered.length > 0 ? (
        <div className="field">
          <label htmlFor="act-ground" className="wrap">{text('act.ground')} <LawTag basis={offered.find((g) => g.key === ground)?.basis} /></label>
          <select id="act-ground" className="input" value={ground} onChange={(e) => setGround(e.target.value)}>
            <option value="">{text('act.ground.none')}</option>
            {offered.map((g) => <option key={g.key} value={g.key}>{text.both(g)}</option>)}
          </select>
        </div>
      ) : null}
      <div className="field">
        <label htmlFor="act-reason">{text('reason.ask')}</label>
        <textarea id="act-reason" className="input" rows={4} required={step.needsReason} maxLength={1000} value={reason} onChange={(e) => setReason(e.target.value)} />
      </div>
      <Papers given={papers} onChange={setPapers} label={text('act.papers')} />
      <p className="quiet">{text('reason.kept')} <LawTag basis={step.basis} rests={text.of('step', step.step)} /></p>
      <RefusalCard error={act.error} />
      <div><button type="submit" className="button solid" disabled={act.isPending || (step.needsReason && reason.trim() === '')}>{text.of('step', step.step)}</button></div>
    </form>
  )
}
