import { describe, expect, it } from 'vitest'
import { burnOf } from './burn'

const use = (number: number) => ({ useId: String(number), number, at: `2026-03-0${number}T02:00:00Z` })

describe('how a privacy budget burns down', () => {
  it('falls by one answer at a time', () => {
    const burn = burnOf({ perMonthMicroRho: 1_000_000, perUseMicroRho: 100_000, months: [{ month: '2026-03', spentMicroRho: 200_000 }], uses: [use(1), use(4)] })
    expect(burn.steps.map((s) => s.left)).toEqual([900_000, 800_000])
    expect(burn).toMatchObject({ left: 800_000, others: 0 })
  })

  it('starts lower where others spent of it, and never falls below nothing', () => {
    const burn = burnOf({ perMonthMicroRho: 300_000, perUseMicroRho: 100_000, months: [{ month: '2026-03', spentMicroRho: 300_000 }], uses: [use(2)] })
    expect(burn).toMatchObject({ left: 0, others: 200_000, steps: [{ left: 0 }] })
  })
})
