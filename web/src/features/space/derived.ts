import type { Shape } from '~/api/shape'
import type { Brought, RoomTable } from './room'

export type Derived = Shape<'Space.ListDerived.View'>
export type Bound = Shape<'Space.TightBound'>
export type Tighten = Shape<'Space.TightenRequest'>

/** As the editor completes it: by name and columns, like any table that a question may name. */
export const asTables = (derived: Derived[], title: string): RoomTable[] => derived.filter((d) => !d.fallen).map((d) => ({
  as: d.name, title, columns: d.columns.map((c) => ({ name: c.name, title: c.name, type: c.kind, use: c.use, low: c.low, high: c.high, joinable: false, comparisons: ['Equality', 'Range', 'Pattern', 'Column'] })),
}))

/** What may not be answered may still be kept: rows and measures do not leave, but questions can be asked of them. */
export const mayKeep = (check: { allowed: boolean; refusal?: { code: string } } | undefined): boolean => check?.allowed === true || ['space.raw-rows', 'space.column'].includes(check?.refusal?.code ?? '')

/** The first of part1, part2 … that nothing is called by. */
export function freePart(derived: { name: string }[], brought: Brought[]): string {
  const has = new Set([...derived.map((d) => d.name), ...brought.map((b) => b.as)].map((n) => n.toLowerCase()))
  for (let i = 1; ; i++) if (!has.has(`part${i}`)) return `part${i}`
}

/** What of a form is narrower than what stands; nothing where it is as it was. */
export function wantedOf(of: Derived, form: { columns: string[]; minGroup: string; modes: string[]; bounds: Record<string, { low: string; high: string }> }): Tighten | undefined {
  const bounds = Object.entries(form.bounds).flatMap(([column, { low, high }]): Bound[] => {
    const known = of.columns.find((c) => c.name === column)
    const [lowest, highest] = [numberOf(low), numberOf(high)]
    const bound = { column, ...(lowest !== undefined && lowest !== known?.low ? { low: lowest } : {}), ...(highest !== undefined && highest !== known?.high ? { high: highest } : {}) }
    return 'low' in bound || 'high' in bound ? [bound] : []
  })
  const wanted: Tighten = {
    ...(form.columns.length < of.columns.length ? { columns: form.columns } : {}),
    ...(numberOf(form.minGroup) !== undefined && numberOf(form.minGroup) !== of.minGroup ? { minGroup: numberOf(form.minGroup) } : {}),
    ...(form.modes.length < of.modes.length ? { modes: of.modes.filter((m) => form.modes.includes(m)) } : {}),
    ...(bounds.length > 0 ? { bounds } : {}),
  }
  return Object.keys(wanted).length > 0 ? wanted : undefined
}

const numberOf = (text: string): number | undefined => text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text)
