/** Millionths of ρ, as policies state them. */
export const microPerOne = 1_000_000
