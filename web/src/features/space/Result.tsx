import { lazy, Suspense, useMemo } from 'react'
import { Link } from 'react-router'
import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { formatCount, formatMeasure, formatMicro } from '~/format/numbers'
import { useText } from '~/locales/text'
import { SubjectEvidence } from '~/patterns/EvidenceBadge'
import { Money } from '~/patterns/Money'
import { Scroll } from '~/patterns/Scroll'
import { Panel } from '~/shell/ConsolePage'
import { type Cell, cellsOf, chartOf, errorOf, isNumeric } from './chart'
import { urnOfUse } from './urn'

const Chart = lazy(() => import('./Chart'))

/** 结果 — the answer as a chart and a table, with what it cost and its place in the log. */
export function Result({ agreementId, agreementUrn, answer }: { agreementId: string; agreementUrn: string; answer: Shape<'Space.AskQuestion.AnswerView'> }) {
  const text = useText()
  const plan = useMemo(() => chartOf(answer), [answer])
  const base = `/api/space/agreements/${agreementId}/uses`
  return (
    <Panel title={text('result.title', { number: answer.number })} extra={<SubjectEvidence watch subject={urnOfUse(agreementUrn, answer.useId)} />}>
      <p className="wrap">
        <span>{text('result.rows', { count: formatCount(answer.rows.length) })}</span>
        <span className="quiet">{text('result.time', { ms: formatCount(Math.round(answer.elapsedMs)) })}</span>
        <span className={answer.repeat ? 'good-text' : undefined}>{answer.repeat ? text('result.repeat') : <>{text('result.price')} <Money fen={answer.priceFen} /></>}</span>
        <a href={`${base}/${answer.useId}/result.csv`} download>{text('result.csv')}</a>
        <Receipt factId={answer.factId} subject={urnOfUse(agreementUrn, answer.useId)} />
        <Link to={`/console/uses/${answer.useId}`}>{text('use.path')}</Link>
      </p>
      {answer.suppressedGroups ? <p className="notice warn">{text('result.suppressed', { count: formatCount(answer.minGroup) })}</p> : null}
      {answer.privacy && !answer.repeat ? <p>{text('noise.after', { cost: formatMicro(answer.privacy.microRho, 'spent'), left: formatMicro(answer.privacy.leftMicroRho, 'left') })}</p> : null}
      {plan ? <Suspense fallback={<div className="chart" />}><Chart plan={plan} /></Suspense> : null}
      <Scroll label={text('result.table')} className="result">
        <table className="plain">
          <thead><tr>{answer.columns.map((c) => <th key={c.name} className={isNumeric(c.type) ? 'number' : undefined}>{c.name}</th>)}</tr></thead>
          <tbody>{cellsOf(answer).map((row, i) => <tr key={i}>{row.map((cell, j) => <td key={j} className={isNumeric(answer.columns[j]!.type) ? 'number' : undefined}>{shown(cell, answer.columns[j]!.type)}<Error value={cell === null ? undefined : errorOf(answer, answer.columns[j]!.name)} /></td>)}</tr>)}</tbody>
        </table>
      </Scroll>
    </Panel>
  )
}

/** 误差范围 — beside a number with noise, how far it may be off. */
function Error({ value }: { value: number | undefined }) {
  return value === undefined ? null : <span className="quiet"> ±{formatMeasure(value)}</span>
}

/** Whole numbers stand as they are (a year is no measure); measured ones are cut to what they can bear. */
function shown(cell: Cell, type: string): string {
  if (cell === null) return '—'
  return typeof cell === 'number' && !Number.isInteger(cell) && isNumeric(type) ? formatMeasure(cell) : String(cell)
}

/** 凭据 — proves the use and the hash of its answer; it follows a moment after the answer, when the log is sealed. */
function Receipt({ factId, subject }: { factId?: string; subject: string }) {
  const text = useText()
  const facts = useGet(at('/api/evidence/facts', { subject }), { every: (page) => (page?.items.every((f) => f.sealed) === false ? 1500 : false) })
  const sealed = facts.data?.items.find((f) => factId === undefined || f.id === factId)?.sealed === true
  return factId && sealed ? <a href={`/api/evidence/facts/${factId}/receipt`} download>{text('evidence.receipt')}</a> : <span className="quiet">{text('result.receipt.soon')}</span>
}
