import type { Shape } from '~/api/shape'
import { quoted } from './starter'

export type Column = Shape<'Space.ListUses.ColumnView'>
export type Brought = Shape<'Space.AskQuestion.TableRequest'>
type SchemaView = Shape<'Space.ListUses.SchemaView'>

/** A table in the room beside the agreement's own, with what is known of it. */
export interface RoomTable extends Brought {
  title: string
  columns: Column[]
  /** Under which terms it is used; absent for the buyer's own. */
  schema?: SchemaView
  /** Rows of the buyer's own table. */
  rows?: number
}

/** As the server takes names of tables. */
export const isName = (name: string) => /^[A-Za-z][A-Za-z0-9_]{0,39}$/.test(name)

/** The first of t2, t3 … that no table is called by. */
export function freeName(taken: string[]): string {
  const has = new Set(taken.map((name) => name.toLowerCase()))
  for (let i = 2; ; i++) if (!has.has(`t${i}`)) return `t${i}`
}

/** Only tables that the question names go with it: whatever is in the room without being asked costs nothing. */
export const mentioned = <T extends { as: string }>(sql: string, tables: T[]): T[] =>
  tables.filter((t) => new RegExp(`(?<![A-Za-z0-9_$])${t.as}(?![A-Za-z0-9_$])`, 'i').test(sql))

/** The pair of columns on which two tables are joined: of the same name where there is one. */
function keysOf(columns: Column[], table: RoomTable): [string, string] | undefined {
  const [mine, theirs] = [columns.filter((c) => c.joinable), table.columns.filter((c) => c.joinable || table.schema === undefined)]
  const same = mine.find((c) => theirs.some((t) => t.name === c.name))
  const first = same ?? mine[0]
  const second = theirs.find((t) => t.name === first?.name) ?? theirs[0]
  return first && second ? [first.name, second.name] : undefined
}

/** A question that joins the agreement's table with one more; none where no column may be joined on. */
export function joinExample(schema: Pick<SchemaView, 'table' | 'columns'>, table: RoomTable, mode: Shape<'Contracts.UseMode'>): string | undefined {
  const keys = keysOf(schema.columns, table)
  if (!keys) return undefined
  const from = `from ${schema.table}\njoin ${table.as} on ${schema.table}.${quoted(keys[0])} = ${table.as}.${quoted(keys[1])}`
  if (mode === 'ListOverlap') return `select ${table.as}.${quoted(keys[1])}\n${from}`
  const by = schema.columns.find((c) => c.use === 'Dimension')
  const group = by ? `${schema.table}.${quoted(by.name)}` : undefined
  return [`select ${group ? `${group}, ` : ''}count(*) as n`, from, ...(group ? [`group by ${group}`] : [])].join('\n')
}
