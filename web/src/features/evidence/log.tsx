import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { useGet } from '~/api/queries'
import { bytesOf, hexOf, leafHash, rootFrom } from '~/format/merkle'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { Moment } from '~/patterns/Moment'
import { Scroll } from '~/patterns/Scroll'
import { Shown } from '~/patterns/Shown'
import { useTitle } from '~/shell/title'
import type { LogEntry, LogEntryLine, LogState } from './shapes'

const pageSize = 20

/** 存证日志 — the public tree: its size and root, its entries, and each entry's place recomputed in this browser. */
export default function Log() {
  const text = useText()
  useTitle(text('nav.log'))
  const [search, setSearch] = useSearchParams()
  const read = useGet<LogState>('/api/public/log')
  const asked = search.get('entry')
  const index = asked !== null && /^\d{1,15}$/.test(asked) ? Number(asked) : null
  return (
    <div className="page stack wide-gap">
      <header>
        <h1>{text('nav.log')}</h1>
        <p className="lead">{text('log.what')}</p>
      </header>
      <Shown read={read}>
        {(log) => (
          <>
            <dl className="figures">
              <div><dt>{text('log.size')}</dt><dd>{formatCount(log.size)}</dd></div>
              <div><dt>{text('log.checkpoint')}</dt><dd className="small"><Moment at={log.checkpointAt} /></dd></div>
              <div><dt>{text('log.root')}</dt><dd className="small code">{log.root}</dd></div>
              <div><dt>{text('log.key')}</dt><dd className="small code">{log.vkey}</dd></div>
            </dl>
            <p className="wrap"><a href="/log/checkpoint">{text('log.checkpoint.file')}</a></p>
            <form className="search-box" onSubmit={(e) => { e.preventDefault(); setSearch({ entry: String(new FormData(e.currentTarget).get('entry')) }) }}>
              <label className="hidden-text" htmlFor="entry">{text('log.entry')}</label>
              <input id="entry" name="entry" className="input" inputMode="numeric" pattern="\d+" required placeholder={text('log.entry')} key={asked} defaultValue={asked ?? ''} />
              <button type="submit" className="button">{text('log.look')}</button>
            </form>
            {index === null ? null : <Entry index={index} log={log} />}
            <Entries log={log} onPick={(i) => setSearch({ entry: String(i) })} from={Number(search.get('from') ?? Math.max(0, log.size - pageSize))} onTurn={(from) => setSearch({ from: String(from) })} />
          </>
        )}
      </Shown>
    </div>
  )
}

function Entries({ log, from, onPick, onTurn }: { log: LogState; from: number; onPick: (index: number) => void; onTurn: (from: number) => void }) {
  const text = useText()
  const read = useGet<LogEntryLine[]>(log.size > 0 ? `/api/public/log/entries?from=${from}&take=${pageSize}` : null, { keep: true })
  if (log.size === 0) return <EmptyState title={text('log.empty')} hint={text('log.empty.hint')} />
  return (
    <Shown read={read}>
      {(lines) => (
        <section className="stack tight">
          <h2>{text('log.entries')}</h2>
          <Scroll label={text('log.entries')}>
            <table className="plain">
              <thead><tr><th className="number">{text('log.index')}</th><th>{text('log.leaf')}</th></tr></thead>
              <tbody>
                {[...lines].reverse().map((l) => (
                  <tr key={l.index}><td className="number"><button type="button" className="link-button" onClick={() => onPick(l.index)}>{formatCount(l.index)}</button></td><td className="code hash">{l.leafHash}</td></tr>
                ))}
              </tbody>
            </table>
          </Scroll>
          <p className="wrap">
            <button type="button" className="button" disabled={from + pageSize >= log.size} onClick={() => onTurn(Math.min(from + pageSize, Math.max(0, log.size - pageSize)))}>{text('log.newer')}</button>
            <button type="button" className="button" disabled={from === 0} onClick={() => onTurn(Math.max(0, from - pageSize))}>{text('log.older')}</button>
          </p>
        </section>
      )}
    </Shown>
  )
}

/** One entry, its audit path, and the root that follows from both. */
function Entry({ index, log }: { index: number; log: LogState }) {
  const text = useText()
  const read = useGet<LogEntry>(`/api/public/log/entries/${index}`)
  const entry = read.data
  const computed = useQuery({
    queryKey: ['recomputed', index, log.root, entry?.entryHex],
    enabled: entry !== undefined && globalThis.isSecureContext,
    queryFn: async () => {
      const leaf = await leafHash(bytesOf(entry!.entryHex))
      const root = await rootFrom(index, log.size, leaf, entry!.proof.map(bytesOf))
      return hexOf(leaf) === hexOf(bytesOf(entry!.leafHash)) && root !== null && hexOf(root) === hexOf(bytesOf(log.root))
    },
  })
  return (
    <section className="card stack tight" aria-live="polite">
      <h2>{text('log.entry.title', { index: formatCount(index) })}</h2>
      <Shown read={read}>
        {(e) => (
          <>
            <dl className="pairs">
              <dt>{text('log.entry.bytes')}</dt><dd className="code">{e.entryHex}</dd>
              <dt>{text('log.leaf')}</dt><dd className="code">{e.leafHash}</dd>
            </dl>
            <p className="quiet">{text('log.entry.commitment')}</p>
            {computed.data === true ? <p className="good-text"><strong>✓ {text('log.proved', { steps: e.proof.length })}</strong></p> : null}
            {computed.data === false ? <p className="danger-text"><strong>✗ {text('log.not-proved')}</strong></p> : null}
            {globalThis.isSecureContext ? null : <p className="warn-text">{text('log.insecure')}</p>}
            <details>
              <summary>{text('log.path', { steps: e.proof.length })}</summary>
              <ol className="code">{e.proof.map((h, i) => <li key={i}>{h}</li>)}</ol>
            </details>
          </>
        )}
      </Shown>
    </section>
  )
}
