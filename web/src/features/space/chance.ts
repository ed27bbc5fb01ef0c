const raised = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']

/** A chance given as its logarithm to the base ten, never said to be smaller than it is: −8.7 is 2×10⁻⁹. */
export function chanceOf(log10: number): string {
  if (log10 >= -2) return `${Math.min(100, Math.ceil(10 ** log10 * 100))}%`
  let exponent = Math.floor(log10)
  let front = Math.ceil(10 ** (log10 - exponent) - 1e-9)
  if (front >= 10) [front, exponent] = [1, exponent + 1]
  const power = `10⁻${[...String(-exponent)].map((d) => raised[Number(d)]).join('')}`
  return front === 1 ? power : `${front}×${power}`
}
