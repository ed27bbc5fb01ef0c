import type { Shape } from '~/api/shape'

export type Cell = string | number | boolean | null
type Table = Pick<Shape<'Space.AskQuestion.AnswerView'>, 'columns' | 'rows' | 'privacy'>

export interface ChartPlan {
  kind: 'line' | 'bar'
  by: string
  of: string
  names: string[]
  values: (number | null)[]
  /** With 95 % chance noise moved each value by at most this; absent where there is no noise. */
  bar?: number
  /** Only the first groups are drawn; the table has them all. */
  cut: boolean
}

const barsMax = 40
export const isNumeric = (type: string) => /INT|DOUBLE|FLOAT|DECIMAL|REAL|NUMERIC/i.test(type)
const isTime = (name: string, type: string) => /DATE|TIME/i.test(type) || /^(year|month|day|hour|date|quarter|week|年|月|日|时|小时|日期)/i.test(name)
const numberOf = (cell: Cell | undefined) => (cell === null || cell === undefined || cell === '' || !Number.isFinite(Number(cell)) ? null : Number(cell))

/** Rows of scalars; the API description calls them arrays of anything. */
export const cellsOf = ({ rows }: Pick<Table, 'rows'>) => rows as Cell[][]

/** The error of a column of an answer with noise; undefined where none is known. */
export function errorOf(answer: Pick<Table, 'privacy'>, column: string): number | undefined {
  const bar = answer.privacy?.bars.find((b) => b.column === column)?.bar
  const error = bar === undefined ? Number.NaN : Number(bar.replace('±', ''))
  return Number.isFinite(error) ? error : undefined
}

/** What of a result can be drawn: the last numeric column by the first other one; null when a picture would say nothing. */
export function chartOf(answer: Table): ChartPlan | null {
  const [columns, rows] = [answer.columns, cellsOf(answer)]
  if (columns.length < 2 || rows.length < 2) return null
  const by = columns.findIndex((c) => !isNumeric(c.type) || isTime(c.name, c.type))
  const of = columns.findLastIndex((c, i) => i !== by && isNumeric(c.type) && !isTime(c.name, c.type))
  if (by < 0 || of < 0) return null
  const time = isTime(columns[by]!.name, columns[by]!.type)
  const drawn = time ? rows : rows.slice(0, barsMax)
  return {
    kind: time ? 'line' : 'bar', by: columns[by]!.name, of: columns[of]!.name,
    names: drawn.map((r) => String(r[by] ?? '')), values: drawn.map((r) => numberOf(r[of])), cut: drawn.length < rows.length, bar: errorOf(answer, columns[of]!.name),
  }
}
