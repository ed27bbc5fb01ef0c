import { formatDay, formatTime } from '~/format/dates'
import { useText } from '~/locales/text'

/** A legal day or a moment in Beijing time, always absolute. */
export function Moment({ at, day }: { at?: string; day?: string }) {
  const text = useText()
  if (day) return <time dateTime={day}>{formatDay(day, text.language)}</time>
  if (at) return <time dateTime={at}>{formatTime(at, text.language)}</time>
  return <span className="quiet">—</span>
}
