import type { Language } from '~/locales/text'

const weekdays = {
  zh: ['日', '一', '二', '三', '四', '五', '六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
}
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The legal day is Beijing's, whatever zone the reader's machine keeps; Beijing has had no daylight saving since 1991. */
const beijingOffsetMs = 8 * 3600_000

/** @param day `2026-12-04`, a legal day */
export function formatDay(day: string, language: Language): string {
  const [year, month, date] = day.slice(0, 10).split('-').map(Number) as [number, number, number]
  const weekday = weekdays[language][new Date(Date.UTC(year, month - 1, date)).getUTCDay()]
  return language === 'zh' ? `${year}年${month}月${date}日（周${weekday}）` : `${date} ${months[month - 1]} ${year} (${weekday})`
}

/** Without year and weekday, for places where both are clear. */
export function formatShortDay(day: string, language: Language): string {
  const [, month, date] = day.slice(0, 10).split('-').map(Number) as [number, number, number]
  return language === 'zh' ? `${month}月${date}日` : `${date} ${months[month - 1]}`
}

/** @param time UTC, `2026-12-04T06:03:22.123456Z` @returns Beijing's day, `2026-12-04` */
export function legalDayOf(time: string): string {
  return new Date(Date.parse(time) + beijingOffsetMs).toISOString().slice(0, 10)
}

/** Beijing time, 24 hours, to the second. */
export function timeOfDay(time: string): string {
  return new Date(Date.parse(time) + beijingOffsetMs).toISOString().slice(11, 19)
}
