import type { Shape } from '~/api/shape'
import { formatDay, formatShortDay } from '~/format/dates'
import { useText } from '~/locales/text'
import { LawTag } from './LawTag'
import { Popover } from './Popover'

/** 期限 as the server computed it. */
export type RunningClock = Shape<'Kernel.RunningClock'>

/** Colour only when it matters: overdue, or the last day or two. */
export function urgency(clock: Pick<RunningClock, 'left'>): 'late' | 'near' | 'calm' {
  return clock.left < 0 ? 'late' : clock.left <= 1 ? 'near' : 'calm'
}

/** 期限 — what is left, until when, and on what it rests; in a table's column its bar stands below. */
export function Clock({ clock, brief, column }: { clock: RunningClock; brief?: boolean; column?: boolean }) {
  const text = useText()
  const state = urgency(clock)
  const unit = text.of('unit', clock.unit)
  const left = state === 'late'
    ? text('clock.late', { days: -clock.left, unit })
    : clock.left === 0 ? text('clock.today') : text('clock.left', { days: clock.left, unit })
  const spent = Math.min(1, Math.max(0, (clock.length - clock.left) / Math.max(1, clock.length)))
  const rests = `${text.of('deadline', clock.deadline)} ${text('law.length', { length: clock.length, unit })}`
  return (
    <div className={`clock ${state}${column ? ' column' : ''}`}>
      <Popover
        className="clock-face"
        face={<><span className="clock-left">{left}</span><span className="quiet">{text('clock.until', { day: formatShortDay(clock.dueOn, text.language) })}</span></>}
      >
        <p className="popover-title">{text.of('deadline', clock.deadline)}</p>
        <dl className="pairs">
          <dt>{text('clock.started')}</dt><dd>{formatDay(clock.startedOn, text.language)}</dd>
          <dt>{text('clock.length')}</dt><dd>{text('law.length', { length: clock.length, unit })}</dd>
          <dt>{text('clock.due')}</dt><dd>{formatDay(clock.dueOn, text.language)}</dd>
        </dl>
        <p className="quiet">{text(clock.unit === 'WorkingDays' ? 'clock.how.working' : 'clock.how.calendar')}</p>
        {clock.provisional ? <p className="warn-text">{text('clock.provisional')}</p> : null}
        <p><LawTag basis={clock.basis} rests={rests} open={clock.open} reason={clock.reason} /></p>
      </Popover>
      {brief ? null : (
        <span className="wrap">
          <span className="clock-bar" role="img" aria-label={left}><span style={{ width: `${spent * 100}%` }} /></span>
          <LawTag basis={clock.basis} rests={rests} open={clock.open} reason={clock.reason} />
        </span>
      )}
    </div>
  )
}
