import { describe, expect, it } from 'vitest'
import { type Column, type RoomTable, freeName, isName, joinExample, mentioned } from './room'

const column = (name: string, use: Column['use'], joinable = false): Column => ({ name, title: name, type: 'VARCHAR', use, joinable, comparisons: [] })
const data = { table: 'data', columns: [column('id', 'Identity', true), column('district', 'Dimension')] }
const own: RoomTable = { as: 't2', resourceId: 'r', title: '名单', columns: [column('name', 'Dimension'), column('id', 'Dimension')], rows: 300 }

describe('the tables of a room', () => {
  it('are called by names that are free and that the server takes', () => {
    expect(freeName(['data', 't2', 'T3'])).toBe('t4')
    expect(['t2', 'my_list', '2t', '名单', ''].map(isName)).toEqual([true, true, false, false, false])
  })

  it('go with a question only where it names them', () => {
    expect(mentioned('select count(*) from data join T2 on data.id = t2.id', [own, { ...own, as: 't3' }]).map((t) => t.as)).toEqual(['t2'])
    expect(mentioned('select t22.x from t22', [own])).toEqual([])
  })

  it('are joined on the column both have, and a list shows nothing but its own rows', () => {
    expect(joinExample(data, own, 'ListOverlap')).toBe('select t2.id\nfrom data\njoin t2 on data.id = t2.id')
    expect(joinExample(data, own, 'Aggregate')).toBe('select data.district, count(*) as n\nfrom data\njoin t2 on data.id = t2.id\ngroup by data.district')
  })

  it('have no example where nothing may be joined on', () => {
    expect(joinExample({ table: 'data', columns: [column('id', 'Identity')] }, own, 'Aggregate')).toBeUndefined()
  })
})
