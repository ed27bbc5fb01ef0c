import type { ReactNode } from 'react'
import type { Shape } from '~/api/shape'
import { useText } from '~/locales/text'
import { BudgetBar } from '~/patterns/BudgetBar'
import { Money } from '~/patterns/Money'
import type { Schema } from './AgreementPage'
import { priceOf } from './open-doors'

interface Props {
  schema: Schema
  mode: Shape<'Contracts.UseMode'>
  /** The next answer was given before: it costs nothing. */
  free?: boolean
  /** The act itself, where it is not part of a form. */
  act?: ReactNode
  /** Other budgets that the next use takes from. */
  children?: ReactNode
}

/** 额度条 — what the next use costs and what is left, always in sight at the foot of the window. */
export function MeterStrip({ schema, mode, free = false, act, children }: Props) {
  const text = useText()
  return (
    <div className="meter-strip" role="group" aria-label={text('space.meter')}>
      {act}
      <span className="quiet">{text('space.cost')} {free ? <strong className="good-text">{text('space.free')}</strong> : <Money fen={priceOf(schema, mode)} />}</span>
      <BudgetBar label={text('budget.uses')} left={schema.usesLeft} total={schema.uses} cost={free ? 0 : 1} unit={text('unit.uses')} />
      {children}
    </div>
  )
}
