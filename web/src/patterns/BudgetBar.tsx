import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'

interface Props {
  label: string
  left: number
  total: number
  /** What the next act will take from it, drawn before it runs. */
  cost?: number
  unit: string
  /** In a table the column already says what it is. */
  bare?: boolean
}

/** 额度 — a burning bar: what is left, of how much, and what the next use will cost. */
export function BudgetBar({ label, left, total, cost = 0, unit, bare }: Props) {
  const text = useText()
  const part = (n: number) => `${total > 0 ? Math.max(0, Math.min(1, n / total)) * 100 : 0}%`
  const low = total > 0 && left / total <= 0.1
  return (
    <div className={`budget${low ? ' low' : ''}`}>
      <div className="budget-words">
        {bare ? null : <span>{label}</span>}
        <span>{text('budget.left', { left: formatCount(left), total: formatCount(total), unit })}</span>
      </div>
      <div className="budget-bar" role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={total} aria-valuenow={left}>
        <span className="budget-left" style={{ width: part(left) }} />
        {cost > 0 ? <span className="budget-cost" style={{ width: part(Math.min(cost, left)), left: part(left - cost) }} /> : null}
      </div>
    </div>
  )
}
