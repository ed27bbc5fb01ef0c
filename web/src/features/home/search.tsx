import { Link, useSearchParams } from 'react-router'
import { useGet } from '~/api/queries'
import { at } from '~/api/shape'

import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { Loading } from '~/patterns/Loading'
import { Money } from '~/patterns/Money'
import { Stage } from '~/patterns/Stage'
import { useTitle } from '~/shell/title'
import { SearchBox } from './welcome'

/** A certificate's number or object identifier is typed whole; a term with other characters cannot be one. */
const looksLikeNumber = (q: string) => /^(?=.*\d)[\w-]{8,60}$|^[012](\.\d+){2,}$/.test(q)

/** 搜索 — datasets, products, certificates and publicity in one place. */
export default function Search() {
  const text = useText()
  const q = useSearchParams()[0].get('q')?.trim() ?? ''
  useTitle(q || text('nav.search'))
  const resources = useGet(at('/api/public/resources', { q, take: 20 }))
  const listings = useGet(at('/api/public/listings', { q, take: 20 }))
  const publicity = useGet(at('/api/public/publicity', { take: 100 }))
  const certificate = useGet(looksLikeNumber(q) ? at('/api/public/certificates/{number}', { number: q }) : null)
  const running = publicity.data?.items.filter((p) => q !== '' && [p.resourceTitle, p.applicantName, p.number].some((s) => s?.includes(q)))
  const waiting = resources.isPending || listings.isPending
  const nothing = !waiting && !resources.data?.items.length && !listings.data?.items.length && !running?.length && !certificate.data
  return (
    <div className="page stack">
      <h1>{text('nav.search')}</h1>
      <SearchBox key={q} start={q} />
      <div className="stack wide-gap" aria-live="polite">
        {waiting ? <Loading /> : null}
        {nothing ? <EmptyState title={text('search.none', { q })} hint={text('search.none.hint')} /> : null}
        {certificate.data ? (
          <section className="stack tight">
            <h2>{text('search.certificates')}</h2>
            <p><Link to={`/v/${certificate.data.number}`}>{certificate.data.number}</Link> <Stage stage={certificate.data.status} /> {certificate.data.resourceTitle}</p>
          </section>
        ) : null}
        {resources.data?.items.length ? (
          <section className="stack tight">
            <h2>{text('search.resources')}</h2>
            <ul className="brief-list">
              {resources.data.items.map((r) => (
                <li key={r.id}>
                  <Link to={`/v/${r.certificateNumber}`}>{r.title}</Link>
                  <span className="quiet">{r.holderName} · {text('count.rows', { count: formatCount(r.rows) })} · {text('level', { level: r.level })}</span>
                  {r.fields?.length ? <span className="quiet">{r.fields.map((f) => f.title).join(text('list.comma'))}</span> : null}
                </li>
              ))}
            </ul>
          </section>
        ) : null}
        {listings.data?.items.length ? (
          <section className="stack tight">
            <h2>{text('search.products')}</h2>
            <ul className="brief-list">
              {listings.data.items.map((l) => (
                <li key={l.id}><Link to={`/market/${l.id}`}>{l.productName}</Link><span className="quiet">{l.sellerName} · <Money fen={l.pricePerUseFen} />{text('listing.per-use')}</span></li>
              ))}
            </ul>
          </section>
        ) : null}
        {running?.length ? (
          <section className="stack tight">
            <h2>{text('nav.publicity')}</h2>
            <ul className="brief-list">
              {running.map((p) => <li key={p.id}><Link to={`/publicity/${p.id}`}>{p.resourceTitle ?? p.number}</Link><span className="quiet">{p.number} · {p.applicantName}</span></li>)}
            </ul>
          </section>
        ) : null}
      </div>
    </div>
  )
}
