/**
 * A measure as the person asked for it: the bounds into which values are drawn, and the leaving out of empty ones, are the policy's own
 * additions and stand with the column.
 */
export const measureOf = (sql: string) =>
  sql.replace(/greatest\(least\(([^,()]+), [^,()]+\), [^,()]+\)/g, '$1').replace(/ FILTER \(WHERE \([^()]+ IS NOT NULL\)\)/g, '').replaceAll('"', '')
