import { formatDay, legalDayOf, timeOfDay } from '~/format/dates'
import { useText } from '~/locales/text'

/** A day may break before its weekday and nowhere else. */
function Day({ day }: { day: string }) {
  const text = useText()
  const [date, weekday] = formatDay(day, text.language).split(/(?=[（(])/)
  return <><span>{date}</span><wbr /><span>{weekday}</span></>
}

/** A legal day or a moment in Beijing time, always absolute; brief leaves the hour to the page the row leads to. */
export function Moment({ at, day, brief }: { at?: string; day?: string; brief?: boolean }) {
  if (day) return <time dateTime={day}><Day day={day} /></time>
  if (at) return <time dateTime={at}><Day day={legalDayOf(at)} />{brief ? null : <> <span>{timeOfDay(at)}</span></>}</time>
  return <span className="quiet">—</span>
}
