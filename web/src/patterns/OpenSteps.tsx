import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { refresh } from '~/api/queries'
import { follow } from '~/api/http'
import type { Shape } from '~/api/shape'
import { useText } from '~/locales/text'
import { Dialog } from './Dialog'
import { LawTag } from './LawTag'
import { RefusalCard } from './RefusalCard'

/** An act the server says this person may take now. */
export type OpenStep = Shape<'Kernel.OpenStep'>

interface Props {
  steps: OpenStep[] | undefined
  /** Path beginnings of what these acts make stale. */
  stale: string[]
  /** Forms of steps that need more than a reason; a form calls `done` when its write succeeded. */
  forms?: Record<string, (step: OpenStep, done: () => void) => ReactNode>
  /** Wording group of the steps, tried before the common one. */
  group?: string
  /** Steps that another part of the page offers itself. */
  except?: string[]
}

/** 可办步骤 — the only action buttons: the server's list, the main one solid, the rest quiet. */
export function OpenSteps({ steps, stale, forms = {}, group = 'step', except = [] }: Props) {
  const text = useText()
  const [asked, setAsked] = useState<OpenStep | null>(null)
  const offered = (steps ?? []).filter((s) => !except.includes(s.step))
  const done = () => {
    setAsked(null)
    void refresh(...stale, '/api/work', '/api/evidence/facts')
  }
  const act = useMutation({
    mutationFn: ({ step, reason }: { step: OpenStep; reason?: string }) => follow(step.href, reason === undefined ? {} : { reason }),
    onSuccess: done,
  })
  if (offered.length === 0) return null
  const name = (s: OpenStep) => text.find(group, s.step) ?? text.of('step', s.step)
  const start = (step: OpenStep) => {
    act.reset()
    if (forms[step.step] || step.needsReason) setAsked(step)
    else act.mutate({ step })
  }
  return (
    <div className="stack tight">
      <div className="wrap open-steps">
        {[...offered].sort((a, b) => Number(b.main) - Number(a.main)).map((s) => (
          <span key={s.step} className="wrap step-with-law">
            <button type="button" className={`button${s.main ? ' solid' : ''}`} disabled={act.isPending} onClick={() => start(s)}>{name(s)}</button>
            <LawTag basis={s.basis} rests={name(s)} />
          </span>
        ))}
      </div>
      {asked === null ? <RefusalCard error={act.error} /> : null}
      {asked !== null ? (
        <Dialog title={name(asked)} onClose={() => setAsked(null)} wide={forms[asked.step] !== undefined}>
          {forms[asked.step]?.(asked, done) ?? (
            <ReasonForm basis={asked.basis} busy={act.isPending} error={act.error} name={name(asked)} onSubmit={(reason) => act.mutate({ step: asked, reason })} />
          )}
        </Dialog>
      ) : null}
    </div>
  )
}

/** An act that cannot be undone asks for its reason, which becomes part of the record. */
function ReasonForm(props: { basis?: string; busy: boolean; error: unknown; name: string; onSubmit: (reason: string) => void }) {
  const text = useText()
  const id = useId()
  const [reason, setReason] = useState('')
  const submit = (e: FormEvent) => {
    e.preventDefault()
    props.onSubmit(reason.trim())
  }
  return (
    <form className="stack tight" onSubmit={submit}>
      <label htmlFor={id}>{text('reason.ask')}</label>
      <textarea id={id} className="input" rows={4} required maxLength={1000} value={reason} onChange={(e) => setReason(e.target.value)} />
      <p className="quiet">{text('reason.kept')} <LawTag basis={props.basis} rests={props.name} /></p>
      <RefusalCard error={props.error} />
      <div className="wrap"><button type="submit" className="button solid" disabled={props.busy || reason.trim() === ''}>{props.name}</button></div>
    </form>
  )
}
