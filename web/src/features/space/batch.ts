import type { Shape } from '~/api/shape'

type Item = Shape<'Space.Verify.Item'>
type Terms = Shape<'Contracts.VerificationTerms'>

/** Why a file cannot be verified as it is. */
export type Fault =
  | { kind: 'header'; columns: string[] }
  | { kind: 'empty' }
  | { kind: 'many'; count: number }
  | { kind: 'line'; line: number; what: 'key' | 'value' | 'consent' }

/** Cells of a CSV text: quotes may hold commas, line ends and doubled quotes. */
export function cellsOfCsv(csv: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const source = csv.replace(/^\uFEFF/, '')
  for (let i = 0; i < source.length; i++) {
    const c = source[i]!
    if (quoted) {
      if (c !== '"') cell += c
      else if (source[i + 1] === '"') { cell += '"'; i++ }
      else quoted = false
    } else if (c === '"' && cell === '') quoted = true
    else if (c === ',') { row.push(cell.trim()); cell = '' }
    else if (c === '\n' || c === '\r') {
      if (c === '\r' && source[i + 1] === '\n') i++
      row.push(cell.trim())
      rows.push(row)
      row = []
      cell = ''
    } else cell += c
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell.trim()])
  return rows.filter((r) => r.some((c) => c !== ''))
}

/**
 * What a file asks, line by line; or the first thing that is wrong with it.
 * @param consentName the column of the authorization's reference in the reader's language; `consent` is understood in every one
 */
export function itemsOf(csv: string, terms: Terms, most: number, consentName: string): { items: Item[] } | { fault: Fault } {
  const [header, ...lines] = cellsOfCsv(csv)
  if (!header || lines.length === 0) return { fault: { kind: 'empty' } }
  const missing = terms.keys.filter((k) => !header.includes(k))
  const consentAt = header.findIndex((h) => h === consentName || h === 'consent')
  if (terms.needsConsent && consentAt < 0) missing.push(consentName)
  if (missing.length > 0) return { fault: { kind: 'header', columns: missing } }
  if (lines.length > most) return { fault: { kind: 'many', count: lines.length } }
  const items: Item[] = []
  for (const [i, line] of lines.entries()) {
    const pick = (names: string[]) => Object.fromEntries(names.map((n) => [n, line[header.indexOf(n)] ?? '']).filter(([, v]) => v !== '')) as Record<string, string>
    const [keys, values] = [pick(terms.keys), pick(terms.compared)]
    const consent = consentAt < 0 ? '' : (line[consentAt] ?? '')
    const what = Object.keys(keys).length < terms.keys.length ? 'key' : Object.keys(values).length === 0 ? 'value' : terms.needsConsent && consent === '' ? 'consent' : undefined
    if (what) return { fault: { kind: 'line', line: i + 2, what } }
    items.push({ keys, values, ...(consent === '' ? {} : { consent }) } as unknown as Item)
  }
  return { items }
}

/** A cell that no spreadsheet takes for a formula. */
const safe = (cell: string) => `"${(/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`

/** The lines as they were asked, with what was answered beside them. */
export const csvOf = (rows: string[][]) => '\uFEFF' + rows.map((r) => r.map(safe).join(',')).join('\r\n') + '\r\n'
