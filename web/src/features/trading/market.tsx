import { Link, useSearchParams } from 'react-router'
import { usePages } from '~/api/queries'
import { at } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { MoreButton } from '~/patterns/MoreButton'
import { Shown } from '~/patterns/Shown'
import { useTitle } from '~/shell/title'

/** 数据市场 — products on offer, each with its price and what it may be used for. */
export default function Market() {
  const text = useText()
  useTitle(text('nav.market'))
  const [search, setSearch] = useSearchParams()
  const q = search.get('q') ?? ''
  const pages = usePages(at('/api/public/listings'), { q })
  return (
    <div className="page stack">
      <h1>{text('nav.market')}</h1>
      <p className="lead">{text('market.what')}</p>
      <form role="search" className="search-box" onSubmit={(e) => { e.preventDefault(); setSearch({ q: String(new FormData(e.currentTarget).get('q')) }) }}>
        <label className="hidden-text" htmlFor="q">{text('market.search')}</label>
        <input id="q" name="q" type="search" className="input" placeholder={text('market.search')} defaultValue={q} />
        <button type="submit" className="button">{text('nav.search')}</button>
      </form>
      <Shown read={{ ...pages, data: pages.items }}>
        {(items) => items.length === 0 ? <EmptyState title={text('market.empty')} hint={text('market.empty.hint')} /> : (
          <ul className="entries" aria-live="polite">
            {items.map((l) => (
              <li key={l.id}>
                <div className="entry-head"><Link to={`/market/${l.id}`}>{l.productName}</Link><strong className="number">{text.both(l.price)}</strong></div>
                {l.description ? <p>{l.description}</p> : null}
                {l.doors.length > 1 ? <ul className="bulleted">{l.doors.map((d) => <li key={d.mode}>{text.both(d.said)}</li>)}</ul> : <p>{text.of('mode', l.doors[0]!.mode)}</p>}
                <p className="quiet">{l.sellerName} · {text('listing.limits', { uses: formatCount(l.maxUses), days: formatCount(l.termDaysMax) })} · {l.purposes.join(text('list.comma'))}</p>
              </li>
            ))}
          </ul>
        )}
      </Shown>
      <MoreButton pages={pages} />
    </div>
  )
}
