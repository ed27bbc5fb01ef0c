import { describe, expect, it } from 'vitest'
import { answersOf, epsilonWithin } from './noise'

describe('the budget of answers with noise', () => {
  it('is told as an ε that grows with what is granted', () => {
    expect(epsilonWithin(0)).toBe(0)
    expect(epsilonWithin(1_000_000)).toBeCloseTo(1 + 2 * Math.sqrt(Math.log(2_000_000)), 6)
    expect(epsilonWithin(500_000)).toBeLessThan(epsilonWithin(1_000_000))
  })

  it('pays for whole answers only', () => {
    expect(answersOf(1_000_000, 300_000)).toBe(3)
    expect(answersOf(1_000_000, 0)).toBe(0)
  })
})
