import { describe, expect, it } from 'vitest'
import en from '~/locales/en.json'
import { textOf } from '~/locales/text'
import zh from '~/locales/zh.json'
import { type Fact, dutyOf, factName } from './facts'

const fact = (kind: string, at: string, body: Record<string, unknown>) => ({ id: at, kind, subject: 'urn:yuanliu:city:agreement:1', at, body, sealed: true }) as unknown as Fact
const arose = (duty: string, what: string, dueOn: string) => fact('space.duty-arose/1', '2026-03-01T02:00:00Z', { duty, what, dueOn })
const all = [
  fact('space.duty-step/1', '2026-03-09T02:00:00Z', { duty: 'b', step: 'Fulfil' }),
  fact('space.duty-moved/1', '2026-03-05T02:00:00Z', { duty: 'b', dueOn: '2026-03-20' }),
  arose('b', 'Delete', '2026-06-30'),
  arose('a', 'Report', '2026-04-10'),
]

describe('a duty on the timeline', () => {
  it('is named with its day, the one that was in force then', () => {
    expect(all.map((f) => dutyOf(f, all))).toEqual([
      { what: 'Delete', dueOn: '2026-03-20' }, { what: 'Delete', dueOn: '2026-03-20' }, { what: 'Delete', dueOn: '2026-06-30' }, { what: 'Report', dueOn: '2026-04-10' },
    ])
    expect(dutyOf(all[0]!, all.slice(0, 1)), 'where it arose is on no page that was read').toBeUndefined()
    expect(dutyOf(fact('trading.step/1', '2026-03-01T02:00:00Z', { step: 'Sign' }), all)).toBeUndefined()
  })

  it('has the words of its own procedure and not of the agreement it stands under', () => {
    expect(factName(all[0]!, textOf('zh', zh))).toBe(zh['step.duty.Fulfil'])
    expect(factName(fact('space.duty-step/1', '2026-03-09T02:00:00Z', { duty: 'b', step: 'Lapse' }), textOf('en', en))).toBe(en['step.duty.Lapse'])
  })
})
