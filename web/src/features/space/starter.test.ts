import { describe, expect, it } from 'vitest'
import { chartOf } from './chart'
import { answeredBefore, quoted, starter } from './starter'

const column = (name: string, use: 'None' | 'Dimension' | 'Measure' | 'Identity') => ({ name, title: name, type: 'VARCHAR', use, joinable: false, comparisons: [] })
const schema = (columns: ReturnType<typeof column>[]) => ({ table: 'data', columns })

describe('the first question', () => {
  const columns = [column('id', 'Identity'), column('district', 'Dimension'), column('PM2.5', 'Measure')]

  it('counts the groups of a dimension: a mean beside it differs from it by those without a value', () => {
    expect(starter(schema(columns))).toBe('select district, count(*) as n\nfrom data\ngroup by district\norder by district')
  })

  it('averages a measure too where noise covers the difference', () => {
    expect(starter(schema(columns), true)).toBe('select district, count(*) as n, avg("PM2.5") as mean\nfrom data\ngroup by district\norder by district')
  })

  it('counts when there is nothing else to do', () => {
    expect(starter(schema([column('id', 'Identity')]))).toBe('select count(*) as n\nfrom data')
  })

  it('quotes what is no plain lower-case name', () => {
    expect([quoted('year'), quoted('PM2.5'), quoted('a"b'), quoted('站点')]).toEqual(['year', '"PM2.5"', '"a""b"', '"站点"'])
  })
})

describe('what was answered before', () => {
  const use = (sql: string | undefined, more: object = {}) => ({ id: '1', at: '', kind: 'Answered', mode: 'Aggregate', sql, querySha256: '', ...more }) as Parameters<typeof answeredBefore>[0][number]
  const asked = (uses: ReturnType<typeof use>[]) => answeredBefore(uses, 'data', ['Aggregate', 'Private']).map((f) => f.sql)

  it('is offered first, the newest before the others, in the way it was asked', () => {
    expect(asked([use('select count(*) from data'), use('select avg(x) from DATA'), use('with t as (select y from data) select count(*) from t')]).length).toBe(3)
    expect(answeredBefore([use('select 1 from data', { mode: 'Private' })], 'data', ['Aggregate', 'Private'])).toEqual([{ sql: 'select 1 from data', mode: 'Private' }])
  })

  it('is not what was refused, what named other tables, what somebody else asked, or what a way gave that is closed now', () => {
    expect(asked([
      use('select count(*) from data', { kind: 'Denied' }), use('select count(*) from data join t2 using (x)'), use('select count(*) from part1'), use(undefined),
      use('select x from data', { mode: 'ListOverlap' }), use('select count(*) from data', { mode: 'Template' }),
    ])).toEqual([])
  })
})

describe('the chart of a result', () => {
  const answer = (columns: [string, string][], rows: (string | number | null)[][]) => ({ columns: columns.map(([name, type]) => ({ name, type })), rows })

  it('draws time as a line and names as bars', () => {
    expect(chartOf(answer([['year', 'BIGINT'], ['mean', 'DOUBLE']], [[2013, 80], [2014, 82], [2015, 79]]))?.kind).toBe('line')
    expect(chartOf(answer([['station', 'VARCHAR'], ['mean', 'DOUBLE']], [['a', 80], ['b', 82]]))?.kind).toBe('bar')
  })

  it('draws nothing from a single number or from text alone', () => {
    expect(chartOf(answer([['n', 'BIGINT']], [[3]]))).toBeNull()
    expect(chartOf(answer([['a', 'VARCHAR'], ['b', 'VARCHAR']], [['x', 'y'], ['z', 'w']]))).toBeNull()
  })

  it('leaves gaps where a group has no value and says when it shows only the first', () => {
    const chart = chartOf(answer([['s', 'VARCHAR'], ['v', 'DOUBLE']], Array.from({ length: 60 }, (_, i) => [`s${i}`, i === 1 ? null : i])))
    expect(chart?.values[1]).toBeNull()
    expect(chart?.values.length).toBe(40)
    expect(chart?.cut).toBe(true)
  })
})
