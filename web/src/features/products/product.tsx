import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { has, useSession } from '~/features/parties/session'
import { OfferForm } from '~/features/trading/OfferForm'
import { described } from '~/features/space/open-doors'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { Dialog } from '~/patterns/Dialog'
import { LawTag } from '~/patterns/LawTag'
import { minGroupOf } from '~/patterns/minGroup'
import { OpenSteps } from '~/patterns/OpenSteps'
import { RightsCard } from '~/patterns/RightsCard'
import { Scroll } from '~/patterns/Scroll'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { Timeline } from '~/patterns/Timeline'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { ControlsView } from './ControlsView'

/** 数据产品 — its columns and their uses, its checks, and the chain it rests on. */
export default function Product() {
  const { id } = useParams()
  const text = useText()
  const read = useGet(at('/api/products/{id}', { id }))
  return (
    <Shown read={read} title={text('nav.products')}>
      {(p) => (
        <ConsolePage title={p.name} up={{ to: '/console/products', label: text('nav.products') }} beside={<Stage stage={p.stage} group="stage.product" />} actions={<><Offer product={p} /><Anew product={p} />{described(p.controls) && p.stage === 'Checked' ? <Link className="button" to={`/console/products/${p.id}/api`}>{text('api.title')}</Link> : null}</>}>
          <OpenSteps steps={p.openSteps} stale={['/api/products']} />
          <div className="panes">
            <div>
              <Panel title={text('product.about')}>
                {p.description ? <p>{p.description}</p> : null}
                <RightsCard
                  chain={[{ place: 'holder', name: p.holderName }, { place: 'resource', name: p.resourceTitle, note: p.certificateNumber }, ...(p.operatorId === p.holderId ? [] : [{ place: 'operator', name: p.operatorName }]), { place: 'product', name: p.name }]}
                  rights={[{ kind: 'ProductOperation' }]}
                />
                <p><Link to={`/v/${p.certificateNumber}`}>{text('certificate')} {p.certificateNumber}</Link></p>
              </Panel>
              <Panel title={text('product.columns')}>
                <p>{text('product.min-group')} <strong>{minGroupOf(p.minGroup, p.columns, text)}</strong></p>
                <Scroll label={text('product.columns')}>
                  <table className="plain">
                    <thead><tr><th>{text('field.title')}</th><th>{text('field.name')}</th><th>{text('field.type')}</th><th>{text('field.use')}</th></tr></thead>
                    <tbody>{p.columns.map((c) => <tr key={c.name}><td>{c.title}</td><td className="code">{c.name}</td><td className="code">{c.type}</td><td>{text.of('use', c.use)}</td></tr>)}</tbody>
                  </table>
                </Scroll>
              </Panel>
              <Panel title={text('control.title')}><ControlsView controls={p.controls} title={(name) => p.columns.find((c) => c.name === name)?.title ?? name} /></Panel>
              <Listed product={p} />
              <Panel title={text('product.checks')}>
                {p.checks.length === 0 ? <p className="quiet">{text('product.checks.none')}</p> : (
                  <ul className="short-list">
                    {p.checks.map((c) => (
                      <li key={c.item} className="short-line">
                        <span><span aria-hidden className={c.passed ? 'good-text' : 'danger-text'}>{c.passed ? '✓' : '✗'}</span> <span className="hidden-text">{text(c.passed ? 'verify.pass' : 'verify.fail')}</span>{text.both(c)} {c.restricted ? <span className="warn-text">{text('product.restricted')}</span> : null} <span className="quiet">{c.note}</span></span>
                        <LawTag basis={c.basis} rests={text.both(c)} open={c.open} reason={c.reason} />
                      </li>
                    ))}
                  </ul>
                )}
              </Panel>
            </div>
            <div><Panel title={text('timeline')}><Timeline subject={p.urn} steps={p.openSteps} /></Panel></div>
          </div>
        </ConsolePage>
      )}
    </Shown>
  )
}

/** A policy that was checked stands as it is; to change it, a new product is drafted from it and checked anew. */
function Anew({ product }: { product: Shape<'Products.ProductView'> }) {
  const text = useText()
  const session = useSession().data
  if (!has(session, 'Steward') || session?.organizationId !== product.holderId) return null
  return <Link className="button" to={`/console/products/new?from=${product.id}`}>{text('product.anew')}</Link>
}

/** What the seller has on the market of this product; undefined while it is not read, or nothing. */
function useListed(product: Shape<'Products.ProductView'>) {
  const session = useSession().data
  const mine = has(session, 'Steward', 'Operator') && product.stage === 'Checked'
  return { mine, listed: useGet(mine ? at('/api/trading/listings', { stage: 'Open', take: 100 }) : null).data?.items.find((l) => l.productId === product.id) }
}

/** 挂牌条件 — purposes, the longest term and the most uses: they are set when the product is listed, and stand here once it is. */
function Listed({ product }: { product: Shape<'Products.ProductView'> }) {
  const text = useText()
  const { mine, listed } = useListed(product)
  if (!mine) return null
  return (
    <Panel title={text('product.listed')}>
      {listed ? (
        <dl className="pairs">
          <dt>{text('listing.purposes')}</dt><dd>{listed.purposes.join(text('list.comma'))}</dd>
          <dt>{text('listing.term.days')}</dt><dd>{formatCount(listed.termDaysMax)}</dd>
          <dt>{text('listing.max-uses')}</dt><dd>{formatCount(listed.maxUses)}</dd>
        </dl>
      ) : <div className="wrap"><span className="quiet">{text('control.at-listing')}</span><Offer product={product} /></div>}
    </Panel>
  )
}

/** Listing a product is the market's act; the server refuses it until the product is checked. */
function Offer({ product }: { product: Shape<'Products.ProductView'> }) {
  const text = useText()
  const [open, setOpen] = useState(false)
  const { mine, listed } = useListed(product)
  if (!mine) return null
  if (listed) return <Link className="button" to={`/market/${listed.id}`}>{text('listing.look')}</Link>
  return (
    <>
      <button type="button" className="button solid" onClick={() => setOpen(true)}>{text('listing.new')}</button>
      {open ? <Dialog title={text('listing.new')} onClose={() => setOpen(false)} wide><OfferForm productId={product.id} onDone={() => setOpen(false)} /></Dialog> : null}
    </>
  )
}
