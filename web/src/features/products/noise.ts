/** Millionths of ρ, as policies state them. */
export const microPerOne = 1_000_000

/** Half of the δ of 10⁻⁶ at which losses are told; the other half is kept for choosing groups. */
const deltaOfNoise = 5e-7

/** A bound on the ε that a loss of ρ stays within: ρ + 2√(ρ·ln 1/δ). The server's own figure is a little smaller. */
export function epsilonWithin(microRho: number): number {
  const rho = microRho / microPerOne
  return rho + 2 * Math.sqrt(rho * Math.log(1 / deltaOfNoise))
}

/** How many answers a month's budget pays for. */
export const answersOf = (perMonth: number, perUse: number) => (perUse > 0 ? Math.floor(perMonth / perUse) : 0)
