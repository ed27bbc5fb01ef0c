import { lazy, Suspense } from 'react'
import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { Moment } from '~/patterns/Moment'
import { Shown } from '~/patterns/Shown'
import { Budgets } from './Budgets'

const UsesChart = lazy(() => import('./UsesChart'))
type Counted = Pick<Shape<'Space.UseCounts.CountsView'>, 'days' | 'clauses'>

/** 合约使用统计 — how one agreement was used: its days, its budgets, and what was refused under which clause. */
export function AgreementCounts({ agreementId }: { agreementId: string }) {
  const text = useText()
  const read = useGet(at('/api/space/agreements/{id}/counts', { id: agreementId, days: 14 }))
  return (
    <Shown read={read} lines={6}>
      {(c) => (
        <div className="stack">
          <Days counts={c} />
          <h3>{text('burn.title')}</h3>
          <Budgets counts={{ days: c.days, budgets: [c.budget] }} />
          <h3>{text('watch.clauses')}</h3>
          <Clauses counts={c} />
        </div>
      )}
    </Shown>
  )
}

/** 逐日使用 — answered and denied uses as a picture, and as a table for whoever cannot see it. */
export function Days({ counts }: { counts: Counted }) {
  const text = useText()
  if (counts.days.every((d) => d.answered + d.denied === 0)) return <p className="quiet">{text('use.none')}</p>
  return (
    <>
      <Suspense fallback={<div className="chart low" />}><UsesChart days={counts.days} /></Suspense>
      <details>
        <summary>{text('watch.table')}</summary>
        <table className="plain">
          <thead><tr><th>{text('watch.day')}</th><th className="number">{text('stage.use.Answered')}</th><th className="number">{text('stage.use.Denied')}</th></tr></thead>
          <tbody>{[...counts.days].reverse().map((d) => <tr key={d.day}><td><Moment day={d.day} /></td><td className="number">{formatCount(d.answered)}</td><td className="number">{formatCount(d.denied)}</td></tr>)}</tbody>
        </table>
      </details>
    </>
  )
}

/** 被拒依据 — one bar for each refusal and its clause; where one may be picked, it leads to just those. */
export function Clauses({ counts, picked, onPick }: { counts: Counted; picked?: string; onPick?: (code: string) => void }) {
  const text = useText()
  const most = Math.max(1, ...counts.clauses.map((c) => c.count))
  if (counts.clauses.length === 0) return <p className="quiet">{text('watch.clauses.none')}</p>
  return (
    <ul className="clause-bars">
      {counts.clauses.map((c) => (
        <li key={`${c.clause ?? ''}/${c.code}`}>
          {onPick ? <button type="button" className="link-button" aria-pressed={picked === c.code} onClick={() => onPick(c.code)}>{text.find('refusal', c.code) ?? c.code}</button> : <span>{text.find('refusal', c.code) ?? c.code}</span>}
          <span className="quiet">{c.clause ? `${text('policy.clause', { clause: c.clause })} ${text.of('clause', c.clause)}` : text('watch.no-clause')}</span>
          <span className="clause-bar" aria-hidden><span style={{ width: `${(c.count / most) * 100}%` }} /></span>
          <span className="number">{formatCount(c.count)}</span>
        </li>
      ))}
    </ul>
  )
}
