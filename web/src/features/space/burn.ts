import type { Shape } from '~/api/shape'

type View = Shape<'Space.ShowPrivacy.View'>

export interface Burn {
  /** What is left now, in millionths of ρ. */
  left: number
  /** What was spent of the same budget elsewhere. */
  others: number
  /** What was left after each use, from the first to the last. */
  steps: { at: string; number: number; left: number }[]
}

/** How the month's budget fell. What was spent elsewhere has no day here: it is taken off at the start. */
export function burnOf(view: Pick<View, 'perMonthMicroRho' | 'perUseMicroRho' | 'months' | 'uses'>): Burn {
  const spent = view.months[0]?.spentMicroRho ?? 0
  const others = Math.max(0, spent - view.uses.length * view.perUseMicroRho)
  let left = view.perMonthMicroRho - others
  const steps = view.uses.map((u) => ({ at: u.at, number: u.number, left: (left = Math.max(0, left - view.perUseMicroRho)) }))
  return { left: Math.max(0, view.perMonthMicroRho - spent), others, steps }
}
