/** RFC 6962 inclusion, recomputed in the reader's own browser: nothing of the server's is trusted but the root. */
export function bytesOf(encoded: string): Uint8Array<ArrayBuffer> {
  if (/^([0-9a-f]{2})*$/i.test(encoded)) return Uint8Array.from(encoded.match(/../g) ?? [], (pair) => parseInt(pair, 16))
  return Uint8Array.from(atob(encoded), (c) => c.charCodeAt(0))
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
}

async function sha256(...parts: Uint8Array[]): Promise<Uint8Array> {
  const joined = new Uint8Array(parts.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', joined))
}

/** The 0x00 and 0x01 prefixes keep a leaf from ever passing as an inner node (RFC 6962 §2.1). */
export const leafHash = (entry: Uint8Array) => sha256(Uint8Array.of(0), entry)
export const nodeHash = (left: Uint8Array, right: Uint8Array) => sha256(Uint8Array.of(1), left, right)

/**
 * The root that follows from a leaf and its audit path (RFC 9162 §2.1.3.2).
 * @returns null when the path has the wrong length for this place and size
 */
export async function rootFrom(index: number, size: number, leaf: Uint8Array, path: Uint8Array[]): Promise<Uint8Array | null> {
  if (index >= size) return null
  let [node, last, hash] = [index, size - 1, leaf]
  for (const sibling of path) {
    if (last === 0) return null
    if (node % 2 === 1 || node === last) {
      hash = await nodeHash(sibling, hash)
      while (node % 2 === 0 && node !== 0) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)]
    } else hash = await nodeHash(hash, sibling)
    ;[node, last] = [Math.floor(node / 2), Math.floor(last / 2)]
  }
  return last === 0 ? hash : null
}
