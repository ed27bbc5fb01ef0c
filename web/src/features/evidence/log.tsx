import { useSearchParams } from 'react-router'
import { useGet, usePages } from '~/api/queries'
import { at } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { MoreButton } from '~/patterns/MoreButton'
import { Scroll } from '~/patterns/Scroll'
import { Shown } from '~/patterns/Shown'
import { useTitle } from '~/shell/title'
import { EntryProof } from './EntryProof'

/** 存证日志 — the public tree: its size and root, its entries, and each entry's place recomputed in this browser. */
export default function Log() {
  const text = useText()
  useTitle(text('nav.log'))
  const [search, setSearch] = useSearchParams()
  const read = useGet(at('/api/public/log'))
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
              <div><dt>{text('log.origin')}</dt><dd className="small code">{log.origin}</dd></div>
              <div><dt>{text('log.root')}</dt><dd className="small code">{log.root}</dd></div>
              <div><dt>{text('log.key')}</dt><dd className="small code">{log.vkey}</dd></div>
            </dl>
            <details>
              <summary>{text('log.checkpoint')}</summary>
              <pre className="note" tabIndex={0}>{log.checkpoint}</pre>
              <p><a href="/log/checkpoint" download="checkpoint.txt">{text('log.checkpoint.file')}</a></p>
            </details>
            <form className="search-box" onSubmit={(e) => { e.preventDefault(); setSearch({ entry: String(new FormData(e.currentTarget).get('entry')) }) }}>
              <label className="hidden-text" htmlFor="entry">{text('log.entry')}</label>
              <input id="entry" name="entry" className="input" inputMode="numeric" pattern="\d+" required placeholder={text('log.entry')} key={asked} defaultValue={asked ?? ''} />
              <button type="submit" className="button">{text('log.look')}</button>
            </form>
            {index === null ? null : <EntryProof index={index} log={log} />}
            {log.size === 0 ? <EmptyState title={text('log.empty')} hint={text('log.empty.hint')} /> : <Entries onPick={(i) => setSearch({ entry: String(i) })} />}
          </>
        )}
      </Shown>
    </div>
  )
}

function Entries({ onPick }: { onPick: (index: number) => void }) {
  const text = useText()
  const pages = usePages(at('/api/public/log/entries'), {}, 'before')
  return (
    <section className="stack tight">
      <h2>{text('log.entries')}</h2>
      <Shown read={{ ...pages, data: pages.items }}>
        {(lines) => (
          <Scroll label={text('log.entries')}>
            <table className="plain">
              <thead><tr><th className="number">{text('log.index')}</th><th>{text('log.leaf')}</th></tr></thead>
              <tbody>
                {lines.map((l) => (
                  <tr key={l.index}><td className="number"><button type="button" className="link-button" onClick={() => onPick(l.index)}>{formatCount(l.index)}</button></td><td className="code hash">{l.leafHash}</td></tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        )}
      </Shown>
      <MoreButton pages={pages} />
    </section>
  )
}
