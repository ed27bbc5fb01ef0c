/** The parts of SQL in which no name stands: text in quotes, and comments. */
const blind = /'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g

/**
 * Where in a text stands what a refusal is about: a name, quoted or not, or `@12` for a character. Undefined where it is not found.
 */
export function spanOf(sql: string, about: string | undefined): [number, number] | undefined {
  if (!about) return undefined
  if (/^@\d+$/.test(about)) {
    const at = Math.min(Number(about.slice(1)), Math.max(0, sql.length - 1))
    return [at, Math.max(at + 1, at + (/^[\p{L}\p{N}_]*/u.exec(sql.slice(at))?.[0].length ?? 0))]
  }
  const seen = sql.replace(blind, (part) => ' '.repeat(part.length))
  const name = about.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const found = new RegExp(`"${name.replaceAll('"', '""')}"|(?<![\\p{L}\\p{N}_])${name}(?![\\p{L}\\p{N}_])`, 'iu').exec(seen)
  return found ? [found.index, found.index + found[0].length] : undefined
}
