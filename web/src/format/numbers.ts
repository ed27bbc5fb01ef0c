const grouping = /\B(?=(\d{3})+(?!\d))/g

/** Exact: fen are integers and stay integers. @returns `¥1,234.50` */
export function formatFen(fen: number | bigint): string {
  const whole = BigInt(fen)
  const [sign, size] = whole < 0n ? ['−', -whole] : ['', whole]
  return `${sign}¥${String(size / 100n).replace(grouping, ',')}.${String(size % 100n).padStart(2, '0')}`
}

/** Reads what a person types as yuan. @returns whole fen, or null when it is no amount or finer than a fen */
export function fenOf(typed: string): number | null {
  const match = /^\s*¥?\s*(\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d{1,2}))?\s*$/.exec(typed)
  if (match === null) return null
  return Number(match[1]!.replaceAll(',', '')) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

export function formatCount(count: number): string {
  return String(count).replace(/^(-?\d+)/, (digits) => digits.replace(grouping, ','))
}

/** Four significant digits for what was measured or estimated. */
export function formatMeasure(value: number): string {
  if (!Number.isFinite(value)) return '—'
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return formatCount(value)
  return Math.abs(value) >= 1e6 || Math.abs(value) < 1e-3 ? value.toPrecision(4) : formatCount(Number(value.toPrecision(Math.abs(value) >= 1000 ? 6 : 4)))
}

const micro = 1_000_000

/** Four significant digits of a privacy budget that is counted in millionths: spent is rounded up and left down, so that neither looks better than it is. */
export function formatMicro(millionths: number, as: 'spent' | 'left'): string {
  const step = 10 ** Math.max(0, String(millionths).length - 4)
  const told = (as === 'spent' ? Math.ceil(millionths / step) : Math.floor(millionths / step)) * step
  const part = String(told % micro).padStart(6, '0').replace(/0+$/, '')
  return `${formatCount(Math.floor(told / micro))}${part === '' ? '' : `.${part}`}`
}

/** A part of a budget in percent to one place, rounded up for the same reason. */
export const formatSpentShare = (spent: number, total: number) => `${total > 0 ? Math.ceil((spent * 1000) / total) / 10 : 0}%`

export function formatShare(share: number): string {
  const percent = share * 100
  return `${percent === 0 || percent >= 10 ? Math.round(percent * 10) / 10 : Number(percent.toPrecision(2))}%`
}

/** 10,000 basis points are the whole. */
export function formatBasisPoints(points: number): string {
  return `${Number((points / 100).toFixed(2))}%`
}

/** By 1024, to three digits or so; what is whole is told whole. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  let [size, unit] = [bytes, 0]
  while (size >= 1024 && unit < units.length - 1) [size, unit] = [size / 1024, unit + 1]
  return `${Number(size.toFixed(size < 10 ? 2 : 1))} ${units[unit]}`
}
