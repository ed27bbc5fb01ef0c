import { describe, expect, it } from 'vitest'
import { layOut } from './flow'

const row = (step: string, from: string, to: string) => ({ step, from, to, actor: 'Registrar' })

describe('the picture of a procedure', () => {
  const rows = [row('Submit', 'Draft', 'Submitted'), row('Accept', 'Submitted', 'UnderReview'), row('Reject', 'Submitted', 'Refused'), row('Correct', 'UnderReview', 'Submitted')]

  it('starts where nothing leads to and moves right with every step', () => {
    const { boxes } = layOut(rows)
    expect(boxes.map((b) => [b.stage, b.column])).toEqual([['Draft', 0], ['Submitted', 1], ['UnderReview', 2], ['Refused', 2]])
  })

  it('never puts two stages in one place', () => {
    const { boxes } = layOut(rows)
    expect(new Set(boxes.map((b) => `${b.column},${b.row}`)).size).toBe(boxes.length)
  })

  it('numbers every step once, also those that lead back', () => {
    const { arrows } = layOut(rows)
    expect(arrows.map((a) => [a.number, a.step.step])).toEqual([[1, 'Submit'], [2, 'Accept'], [3, 'Reject'], [4, 'Correct']])
  })

  it('draws a procedure in which every stage can be entered', () => {
    expect(layOut([row('Suspend', 'Valid', 'Suspended'), row('Restore', 'Suspended', 'Valid')]).boxes.map((b) => b.column)).toEqual([0, 1])
  })
})
