import { useGet } from '~/api/queries'
import { at } from '~/api/shape'
import { useText } from '~/locales/text'
import { Moment } from '~/patterns/Moment'
import { OpenSteps } from '~/patterns/OpenSteps'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'

/** 义务履行 — what the buyer owes beside uses, each by its day, and what it stated when it was done. */
export function DutiesOwed({ agreementId }: { agreementId: string }) {
  const text = useText()
  const read = useGet(at('/api/space/agreements/{id}/duties', { id: agreementId }))
  return (
    <Shown read={read} lines={2}>
      {(duties) => duties.length === 0 ? <p className="quiet">{text('duty.none')}</p> : (
        <ul className="short-list">
          {duties.map((d, i) => (
            <li key={d.id}>
              <p className="wrap">
                <strong>{text.of('duty', d.kind)}</strong>{d.about ? <span>{d.kind === 'Delete' ? text('use.number', { number: d.about }) : d.about}</span> : null}
                {d.until ? <span>{text('duty.until')} <Moment day={d.until} /></span> : null}
                <Stage stage={d.stage} group="stage.duty" />
                <span className="quiet">{text('duty.due')} <Moment day={d.dueOn} /></span>
              </p>
              {d.statement ? <p className="quiet">{d.statement}</p> : null}
              <OpenSteps steps={d.openSteps.map((s) => ({ ...s, main: s.main && i === duties.findIndex((o) => o.openSteps.length > 0) }))} group="step.duty" stale={['/api/space']} />
            </li>
          ))}
        </ul>
      )}
    </Shown>
  )
}
