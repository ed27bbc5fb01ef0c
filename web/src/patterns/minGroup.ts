import type { Shape } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import type { Text } from '~/locales/text'

/** 最小分组 — what is counted is identities where a column tells them, and rows where none does. */
export const minGroupOf = (count: number, columns: { use: Shape<'Contracts.ColumnUse'> }[], text: Text) =>
  text(columns.some((c) => c.use === 'Identity') ? 'product.min-group.identities' : 'product.min-group.rows', { count: formatCount(count) })
