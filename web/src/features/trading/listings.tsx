import { Link } from 'react-router'
import { usePages } from '~/api/queries'
import { at } from '~/api/shape'
import { has, useSession } from '~/features/parties/session'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { Money } from '~/patterns/Money'
import { OpenSteps } from '~/patterns/OpenSteps'
import { Stage } from '~/patterns/Stage'
import { ConsolePage } from '~/shell/ConsolePage'
import { ListTable } from '~/shell/ListTable'

/** 挂牌 — what is on offer, to sell or to buy. */
export default function Listings() {
  const text = useText()
  const buyer = has(useSession().data, 'Analyst')
  const pages = usePages(at('/api/trading/listings'))
  return (
    <ConsolePage title={text('nav.listings')}>
      <ListTable
        pages={pages} id={(l) => l.id} to={(l) => `/market/${l.id}`} label={text('nav.listings')}
        empty={<EmptyState title={text('market.empty')} hint={text('listing.none.hint')}><Link className="button" to="/console/products">{text('nav.products')}</Link></EmptyState>}
        columns={[
          { key: 'product', title: text('product.name'), show: (l) => l.productName },
          { key: 'stage', title: text('filter.stage'), show: (l) => <Stage stage={l.stage} group="stage.listing" /> },
          { key: 'seller', title: text('listing.seller'), show: (l) => l.sellerName },
          { key: 'price', title: text('listing.price'), number: true, show: (l) => <Money fen={l.pricePerUseFen} /> },
          { key: 'uses', title: text('listing.max-uses'), number: true, show: (l) => formatCount(l.maxUses) },
          { key: 'term', title: text('listing.term'), number: true, show: (l) => text('count.days', { count: formatCount(l.termDaysMax) }) },
          { key: 'steps', title: text('list.steps'), has: (l) => l.openSteps.length > 0 || buyer, show: (l) => <><OpenSteps steps={l.openSteps} stale={['/api/trading', '/api/public/listings']} />{buyer && l.stage === 'Open' ? <Link to={`/console/agreements/new?listing=${l.id}`}>{text('listing.propose')}</Link> : null}</> },
        ]}
      />
    </ConsolePage>
  )
}
