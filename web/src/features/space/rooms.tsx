import { Link } from 'react-router'
import { usePages } from '~/api/queries'
import { at } from '~/api/shape'
import { useText } from '~/locales/text'
import { BudgetBar } from '~/patterns/BudgetBar'
import { EmptyState } from '~/patterns/EmptyState'
import { Money } from '~/patterns/Money'
import { Moment } from '~/patterns/Moment'
import { ConsolePage } from '~/shell/ConsolePage'
import { ListTable } from '~/shell/ListTable'

/** 洁净室 — the agreements in force under which questions may be asked. */
export default function Rooms() {
  const text = useText()
  const pages = usePages(at('/api/trading/agreements'), { stage: 'InForce' })
  return (
    <ConsolePage title={text('nav.space')}>
      <ListTable
        pages={pages} id={(a) => a.id} to={(a) => `/console/space/${a.id}`} label={text('nav.space')}
        empty={<EmptyState title={text('space.none')} hint={text('space.none.hint')}><Link className="button" to="/console/agreements">{text('nav.agreements')}</Link></EmptyState>}
        columns={[
          { key: 'product', title: text('product.name'), show: (a) => a.productName },
          { key: 'number', whole: true, title: text('agreement.number'), show: (a) => a.number },
          { key: 'seller', title: text('agreement.seller'), show: (a) => a.sellerName },
          { key: 'uses', title: text('budget.uses'), show: (a) => (a.usesLeft === undefined ? text('count.uses', { count: a.uses }) : <BudgetBar bare label={text('budget.uses')} left={a.usesLeft} total={a.uses} unit={text('unit.uses')} />) },
          { key: 'until', title: text('agreement.until'), show: (a) => <Moment day={a.until} /> },
          { key: 'price', title: text('listing.price'), number: true, show: (a) => <Money fen={a.pricePerUseFen} /> },
        ]}
      />
    </ConsolePage>
  )
}
