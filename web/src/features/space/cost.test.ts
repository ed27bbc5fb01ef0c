import { describe, expect, it } from 'vitest'
import { costOf } from './cost'
import type { RoomTable } from './room'

const terms = (pricePerUseFen: number, prices: { mode: 'Private'; fen: number }[] = []) => ({ pricePerUseFen, controls: { prices }, usesLeft: 7, uses: 10 }) as unknown as NonNullable<RoomTable['schema']>
const beside: RoomTable[] = [{ as: 'firms', agreementId: 'b', title: '企业', columns: [], schema: terms(250) }, { as: 'mine', resourceId: 'r', title: '名单', columns: [] }]

describe('what the next use costs', () => {
  it('is the sum over the agreements whose tables the text names, by the price of the mode', () => {
    expect(costOf(terms(100), 'Aggregate', beside)).toEqual({ fen: 350, also: [{ name: 'firms', left: 7, total: 10 }] })
    expect(costOf(terms(100, [{ mode: 'Private', fen: 900 }]), 'Private', [])).toEqual({ fen: 900, also: [] })
  })

  it('is what the server counts once it has read the question: a derived table brings agreements along that nobody wrote', () => {
    const counted = [
      { agreementId: 'a', agreementNumber: 'HY-1', usesLeft: 3, uses: 10, priceFen: 100 },
      { agreementId: 'b', agreementNumber: 'HY-2', usesLeft: 4, uses: 20, priceFen: 250 },
    ]
    expect(costOf(terms(100), 'Aggregate', [], counted)).toEqual({ fen: 350, also: [{ name: 'HY-2', left: 4, total: 20 }] })
    expect(costOf(terms(100), 'Aggregate', beside, counted).also).toEqual([{ name: 'firms', left: 4, total: 20 }])
  })

  it('is told from the text while the question cannot be read', () => {
    expect(costOf(terms(100), 'Aggregate', beside, [])).toEqual(costOf(terms(100), 'Aggregate', beside))
  })
})
