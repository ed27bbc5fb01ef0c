import type { Shape } from '~/api/shape'

type Column = Shape<'Space.ListUses.ColumnView'>
type Controls = Shape<'Contracts.UseControls'>

const rows = 5

/** What the terms themselves name of a column: its public groups, or the choices of a template's parameter that bears its name. */
function named(column: Column, controls: Controls): string[] {
  if (column.publicValues?.length) return column.publicValues
  return controls.templates.flatMap((t) => t.parameters).find((p) => p.choices?.length && (p.title === column.title || p.title === column.name))?.choices ?? []
}

function number(column: Column, row: number): string {
  const low = column.low ?? 0
  const high = column.high ?? low + 100
  const value = low + ((high - low) * (row + 1)) / (rows + 1)
  return /INT/i.test(column.type) ? String(Math.round(value)) : value.toFixed(2)
}

function value(column: Column, row: number, controls: Controls): string {
  if (column.use === 'Identity' || column.use === 'Join') return `•••${row + 1}`
  const choices = named(column, controls)
  if (choices.length > 0) return choices[row % choices.length]!
  if (/INT|DOUBLE|FLOAT|DECIMAL|REAL|NUMERIC/i.test(column.type)) return number(column, row)
  if (/DATE|TIMESTAMP/i.test(column.type)) return `2026-01-0${row + 1}`
  if (/BOOL/i.test(column.type)) return row % 2 === 0 ? 'true' : 'false'
  return `${column.title} ${'ABCDE'[row]}`
}

/** 合成样例 — rows made up from the terms alone (types, bounds, public groups): they show the shape of the data and nothing of the data. */
export const sampleOf = (columns: Column[], controls: Controls): string[][] =>
  Array.from({ length: rows }, (_, row) => columns.map((c) => value(c, row, controls)))
