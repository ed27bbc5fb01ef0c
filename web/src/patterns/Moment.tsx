import { formatDay, legalDayOf, timeOfDay } from '~/format/dates'
import { useText } from '~/locales/text'

/** A legal day or a moment in Beijing time, always absolute; brief leaves the hour to the page the row leads to. */
export function Moment({ at, day, brief }: { at?: string; day?: string; brief?: boolean }) {
  const text = useText()
  if (day) return <time dateTime={day}>{formatDay(day, text.language)}</time>
  if (at) return <time dateTime={at}><span>{formatDay(legalDayOf(at), text.language)}</span>{brief ? null : <> <span>{timeOfDay(at)}</span></>}</time>
  return <span className="quiet">—</span>
}
