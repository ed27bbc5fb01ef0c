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
  /** Reasons given with steps, in the order taken: facts hold only their digests. */
  reasons?: { step: string; reason?: string }[]
}

/** Nobody acts twice in so short a time: what one act leaves is told once. */
const oneActMs = 100

/** The wording group of a subject's steps: `urn:yuanliu:<node>:agreement:<id>` has `step.agreement`. */
const groupOf = (subject: string) => `step.${/:([a-z-]+):[^:]*$/.exec(subject)?.[1] ?? ''}`

const stepOf = (fact: Fact) => (typeof fact.body['step'] === 'string' ? fact.body['step'] : undefined)

/** A fact in words: its step where it is one, else its kind. */
export function factName(fact: Fact, text: Text): string {
  const step = stepOf(fact)
  return step === undefined ? text.of('fact', fact.kind.replace(/\/\d+$/, '')) : (text.find(groupOf(fact.subject), step) ?? text.of('step', step))
}

/** What somebody from outside did, whose name only the registrar sees; everything else without a person is time's. */
const isPublic = (fact: Fact) => stepOf(fact) === 'Object' || /objection-raised/.test(fact.kind) || fact.body['side'] === 'Objector'

/** What each act left, oldest first. */
export function actsOf(facts: Fact[]): Fact[][] {
  const acts: Fact[][] = []
  for (const fact of [...facts].sort((a, b) => (a.at < b.at ? -1 : 1))) {
    const last = acts.at(-1)?.at(-1)
    if (last && last.personName === fact.personName && Date.parse(fact.at) - Date.parse(last.at) < oneActMs) acts.at(-1)!.push(fact)
    else acts.push([fact])
  }
  return acts
}

/** 办理过程 — what happened, who, when, with evidence; what comes next; what happens if nobody acts. */
export function Timeline({ subject, clock, next, steps, reasons = [] }: Props) {
  const text = useText()
  const read = useGet(at('/api/evidence/facts', { subject, take: 100 }), {
    every: (data) => (data?.items.some((f) => !f.sealed) ? 1500 : false),
  })
  const main = steps?.find((s) => s.main)
  const coming = next ?? (main ? { step: main.step, actor: main.actor } : undefined)
  const reasonOf = (fact: Fact, items: Fact[]) => {
    const nth = items.filter((f) => stepOf(f) === stepOf(fact) && f.at < fact.at).length
    return reasons.filter((r) => r.step === stepOf(fact))[nth]?.reason
  }
  const stepName = (step: string) => text.find(groupOf(subject), step) ?? text.of('step', step)
  return (
    <Shown read={read}>
      {({ items }) => (
        <ol className="timeline">
          {actsOf(items).map((act) => {
            const told = act.map((f) => reasonOf(f, items)).find((r) => r)
            return (
              <li key={act[0]!.id}>
                {act.map((f, i) => <div key={f.id} className="wrap">{i === 0 ? <strong>{factName(f, text)}</strong> : <span>{factName(f, text)}</span>}<EvidenceBadge factId={f.id} leafIndex={f.leafIndex} sealed={f.sealed} /></div>)}
                <div className="quiet"><Moment at={act[0]!.at} /> {[act[0]!.personName, act[0]!.organizationName].filter(Boolean).join(' · ') || (isPublic(act[0]!) ? text.of('actor', 'Objector') : text('timeline.time'))}</div>
                {told ? <div className="quote">{told}</div> : null}
              </li>
            )
          })}
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
