import { lazy, Suspense, useMemo } from 'react'
import { useGet } from '~/api/queries'
import { query } from '~/api/http'
import { formatCount, formatMeasure } from '~/format/numbers'
import { useText } from '~/locales/text'
import { EvidenceBadge } from '~/patterns/EvidenceBadge'
import { Money } from '~/patterns/Money'
import { Scroll } from '~/patterns/Scroll'
import { Panel } from '~/shell/ConsolePage'
import { chartOf } from './chart'
import type { Answer, Cell, RoomSchema, UseLine } from './shapes'

const Chart = lazy(() => import('./Chart'))

/** 结果 — the answer as a chart and a table, with what it cost and its place in the log. */
export function Result({ agreementId, answer, schema }: { agreementId: string; answer: Answer; schema: RoomSchema }) {
  const text = useText()
  const plan = useMemo(() => chartOf(answer), [answer])
  const base = `/api/space/agreements/${agreementId}/uses`
  const uses = useGet<{ items: UseLine[] }>(query(base, { take: 5 }), {
    every: (page) => (page?.items.some((u) => u.id === answer.useId && u.leafIndex === undefined) ? 1500 : false),
  })
  const sealed = uses.data?.items.find((u) => u.id === answer.useId)
  return (
    <Panel title={text('result.title', { number: answer.number })} extra={<EvidenceBadge factId={answer.factId} leafIndex={sealed?.leafIndex} />}>
      <p className="wrap">
        <span>{text('result.rows', { count: formatCount(answer.rows.length) })}</span>
        <span className="quiet">{text('result.time', { ms: formatCount(Math.round(answer.elapsedMs)) })}</span>
        <span>{text('result.price')} <Money fen={answer.priceFen} /></span>
        <a href={`${base}/${answer.useId}/result.csv`} download>{text('result.csv')}</a>
      </p>
      {answer.suppressedGroups ? <p className="notice warn">{text('result.suppressed', { count: formatCount(schema.minGroup) })}</p> : null}
      {plan ? <Suspense fallback={<div className="chart" />}><Chart plan={plan} /></Suspense> : null}
      <Scroll label={text('result.table')} className="result">
        <table className="plain">
          <thead><tr>{answer.columns.map((c) => <th key={c.name} className={isNumeric(c.type) ? 'number' : undefined}>{c.name}</th>)}</tr></thead>
          <tbody>{answer.rows.map((row, i) => <tr key={i}>{row.map((cell, j) => <td key={j} className={isNumeric(answer.columns[j]!.type) ? 'number' : undefined}>{shown(cell, answer.columns[j]!.type)}</td>)}</tr>)}</tbody>
        </table>
      </Scroll>
    </Panel>
  )
}

const isNumeric = (type: string) => /INT|DOUBLE|FLOAT|DECIMAL|REAL|NUMERIC/i.test(type)

/** Whole numbers stand as they are (a year is no measure); measured ones are cut to what they can bear. */
function shown(cell: Cell, type: string): string {
  if (cell === null) return '—'
  return typeof cell === 'number' && !Number.isInteger(cell) && isNumeric(type) ? formatMeasure(cell) : String(cell)
}
