import { formatFen } from '~/format/numbers'

/** 金额 — exact to the fen, in tabular figures; whoever shows a column of them aligns it right. */
export function Money({ fen, strong }: { fen: number | undefined; strong?: boolean }) {
  if (fen === undefined) return <span className="money quiet">—</span>
  return <span className={`money${strong ? ' strong' : ''}`}>{formatFen(fen)}</span>
}
