import type { RoomSchema } from './shapes'

export const tableOf = (schema: Pick<RoomSchema, 'table'>) => schema.table ?? 'data'

/** Quotes a name where SQL would otherwise read it differently. */
export function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}

/** A first question that the policy allows: one column to group by, one to average. */
export function starter(schema: RoomSchema): string {
  const by = schema.columns.find((c) => c.use === 'Dimension')
  const of = schema.columns.find((c) => c.use === 'Measure')
  const picks = [...(by ? [quoted(by.name)] : []), 'count(*) as n', ...(of ? [`avg(${quoted(of.name)}) as mean`] : [])]
  return [`select ${picks.join(', ')}`, `from ${quoted(tableOf(schema))}`, ...(by ? [`group by ${quoted(by.name)}`, `order by ${quoted(by.name)}`] : [])].join('\n')
}
