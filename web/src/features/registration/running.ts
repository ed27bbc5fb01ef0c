import type { Shape } from '~/api/shape'

/** Of what the board shows, what is still open to objections; past publicity stays on the board to be read. */
export const running = (board: Shape<'Registration.PublicityView.View'>[]) => board.filter((p) => p.left !== undefined && p.left >= 0)
