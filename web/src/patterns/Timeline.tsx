import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'

import { type Text, useText } from '~/locales/text'
import { Clock, type RunningClock } from './Clock'
import { EvidenceBadge } from './EvidenceBadge'
import { Moment } from './Moment'
import type { OpenStep } from './OpenSteps'
import { Shown } from './Shown'

export type Fact = Shape<'Evidence.ListFacts.FactView'>

/** What comes next: the step the procedure expects, who takes it, and what time does if nobody acts. */
export interface Next {
  step: string
  actor: string
  /** The step that time takes when the term ends without an act; missing when a duty merely becomes overdue. */
  otherwise?: string
}

interface Props {
  subject: string
  clock?: RunningClock
  next?: Next
  steps?: OpenStep[]
  group?: string
  /** Reasons given with steps, in the order taken: facts hold only their digests. */
  reasons?: { step: string; reason?: string }[]
}

/** A fact in words: its step where it is one, else its kind. */
export function factName(fact: Fact, text: Text, group = 'step'): string {
  const step = fact.body['step']
  if (typeof step === 'string') return text.find(group, step) ?? text.of('step', step)
  return text.of('fact', fact.kind.replace(/\/\d+$/, ''))
}

/** 办理过程 — what happened, who, when, with evidence; what comes next; what happens if nobody acts. */
export function Timeline({ subject, clock, next, steps, group, reasons = [] }: Props) {
  const text = useText()
  const read = useGet(at('/api/evidence/facts', { subject, take: 100 }), {
    every: (data) => (data?.items.some((f) => !f.sealed) ? 1500 : false),
  })
  const main = steps?.find((s) => s.main)
  const coming = next ?? (main ? { step: main.step, actor: main.actor } : undefined)
  const reasonOf = (fact: Fact, items: Fact[]) => {
    const step = fact.body['step']
    const nth = items.filter((f) => f.body['step'] === step && f.at < fact.at).length
    return reasons.filter((r) => r.step === step)[nth]?.reason
  }
  const stepName = (step: string) => (group ? text.find(group, step) : undefined) ?? text.of('step', step)
  return (
    <Shown read={read}>
      {({ items }) => (
        <ol className="timeline">
          {[...items].sort((a, b) => (a.at < b.at ? -1 : 1)).map((f) => (
            <li key={f.id}>
              <div className="wrap"><strong>{factName(f, text, group)}</strong><EvidenceBadge factId={f.id} leafIndex={f.leafIndex} sealed={f.sealed} /></div>
              <div className="quiet"><Moment at={f.at} /> {[f.personName, f.organizationName].filter(Boolean).join(' · ') || text('timeline.time')}</div>
              {reasonOf(f, items) ? <div className="quote">{reasonOf(f, items)}</div> : null}
            </li>
          ))}
          {coming || clock ? (
            <li className="coming">
              {coming ? <div>{text('timeline.next', { step: stepName(coming.step), actor: text.of('actor', coming.actor) })}</div> : null}
              {clock ? <Clock clock={clock} /> : null}
              {clock ? <div className="quiet">{next?.otherwise ? text('timeline.otherwise', { step: stepName(next.otherwise) }) : text('timeline.overdue')}</div> : null}
            </li>
          ) : null}
        </ol>
      )}
    </Shown>
  )
}
