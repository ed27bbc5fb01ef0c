import { describe, expect, it } from 'vitest'
import type { Shape } from '~/api/shape'
import { sampleOf } from './sample'

type Column = Shape<'Space.ListUses.ColumnView'>
const column = (given: Partial<Column>): Column => ({ name: 'c', title: '列', type: 'VARCHAR', use: 'Dimension', joinable: false, comparisons: [], ...given })
const controls = { modes: ['Aggregate'], templates: [{ name: 't', title: 'T', sql: '', parameters: [{ name: 'p', title: '行业', kind: 'Text', choices: ['制造业', '批发零售'] }] }] } as unknown as Shape<'Contracts.UseControls'>

describe('made-up rows', () => {
  it('keep to the bounds and the type of a column', () => {
    const shown = sampleOf([column({ use: 'Measure', type: 'BIGINT', low: 10, high: 20 })], controls).map(([v]) => Number(v))
    expect(shown.every((v) => Number.isInteger(v) && v >= 10 && v <= 20)).toBe(true)
  })

  it('take the groups that the terms name, and hide identities', () => {
    expect(sampleOf([column({ publicValues: ['东城区', '西城区'] }), column({ title: '行业' }), column({ use: 'Identity' })], controls)[1]).toEqual(['西城区', '批发零售', '•••2'])
  })
})
