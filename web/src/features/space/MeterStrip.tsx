import type { ReactNode } from 'react'
import type { Shape } from '~/api/shape'
import { useText } from '~/locales/text'
import { BudgetBar } from '~/patterns/BudgetBar'
import { Money } from '~/patterns/Money'
import type { Schema } from './AgreementPage'
import { costOf } from './cost'
import type { RoomTable } from './room'

interface Props {
  schema: Schema
  mode: Shape<'Contracts.UseMode'>
  /** The next answer was given before: it costs nothing. */
  free?: boolean
  /** Other agreements that the next use is counted under too, by the names of their tables. */
  beside?: RoomTable[]
  /** The agreements that it is counted under, as the server has read the question. */
  counted?: Shape<'Space.AskQuestion.CountedView'>[]
  /** The act itself, where it is not part of a form. */
  act?: ReactNode
  /** Other budgets that the next use takes from. */
  children?: ReactNode
}

/** 额度条 — what the next use costs and what is left, always in sight at the foot of the window. */
export function MeterStrip({ schema, mode, free = false, beside = [], counted, act, children }: Props) {
  const text = useText()
  const { fen, also } = costOf(schema, mode, beside, counted)
  return (
    <div className="meter-strip" role="group" aria-label={text('space.meter')}>
      {act}
      <span className="quiet">{text('space.cost')} {free ? <strong className="good-text">{text('space.free')}</strong> : <Money fen={fen} />}</span>
      <BudgetBar label={text('budget.uses')} left={schema.usesLeft} total={schema.uses} cost={free ? 0 : 1} unit={text('unit.uses')} />
      {also.map((a) => <BudgetBar key={a.name} label={text('budget.uses.of', { name: a.name })} left={a.left} total={a.total} cost={free ? 0 : 1} unit={text('unit.uses')} />)}
      {children}
    </div>
  )
}
