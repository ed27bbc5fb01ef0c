import { Link, useParams } from 'react-router'
import { useGet } from '~/api/queries'
import { at } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { LawTag } from '~/patterns/LawTag'
import { minGroupOf } from '~/patterns/minGroup'
import { Scroll } from '~/patterns/Scroll'
import { Shown } from '~/patterns/Shown'
import { useTitle } from '~/shell/title'

/** 挂牌 — what is offered, on which terms, resting on which certificate. */
export default function ListingPage() {
  const text = useText()
  const { id } = useParams()
  const read = useGet(at('/api/public/listings/{id}', { id }))
  useTitle(read.data?.productName ?? text('nav.market'))
  return (
    <div className="page stack">
      <p><Link to="/market">{text('nav.market')}</Link></p>
      <Shown read={read} title={text('nav.market')}>
        {(l) => (
          <div className="split">
            <div className="stack wide-gap">
              <header className="stack tight">
                <h1>{l.productName}</h1>
                {l.description ? <p className="lead">{l.description}</p> : null}
              </header>
              <section className="stack tight">
                <h2>{text('listing.doors')}</h2>
                <p className="quiet">{text('listing.doors.what')}</p>
                <ul className="bulleted">{l.doors.map((d) => <li key={d.mode}>{text.both(d.said)} <span className="quiet">{text.of('mode.what', d.mode)}</span></li>)}</ul>
              </section>
              {l.columns?.length ? (
                <section className="stack tight">
                  <h2>{text('listing.columns')}</h2>
                  <p className="quiet">{text('listing.columns.what')}</p>
                  <Scroll label={text('listing.columns')}>
                    <table className="plain">
                      <thead><tr><th>{text('field.title')}</th><th>{text('field.name')}</th><th>{text('field.type')}</th><th>{text('field.use')}</th></tr></thead>
                      <tbody>
                        {l.columns.map((c) => <tr key={c.name}><td>{c.title}</td><td className="code">{c.name}</td><td className="code">{c.type}</td><td>{text.of('use', c.use)}</td></tr>)}
                      </tbody>
                    </table>
                  </Scroll>
                </section>
              ) : null}
            </div>
            <aside className="card stack">
              <p className="wrap"><strong>{text.both(l.price)}</strong> <span className="quiet">{text.of('price', l.priceMode)}</span> <LawTag basis={l.priceBasis} rests={text.of('price', l.priceMode)} /></p>
              <dl className="pairs">
                <dt>{text('listing.seller')}</dt><dd>{l.sellerName}</dd>
                <dt>{text('chain.holder')}</dt><dd>{l.holderName}</dd>
                {l.minGroup ? <><dt>{text('product.min-group')}</dt><dd>{l.columns?.length ? minGroupOf(l.minGroup, l.columns, text) : text('product.min-group.value', { count: formatCount(l.minGroup) })}</dd></> : null}
                <dt>{text('listing.max-uses')}</dt><dd>{formatCount(l.maxUses)}</dd>
                <dt>{text('listing.term')}</dt><dd>{text('count.days', { count: formatCount(l.termDaysMax) })}</dd>
                <dt>{text('listing.purposes')}</dt><dd>{l.purposes.join(text('list.comma'))}</dd>
                {l.receivers ? <><dt>{text('receiver.title')}</dt><dd>{text('receiver.count', { count: formatCount(l.receivers) })}</dd></> : null}
                <dt>{text('certificate')}</dt><dd><Link to={`/v/${l.certificateNumber}`}>{l.certificateNumber}</Link></dd>
                <dt>{text('listing.number')}</dt><dd>{l.number}</dd>
              </dl>
              {l.stage === 'Open' ? <Link className="button solid" to={`/console/agreements/new?listing=${l.id}`}>{text('listing.propose')}</Link> : <p className="notice warn">{text.of('stage.listing', l.stage)}</p>}
              <p className="quiet">{text('listing.propose.what')}</p>
            </aside>
          </div>
        )}
      </Shown>
    </div>
  )
}
