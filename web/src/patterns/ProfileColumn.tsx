import type { Shape } from '~/api/shape'
import { formatCount, formatMeasure, formatShare } from '~/format/numbers'
import { useText } from '~/locales/text'

/** What profiling found in one column; top values of a personal column arrive masked. */
export type ColumnProfile = Shape<'Catalog.ProfileView.Column'>

/** 数据画像 — distribution, nulls, distinct values and the detected kind of one field. */
export function ProfileColumn({ column, rows }: { column: ColumnProfile; rows: number }) {
  const text = useText()
  return (
    <div className="profile">
      <dl className="profile-facts">
        <div><dt>{text('profile.nulls')}</dt><dd>{formatCount(column.nulls)}<span className="quiet"> {formatShare(rows ? column.nulls / rows : 0)}</span></dd></div>
        <div><dt>{text('profile.distinct')}</dt><dd>{formatCount(column.distinct)}</dd></div>
        {hasOrder(column) ? <div><dt>{text('profile.range')}</dt><dd>{bound(column.min, column)} – {bound(column.max, column)}</dd></div> : null}
        {column.mean !== undefined ? <div><dt>{text('profile.mean')}</dt><dd>{formatMeasure(column.mean)}</dd></div> : null}
      </dl>
      <Spread column={column} rows={rows} />
      {column.detected.map((d) => (
        <p key={d.kind} className="detected">
          {text('profile.detected', {
            kind: text.of('personal', d.kind), share: formatShare(d.share), sampled: formatCount(d.sampled), confidence: formatShare(d.confidence),
          })}{' '}
          {d.grounds?.length ? <span className="quiet">{text('profile.grounds', { grounds: d.grounds.map((g) => text.of('ground', g)).join(text('list.comma')) })}</span> : null}
        </p>
      ))}
    </div>
  )
}

/** Whether smallest and largest say something: of names they do not, and masked ones must not. */
const hasOrder = (column: ColumnProfile) => column.min !== undefined && !column.masked && (!/CHAR|TEXT/.test(column.type) || /^\d/.test(column.min))

function bound(value: string | undefined, column: ColumnProfile): string {
  if (value === undefined) return '—'
  // Four digits at both ends are as likely years: no thousands mark.
  if (/^\d{4}$/.test(column.min ?? '') && /^\d{4}$/.test(column.max ?? '')) return value
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value) ? formatMeasure(Number(value)) : value
}

/** Bars for numbers, the most frequent values for the rest; each bar says its numbers to screen readers and on hover. */
function Spread({ column, rows }: { column: ColumnProfile; rows: number }) {
  const text = useText()
  if (column.histogram.length) {
    const most = Math.max(...column.histogram.map((b) => b.count), 1)
    return (
      <figure className="histogram" aria-label={text('profile.histogram', { name: column.name })}>
        <div className="bars">
          {column.histogram.map((b) => (
            <span key={b.from} style={{ height: `${Math.max(b.count > 0 ? 3 : 0, (b.count / most) * 100)}%` }} title={`${bound(b.from, column)} – ${bound(b.to, column)}: ${formatCount(b.count)}`} />
          ))}
        </div>
        <figcaption><span>{bound(column.histogram[0]!.from, column)}</span><span>{bound(column.histogram.at(-1)!.to, column)}</span></figcaption>
      </figure>
    )
  }
  if (!column.top.length) return null
  return (
    <ul className="top-values">
      {column.top.slice(0, 5).map((v) => (
        <li key={v.value}>
          <span className="top-name" title={v.value}>{v.value === '' ? text('profile.blank') : v.value}</span>
          <span className="top-bar" aria-hidden><span style={{ width: `${(v.count / column.top[0]!.count) * 100}%` }} /></span>
          <span className="quiet">{formatShare(rows ? v.count / rows : 0)}</span>
        </li>
      ))}
    </ul>
  )
}
