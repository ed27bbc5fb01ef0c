import { lazy, Suspense } from 'react'
import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { formatCount, formatMeasure, formatMicro, formatSpentShare } from '~/format/numbers'
import { useText } from '~/locales/text'
import { Moment } from '~/patterns/Moment'
import { Shown } from '~/patterns/Shown'
import { burnOf } from './burn'

const BurnChart = lazy(() => import('./BurnChart'))

type Estimate = Shape<'Space.PrivacyView'>

/** 隐私预算 — what is left of the month, with what the next question takes drawn before it is spent. */
export function NoiseBudget({ estimate, free }: { estimate: Pick<Estimate, 'microRho' | 'leftMicroRho'> & { total: number }; free: boolean }) {
  const text = useText()
  const { leftMicroRho: left, total } = estimate
  const cost = free ? 0 : Math.min(estimate.microRho, left)
  const part = (n: number) => `${total > 0 ? (n / total) * 100 : 0}%`
  return (
    <div className={`budget${left / total <= 0.1 ? ' low' : ''}`}>
      <div className="budget-words"><span>{text('noise.budget')}</span><span>{text('noise.left', { left: formatMicro(left, 'left'), total: formatMicro(total, 'left') })}</span></div>
      <div className="budget-bar" role="meter" aria-label={text('noise.budget')} aria-valuemin={0} aria-valuemax={total} aria-valuenow={left}>
        <span className="budget-left" style={{ width: part(left) }} />
        {cost > 0 ? <span className="budget-cost" style={{ width: part(cost), left: part(left - cost) }} /> : null}
      </div>
      {cost > 0 ? <span className="quiet">{text('noise.after', { cost: formatMicro(cost, 'spent'), left: formatMicro(left - cost, 'left') })}</span> : null}
    </div>
  )
}

/** 误差估计 — how exact an answer will be and what it takes, known before anything is spent. */
export function NoiseEstimate({ estimate, free, total }: { estimate: Estimate; free: boolean; total: number }) {
  const text = useText()
  return (
    <div className="stack tight">
      <p className="quiet">{text('noise.estimate.what')}</p>
      <table className="plain">
        <thead><tr><th>{text('noise.measure')}</th><th className="number">{text('noise.bar')}</th></tr></thead>
        <tbody>{estimate.bars.map((b, i) => <tr key={i}><td>{b.column ?? ''} <span className="quiet">{text.of('noise.function', b.function)}</span></td><td className="number">{barText(b.bar)}</td></tr>)}</tbody>
      </table>
      <p className="quiet">
        {estimate.bars.some((b) => /Mean|Variance|Deviation/.test(b.function)) ? text('noise.supposed', { rows: formatCount(estimate.supposedRows) }) : null}
        {' '}{estimate.identitiesToShow === '0' ? null : text('noise.to-show', { count: estimate.identitiesToShow })}
      </p>
      <NoiseBudget estimate={{ ...estimate, total }} free={free} />
    </div>
  )
}

export const barText = (bar: string) => (Number.isFinite(Number(bar.slice(1))) ? `±${formatMeasure(Number(bar.slice(1)))}` : bar)

/** 预算消耗 — how the month's budget fell with each question, and what earlier months took. */
export function NoiseBurn({ agreementId }: { agreementId: string }) {
  const text = useText()
  const read = useGet(at('/api/space/agreements/{id}/privacy', { id: agreementId }))
  return (
    <Shown read={read} lines={5}>
      {(v) => {
        const burn = burnOf(v)
        return (
          <>
            <NoiseBudget estimate={{ microRho: 0, leftMicroRho: burn.left, total: v.perMonthMicroRho }} free />
            <p className="quiet">{text('noise.eps', { epsilon: v.epsilonGranted, spent: v.epsilonSpent, delta: v.delta })} <ResetDay day={v.until} /></p>
            <Suspense fallback={<div className="chart low" />}><BurnChart burn={burn} from={v.from} until={v.until} total={v.perMonthMicroRho} /></Suspense>
            {burn.others > 0 ? <p className="quiet">{text('noise.others', { rho: formatMicro(burn.others, 'spent') })}</p> : null}
            <details>
              <summary>{text('watch.table')}</summary>
              <table className="plain">
                <thead><tr><th>{text('noise.month')}</th><th className="number">{text('noise.spent')}</th><th className="number">{text('noise.share')}</th></tr></thead>
                <tbody>{v.months.map((m) => <tr key={m.month}><td>{m.month}</td><td className="number">{formatMicro(m.spentMicroRho, 'spent')}</td><td className="number">{formatSpentShare(m.spentMicroRho, v.perMonthMicroRho)}</td></tr>)}</tbody>
              </table>
            </details>
          </>
        )
      }}
    </Shown>
  )
}

function ResetDay({ day }: { day: string }) {
  const text = useText()
  const [before, after] = text('noise.resets').split('{until}')
  return <>{before}<Moment day={day} />{after}</>
}
