import { describe, expect, it } from 'vitest'
import { type Derived, asTables, freePart, mayKeep, wantedOf } from './derived'

const homes = {
  id: 'd1', name: 'homes', minGroup: 5, modes: ['Aggregate', 'Private'], fallen: undefined,
  columns: [{ name: 'district', kind: 'Text', use: 'Dimension' }, { name: 'price', kind: 'Number', use: 'Measure', low: 0, high: 100 }],
} as unknown as Derived
const form = { columns: ['district', 'price'], minGroup: '5', modes: ['Aggregate', 'Private'], bounds: { price: { low: '0', high: '100' } } }

describe('tightening', () => {
  it('asks for nothing where nothing was changed', () => expect(wantedOf(homes, form)).toBeUndefined())
  it('asks for what was changed alone', () => {
    expect(wantedOf(homes, { ...form, columns: ['district'] })).toEqual({ columns: ['district'] })
    expect(wantedOf(homes, { ...form, minGroup: '8' })).toEqual({ minGroup: 8 })
    expect(wantedOf(homes, { ...form, modes: ['Private'], bounds: { price: { low: '', high: '50' } } })).toEqual({ modes: ['Private'], bounds: [{ column: 'price', high: 50 }] })
  })
})

describe('a derived table', () => {
  it('completes like a table, unless it has fallen', () => {
    expect(asTables([homes], '派生表').map((t) => [t.as, t.columns.map((c) => c.name)])).toEqual([['homes', ['district', 'price']]])
    expect(asTables([{ ...homes, fallen: { code: 'space.derived-policy' } } as Derived], '派生表')).toEqual([])
  })
  it('is made of what is allowed, and of rows that may not be shown', () => {
    expect([mayKeep(undefined), mayKeep({ allowed: true }), mayKeep({ allowed: false, refusal: { code: 'space.raw-rows' } }), mayKeep({ allowed: false, refusal: { code: 'space.syntax' } })]).toEqual([false, true, true, false])
  })
  it('is called by a name that nothing has', () => expect(freePart([{ name: 'Part1' }], [{ as: 'part2' }])).toBe('part3'))
})
