import { describe, expect, it } from 'vitest'
import { bytesOf, hexOf, leafHash, nodeHash, rootFrom } from './merkle'

const entries = (size: number) => Array.from({ length: size }, (_, i) => Uint8Array.of(1, i))

/** The tree as RFC 6962 §2.1 defines it, recursively. */
async function root(leaves: Uint8Array[]): Promise<Uint8Array> {
  if (leaves.length === 1) return leafHash(leaves[0]!)
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1))
  return nodeHash(await root(leaves.slice(0, split)), await root(leaves.slice(split)))
}

async function path(index: number, leaves: Uint8Array[]): Promise<Uint8Array[]> {
  if (leaves.length === 1) return []
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1))
  return index < split
    ? [...(await path(index, leaves.slice(0, split))), await root(leaves.slice(split))]
    : [...(await path(index - split, leaves.slice(split))), await root(leaves.slice(0, split))]
}

describe('inclusion in the log', () => {
  it('leads from every leaf of every small tree to its root', async () => {
    for (let size = 1; size <= 17; size++) {
      const leaves = entries(size)
      const expected = hexOf(await root(leaves))
      for (let i = 0; i < size; i++) {
        const found = await rootFrom(i, size, await leafHash(leaves[i]!), await path(i, leaves))
        expect(found && hexOf(found)).toBe(expected)
      }
    }
  })

  it('does not lead there from another entry, another place or a cut path', async () => {
    const leaves = entries(11)
    const [expected, steps, leaf] = [hexOf(await root(leaves)), await path(6, leaves), await leafHash(leaves[6]!)]
    const at = async (...args: Parameters<typeof rootFrom>) => { const found = await rootFrom(...args); return found && hexOf(found) }
    expect(await at(6, 11, await leafHash(leaves[7]!), steps)).not.toBe(expected)
    expect(await at(7, 11, leaf, steps)).not.toBe(expected)
    expect(await at(6, 11, leaf, steps.slice(1))).not.toBe(expected)
    expect(await at(6, 11, leaf, [...steps, leaf])).toBeNull()
    expect(await at(11, 11, leaf, steps)).toBeNull()
  })

  it('reads hexadecimal and base64', () => {
    expect(hexOf(bytesOf('00ff10'))).toBe('00ff10')
    expect(hexOf(bytesOf('AP8Q'))).toBe('00ff10')
  })
})
