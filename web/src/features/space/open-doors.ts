import type { Shape } from '~/api/shape'

type Controls = Shape<'Contracts.UseControls'>

/** Whether a program may come in by some door: these are what the API description tells of. */
export const described = (controls: Controls) => (['Verification', 'Api', 'File'] as const).some((m) => controls.modes.includes(m))

/** Whether questions are asked here, with or without noise. */
export const asked = (controls: Controls) => (['Aggregate', 'ListOverlap', 'Private'] as const).some((m) => controls.modes.includes(m))

/** What one use by a door costs. */
export const priceOf = (schema: { pricePerUseFen: number; controls: Controls }, mode: Shape<'Contracts.UseMode'>) =>
  schema.controls.prices.find((p) => p.mode === mode)?.fen ?? schema.pricePerUseFen
