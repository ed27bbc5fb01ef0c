import { describe, expect, it } from 'vitest'
import { daysLeft } from './owed'

describe('the clock of a deletion', () => {
  it('runs in legal days from the delivery to the day by which it is owed', () => {
    expect(daysLeft('2026-03-01T18:00:00Z', '2026-03-12', '2026-03-07')).toEqual({ days: 5, spent: 0.5 })
  })

  it('goes on counting when the day is past', () => {
    expect(daysLeft('2026-03-01T01:00:00Z', '2026-03-02', '2026-03-05')).toEqual({ days: -3, spent: 1 })
  })
})
