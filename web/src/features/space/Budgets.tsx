import { Link } from 'react-router'
import type { Shape } from '~/api/shape'
import { formatShortDay } from '~/format/dates'
import { formatCount, formatMicro } from '~/format/numbers'
import { useText } from '~/locales/text'

type Counts = Pick<Shape<'Space.UseCounts.CountsView'>, 'days' | 'budgets'>

const width = 120
const height = 28

/** The way down: one step for each day, full height for all that was agreed. */
function pathOf(left: number[], total: number): string {
  const x = (i: number) => (left.length > 1 ? (i / (left.length - 1)) * width : 0)
  const y = (n: number) => 1 + (1 - (total > 0 ? n / total : 0)) * (height - 2)
  return left.map((n, i) => (i === 0 ? `M0 ${y(n)}` : `H${x(i)} V${y(n)}`)).join(' ')
}

/** 额度消耗 — how the agreed uses of each agreement burnt down day by day, those with the least left first. */
export function Budgets({ counts }: { counts: Counts }) {
  const text = useText()
  if (counts.budgets.length === 0) return <p className="quiet">{text('burn.none')}</p>
  return (
    <>
      <ul className="burns">
        {counts.budgets.map((b) => {
          const left = b.leftByDay.at(-1) ?? b.uses
          return (
            <li key={b.agreementId} className={left / b.uses <= 0.1 ? 'low' : undefined}>
              <span><Link to={`/console/agreements/${b.agreementId}`}>{b.productName || b.agreementNumber}</Link> <span className="code quiet">{b.agreementNumber}</span></span>
              <svg className="burn" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden><path d={pathOf(b.leftByDay, b.uses)} /></svg>
              <span className="number">{text('budget.left', { left: formatCount(left), total: formatCount(b.uses), unit: text('unit.uses') })}</span>
              {b.privacy ? (
                <>
                  <span className="quiet">{text('burn.privacy')}</span>
                  <svg className="burn" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden><path d={pathOf(b.privacy.spentByDay.map((spent) => b.privacy!.perMonthMicroRho - spent), b.privacy.perMonthMicroRho)} /></svg>
                  <span className="number">{text('burn.privacy.spent', { spent: formatMicro(b.privacy.spentByDay.at(-1) ?? 0, 'spent'), total: formatMicro(b.privacy.perMonthMicroRho, 'left') })}</span>
                </>
              ) : null}
            </li>
          )
        })}
      </ul>
      <details>
        <summary>{text('watch.table')}</summary>
        <div className="scroll" tabIndex={0} role="region" aria-label={text('burn.title')}>
          <table className="plain">
            <thead><tr><th>{text('agreement.number')}</th>{counts.days.map((d) => <th key={d.day} className="number">{formatShortDay(d.day, text.language)}</th>)}</tr></thead>
            <tbody>{counts.budgets.flatMap((b) => [<tr key={b.agreementId}><td><span className="code">{b.agreementNumber}</span> <span className="quiet">{text('budget.uses')}</span></td>{b.leftByDay.map((n, i) => <td key={counts.days[i]?.day ?? i} className="number">{formatCount(n)}</td>)}</tr>, ...(b.privacy ? [<tr key={`${b.agreementId}/privacy`}><td><span className="code">{b.agreementNumber}</span> <span className="quiet">{text('burn.privacy.spent-by')}</span></td>{b.privacy.spentByDay.map((n, i) => <td key={counts.days[i]?.day ?? i} className="number">{formatMicro(n, 'spent')}</td>)}</tr>] : [])])}</tbody>
          </table>
        </div>
      </details>
    </>
  )
}
