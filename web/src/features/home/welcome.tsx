import { type FormEvent, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { useGet } from '~/api/queries'
import { at, within } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { Money } from '~/patterns/Money'
import { Moment } from '~/patterns/Moment'
import { Shown } from '~/patterns/Shown'
import { useTitle } from '~/shell/title'
import { SetupNotice } from '~/features/parties/setup'
import { running } from '~/features/registration/running'
import { DemoAccounts, useDemo } from './DemoAccounts'

/** 首页 — what this is in two sentences, one search, and in a demo city what to click first. */
export default function Welcome() {
  const text = useText()
  useTitle(undefined)
  const demo = useDemo()
  return (
    <>
      <section className="hero">
        <div className="page">
          <h1>{text('home.title').split(/(?<=[，,])/).map((part) => <span key={part} className="whole">{part}</span>)}</h1>
          <p className="lead">{text('home.sentence.1')}</p>
          <p className="lead">{text('home.sentence.2')}</p>
          <SearchBox />
        </div>
      </section>
      <div className={`page stack wide-gap below${demo === undefined ? ' waiting' : ''}`}>
        {demo === null ? <SetupNotice /> : <DemoAccounts />}
        <div className="columns">
          <Listings />
          <Publicity />
          <LogNow />
        </div>
      </div>
    </>
  )
}

export function SearchBox({ start = '' }: { start?: string }) {
  const text = useText()
  const navigate = useNavigate()
  const [q, setQ] = useState(start)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    void navigate(within('/search', { q: q.trim() }))
  }
  return (
    <form role="search" className="search-box" onSubmit={submit}>
      <label className="hidden-text" htmlFor="q">{text('search.label')}</label>
      <input id="q" type="search" className="input" placeholder={text('search.hint')} value={q} onChange={(e) => setQ(e.target.value)} />
      <button type="submit" className="button solid">{text('nav.search')}</button>
    </form>
  )
}

function Listings() {
  const text = useText()
  const read = useGet(at('/api/public/listings', { take: 3 }))
  return (
    <section className="stack tight">
      <h2>{text('nav.market')}</h2>
      <Shown read={read} lines={3}>
        {({ items }) => items.length === 0 ? <p className="quiet">{text('market.empty')}</p> : (
          <ul className="brief-list">
            {items.map((l) => (
              <li key={l.id}><Link to={`/market/${l.id}`}>{l.productName}</Link><span className="quiet">{l.sellerName} · <Money fen={l.pricePerUseFen} />{text('listing.per-use')}</span></li>
            ))}
          </ul>
        )}
      </Shown>
      <p><Link to="/market">{text('home.more.market')}</Link></p>
    </section>
  )
}

function Publicity() {
  const text = useText()
  const read = useGet(at('/api/public/publicity', { take: 20 }))
  return (
    <section className="stack tight">
      <h2>{text('nav.publicity')}</h2>
      <Shown read={read} lines={3}>
        {({ items }) => running(items).length === 0 ? <p className="quiet">{text('publicity.empty')}</p> : (
          <ul className="brief-list">
            {running(items).slice(0, 3).map((p) => (
              <li key={p.id}><Link to={`/publicity/${p.id}`}>{p.resourceTitle ?? p.number}</Link><span className="quiet">{p.applicantName} · {text('publicity.until')} <Moment day={p.until} /></span></li>
            ))}
          </ul>
        )}
      </Shown>
      <p><Link to="/publicity">{text('home.more.publicity')}</Link></p>
    </section>
  )
}

function LogNow() {
  const text = useText()
  const read = useGet(at('/api/public/log'))
  return (
    <section className="stack tight">
      <h2>{text('nav.log')}</h2>
      <Shown read={read} lines={3}>
        {(log) => (
          <>
            <p>{text('home.log', { size: formatCount(log.size) })}</p>
            <p className="quiet code">{log.root}</p>
          </>
        )}
      </Shown>
      <p><Link to="/log">{text('home.more.log')}</Link></p>
    </section>
  )
}
