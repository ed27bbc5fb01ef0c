import { useGet } from '~/api/queries'
import { at } from '~/api/shape'
import { useText } from '~/locales/text'
import { Clock, type RunningClock } from './Clock'
import { EvidenceBadge } from './EvidenceBadge'
import { type Fact, actsOf, dutyOf, factName, isPublic, stepNameOf, stepOf } from './facts'
import { Moment } from './Moment'
import type { OpenStep } from './OpenSteps'
import { Shown } from './Shown'

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
  const stepName = (step: string) => stepNameOf(subject, step, text)
  return (
    <Shown read={read}>
      {({ items }) => (
        <ol className="timeline">
          {actsOf(items).map((act) => {
            const told = act.map((f) => reasonOf(f, items)).find((r) => r)
            return (
              <li key={act[0]!.id}>
                {act.map((f, i) => <div key={f.id} className="wrap">{i === 0 ? <strong>{factName(f, text)}</strong> : <span>{factName(f, text)}</span>}<Owed fact={f} all={items} /><EvidenceBadge factId={f.id} leafIndex={f.leafIndex} sealed={f.sealed} /></div>)}
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

/** Which duty a fact tells of, and by when it is to be done. */
function Owed({ fact, all }: { fact: Fact; all: Fact[] }) {
  const text = useText()
  const duty = dutyOf(fact, all)
  return duty ? <span>{text.of('duty', duty.what)} <span className="quiet">{text('duty.due')} <Moment day={duty.dueOn} /></span></span> : null
}
