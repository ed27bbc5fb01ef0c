import { legalDayOf } from '~/format/dates'

const dayMs = 24 * 3600_000
const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / dayMs

/** Days until a file is to be deleted, negative when they are past, and what share of the time since its delivery is spent. */
export function daysLeft(deliveredAt: string, deleteBy: string, today: string): { days: number; spent: number } {
  const days = dayNumber(deleteBy) - dayNumber(today)
  const whole = Math.max(1, dayNumber(deleteBy) - dayNumber(legalDayOf(deliveredAt)))
  return { days, spent: Math.min(1, Math.max(0, 1 - days / whole)) }
}
