import { describe, expect, it } from 'vitest'
import { type Box, type Point, layOut, lineThrough, widthOf } from './flow'

const row = (step: string, from: string, to: string) => ({ step, from, to, actor: 'Registrar' })
const names = { stage: (s: string) => s, step: (s: string) => s }
const rows = [
  row('Submit', 'Draft', 'Submitted'), row('Accept', 'Submitted', 'UnderReview'), row('Reject', 'Submitted', 'Refused'), row('Correct', 'UnderReview', 'Submitted'),
  row('Pass', 'UnderReview', 'Registered'), row('Withdraw', 'Submitted', 'Withdrawn'), row('Withdraw', 'UnderReview', 'Withdrawn'),
]
const holds = (b: Box, p: Point) => Math.abs(p.x - b.x) < b.width / 2 - 1 && Math.abs(p.y - b.y) < b.height / 2 - 1

describe('the picture of a procedure', () => {
  it('shows every stage once and every step', () => {
    const { boxes, arrows } = layOut(rows, names)
    expect(boxes.map((b) => b.stage).sort()).toEqual(['Draft', 'Refused', 'Registered', 'Submitted', 'UnderReview', 'Withdrawn'])
    expect(arrows.map((a) => a.row)).toHaveLength(rows.length)
  })

  it('leads to the right, and downwards where there is little room', () => {
    const at = (downwards: boolean) => Object.fromEntries(layOut(rows, names, downwards).boxes.map((b) => [b.stage, downwards ? b.y : b.x])) as Record<string, number>
    for (const place of [at(false), at(true)]) {
      expect(place['Draft']!).toBeLessThan(place['Submitted']!)
      expect(place['Submitted']!).toBeLessThan(place['UnderReview']!)
      expect(place['UnderReview']!).toBeLessThan(place['Registered']!)
    }
  })

  it('lets no box or name lie on another box, and no line run through one', () => {
    for (const downwards of [false, true]) {
      const { boxes, arrows } = layOut(rows, names, downwards)
      for (const box of boxes) {
        expect(boxes.filter((other) => holds(other, box))).toEqual([box])
        expect(arrows.filter((a) => holds(box, a.label))).toEqual([])
        expect(arrows.flatMap((a) => a.points).filter((p) => holds(box, p))).toEqual([])
      }
    }
  })

  it('keeps everything within its frame', () => {
    const { boxes, width, height } = layOut(rows, names)
    for (const b of boxes) {
      expect(b.x + b.width / 2).toBeLessThanOrEqual(width)
      expect(b.y + b.height / 2).toBeLessThanOrEqual(height)
    }
  })
})

describe('a line', () => {
  it('begins and ends where it should', () => {
    expect(lineThrough([{ x: 0, y: 0 }, { x: 5, y: 5 }, { x: 10, y: 0 }])).toBe('M0 0Q5 5 10 0L10 0')
    expect(lineThrough([{ x: 1, y: 2 }])).toBe('M1 2L1 2')
    expect(lineThrough([])).toBe('')
  })

  it('leaves room for Chinese', () => {
    expect(widthOf('受理')).toBe(26)
    expect(widthOf('ab')).toBeCloseTo(14.56)
  })
})
