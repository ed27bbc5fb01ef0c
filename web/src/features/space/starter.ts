import type { Shape } from '~/api/shape'

/** Quotes a name where SQL would otherwise read it differently. */
export function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}

/** A first question that the policy allows: one column to group by, one to average. */
export function starter(schema: Pick<Shape<'Space.ListUses.SchemaView'>, 'table' | 'columns'>): string {
  const by = schema.columns.find((c) => c.use === 'Dimension')
  const of = schema.columns.find((c) => c.use === 'Measure')
  const picks = [...(by ? [quoted(by.name)] : []), 'count(*) as n', ...(of ? [`avg(${quoted(of.name)}) as mean`] : [])]
  return [`select ${picks.join(', ')}`, `from ${quoted(schema.table)}`, ...(by ? [`group by ${quoted(by.name)}`, `order by ${quoted(by.name)}`] : [])].join('\n')
}
