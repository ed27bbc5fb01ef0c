/** The statements every filing makes; packs list them among the materials too. */
export const statements = ['source', 'compliance', 'authorization'] as const
