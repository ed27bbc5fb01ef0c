import { Link } from 'react-router'
import { usePages } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { useText } from '~/locales/text'
import { BudgetBar } from '~/patterns/BudgetBar'
import { EmptyState } from '~/patterns/EmptyState'
import { Money } from '~/patterns/Money'
import { Moment } from '~/patterns/Moment'
import { Stage } from '~/patterns/Stage'
import { ConsolePage } from '~/shell/ConsolePage'
import { Filters, useFilters } from '~/shell/Filters'
import { ListTable } from '~/shell/ListTable'

const stages: Shape<'Trading.Stage'>[] = ['Proposed', 'Countered', 'Agreed', 'SignedByBuyer', 'SignedBySeller', 'InForce', 'Ended', 'Refused', 'Terminated']

/** 合约 — negotiations and agreements in force, with the uses left under each. */
export default function Agreements() {
  const text = useText()
  const pages = usePages(at('/api/trading/agreements'), { stage: useFilters().stage })
  return (
    <ConsolePage title={text('nav.agreements')} actions={<Link className="button" to="/market">{text('nav.market')}</Link>}>
      <Filters stages={stages} group="stage.agreement" />
      <ListTable
        pages={pages} id={(a) => a.id} to={(a) => `/console/agreements/${a.id}`} label={text('nav.agreements')}
        empty={<EmptyState title={text('agreement.none')} hint={text('agreement.none.hint')}><Link className="button" to="/market">{text('nav.market')}</Link></EmptyState>}
        columns={[
          { key: 'number', whole: true, title: text('agreement.number'), show: (a) => a.number },
          { key: 'product', title: text('product.name'), show: (a) => a.productName },
          { key: 'stage', title: text('filter.stage'), show: (a) => <Stage stage={a.stage} group="stage.agreement" /> },
          { key: 'buyer', title: text('agreement.buyer'), show: (a) => a.buyerName },
          { key: 'seller', title: text('agreement.seller'), show: (a) => a.sellerName },
          { key: 'uses', title: text('budget.uses'), show: (a) => (a.usesLeft === undefined ? text('count.uses', { count: a.uses }) : <BudgetBar bare label={text('budget.uses')} left={a.usesLeft} total={a.uses} unit={text('unit.uses')} />) },
          { key: 'until', title: text('agreement.until'), show: (a) => <Moment day={a.until} /> },
          { key: 'price', title: text('listing.price'), number: true, show: (a) => <Money fen={a.pricePerUseFen} /> },
        ]}
      />
    </ConsolePage>
  )
}
