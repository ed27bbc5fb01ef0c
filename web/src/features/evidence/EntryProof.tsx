import { useQuery } from '@tanstack/react-query'
import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { bytesOf, hexOf, leafHash, rootFrom } from '~/format/merkle'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { Shown } from '~/patterns/Shown'

type LogState = Shape<'Evidence.ServeLog.LogView'>

const same = (a: string | Uint8Array, b: string) => hexOf(typeof a === 'string' ? bytesOf(a) : a) === hexOf(bytesOf(b))

/** Hashes the entry, walks its path and compares the root with the signed one; nothing the server computed is taken for granted. */
async function leadsToRoot(entry: Shape<'Evidence.ServeLog.EntryProof'>, log: LogState): Promise<boolean> {
  const leaf = await leafHash(bytesOf(entry.entry))
  const root = await rootFrom(entry.index, entry.size, leaf, entry.proof.map(bytesOf))
  return root !== null && same(leaf, entry.leafHash) && same(root, entry.root) && (entry.size !== log.size || same(root, log.root))
}

/** 日志条目 — one entry, its audit path, and the root that follows from both. */
export function EntryProof({ index, log }: { index: number; log: LogState }) {
  const text = useText()
  const read = useGet(at('/api/public/log/entries/{index}', { index }))
  const entry = read.data
  const proved = useQuery({
    queryKey: ['proved', index, entry?.root, log.root],
    enabled: entry !== undefined && globalThis.isSecureContext,
    queryFn: () => leadsToRoot(entry!, log),
  }).data
  return (
    <section className="card stack tight" aria-live="polite">
      <h2>{text('log.entry.title', { index: formatCount(index) })}</h2>
      <Shown read={read}>
        {(e) => (
          <>
            <dl className="pairs">
              <dt>{text('log.entry.bytes')}</dt><dd className="code">{e.entry}</dd>
              <dt>{text('log.leaf')}</dt><dd className="code">{e.leafHash}</dd>
            </dl>
            <p className="quiet">{text('log.entry.commitment')}</p>
            {proved === true ? <p className="good-text"><strong><span aria-hidden>✓</span> {text('log.proved', { steps: e.proof.length, size: formatCount(e.size) })}</strong></p> : null}
            {proved === false ? <p className="danger-text"><strong><span aria-hidden>✗</span> {text('log.not-proved')}</strong></p> : null}
            {globalThis.isSecureContext ? null : <p className="warn-text">{text('log.insecure')}</p>}
            <details>
              <summary>{text('log.path', { steps: e.proof.length })}</summary>
              <ol className="code">{e.proof.map((h) => <li key={h}>{h}</li>)}</ol>
            </details>
          </>
        )}
      </Shown>
    </section>
  )
}
