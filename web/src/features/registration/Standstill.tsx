import type { Shape } from '~/api/shape'
import { useText } from '~/locales/text'
import { SignedText } from '~/patterns/AsFiled'
import { LawTag } from '~/patterns/LawTag'
import { Moment } from '~/patterns/Moment'
import { Panel } from '~/shell/ConsolePage'

type Filing = Shape<'Registration.GetFiling.View'>

/** 期限中止 — clocks that stood still: why, since when, until when, and on which article that rests. */
export function Stops({ filing: f }: { filing: Filing }) {
  const text = useText()
  if (f.stops.length === 0) return null
  return (
    <Panel title={text('filing.stops')}>
      <ul className="short-list">
        {f.stops.map((s) => (
          <li key={s.clock + s.reason + s.from}>
            <div className="short-line"><strong>{text.of('deadline', s.clock)}</strong><span className={s.until ? 'quiet' : 'warn-text'}>{text.of('stop', s.reason)}</span></div>
            <div className="wrap quiet">
              <span>{text('filing.stops.from')} <Moment day={s.from} /></span>
              <span>{s.until ? <>{text('filing.stops.until')} <Moment day={s.until} /></> : text('filing.stops.still')}</span>
              <LawTag basis={s.basis} rests={text.of('stop', s.reason)} />
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** 承继告知 — somebody says to succeed the other side, who was not asked: until when it may contest that, and whether it did. */
export function Succeeded({ filing: f }: { filing: Filing }) {
  const text = useText()
  const s = f.succession
  if (!s || s.consented) return null
  return (
    <p className="notice warn wrap">
      {s.contested ? <span>{text('succession.contested')} <Moment day={s.contestedOn!} /> “<span className="as-written">{s.contested}</span>”</span> : <span>{text('succession.notice')} <Moment day={s.until} /></span>}
      <LawTag basis={s.basis} open={s.open} reason={s.reason} />
    </p>
  )
}

/** 权属变更声明 — what the former holder states, by when, and whether it did. */
export function Stated({ filing: { statement: s } }: { filing: Filing }) {
  const text = useText()
  if (!s) return null
  return (
    <Panel title={text('state-transfer.title')}>
      <SignedText text={s.text} />
      <p className="wrap quiet">
        <span>{s.owedByName}</span>
        <span>{s.statedOn ? <>{text('stage.duty.Done')} <Moment day={s.statedOn} /></> : <>{text('duty.due')} <Moment day={s.dueOn} /></>}</span>
        {s.daysLate > 0 ? <span className="warn-text">{text('overdue.days', { days: s.daysLate, unit: text.of('unit', s.unit) })}</span> : null}
        <LawTag basis={s.basis} rests={text('state-transfer.title')} />
      </p>
    </Panel>
  )
}
