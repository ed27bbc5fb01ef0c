import type { Shape } from '~/api/shape'

/** Quotes a name where SQL would otherwise read it differently. */
export function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}

/**
 * A first question that is answered: the groups of one column, counted. A mean beside the count would be too close to it wherever a few
 * values are missing, and the whole refused; where noise covers that, it stands there too.
 */
export function starter(schema: Pick<Shape<'Space.ListUses.SchemaView'>, 'table' | 'columns'>, isNoisy = false): string {
  const by = schema.columns.find((c) => c.use === 'Dimension')
  const of = isNoisy ? schema.columns.find((c) => c.use === 'Measure') : undefined
  const picks = [...(by ? [quoted(by.name)] : []), 'count(*) as n', ...(of ? [`avg(${quoted(of.name)}) as mean`] : [])]
  return [`select ${picks.join(', ')}`, `from ${quoted(schema.table)}`, ...(by ? [`group by ${quoted(by.name)}`, `order by ${quoted(by.name)}`] : [])].join('\n')
}

/** Put as SQL: other ways in keep no text that could be asked again. */
export const isAsked = (mode: Shape<'Contracts.UseMode'>) => mode === 'Aggregate' || mode === 'Private' || mode === 'ListOverlap'

export interface First {
  sql: string
  mode?: Shape<'Contracts.UseMode'>
}

/** Whether a text reads the agreement's own table and no other: what was brought along once need not be in the room now. */
function readsOnly(sql: string, table: string): boolean {
  const parts = [...sql.matchAll(/([A-Za-z_]\w*)\s+as\s*\(/gi)].map((m) => m[1]!.toLowerCase())
  const read = [...sql.matchAll(/\b(?:from|join)\s+"?(\w+)"?/gi)].map((m) => m[1]!.toLowerCase())
  return !/\bjoin\b/i.test(sql) && read.length > 0 && read.every((name) => name === table.toLowerCase() || parts.includes(name))
}

/** Questions that were answered before, the newest first: asked again they are certain to be answered, and cost nothing. */
export function answeredBefore(uses: Shape<'Space.ListUses.UseView'>[], table: string, ways: readonly Shape<'Contracts.UseMode'>[]): Required<First>[] {
  return uses.flatMap((u) => (u.kind === 'Answered' && u.sql && isAsked(u.mode) && ways.includes(u.mode) && readsOnly(u.sql, table) ? [{ sql: u.sql, mode: u.mode }] : []))
}
