/** As the server allows: so many values, and so long. */
const valuesMost = 200
const lengthMost = 60

/** Values as they are written, one on a line or between commas, each counted once; or what stands against them. */
export function valuesOf(written: string): { values: string[]; fault?: 'many' | 'long' } {
  const values = [...new Set(written.split(/[\n,，、;；]/).map((v) => v.trim()).filter((v) => v !== ''))]
  if (values.length > valuesMost) return { values, fault: 'many' }
  return values.some((v) => v.length > lengthMost) ? { values, fault: 'long' } : { values }
}
