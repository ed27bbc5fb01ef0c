import { usePages } from '~/api/queries'
import { at } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { Money } from '~/patterns/Money'
import { Moment } from '~/patterns/Moment'
import { Stage } from '~/patterns/Stage'
import { ConsolePage } from '~/shell/ConsolePage'
import { ListTable } from '~/shell/ListTable'
import { ToBill } from './ToBill'

/** 账单 — bills issued and received. */
export default function Bills() {
  const text = useText()
  const pages = usePages(at('/api/settlement/bills'))
  return (
    <ConsolePage title={text('nav.bills')}>
      <ToBill />
      <ListTable
        pages={pages} id={(b) => b.id} to={(b) => `/console/bills/${b.id}`} label={text('nav.bills')}
        empty={<EmptyState title={text('bill.none')} hint={text('bill.none.hint')} />}
        columns={[
          { key: 'number', whole: true, title: text('bill.number'), show: (b) => b.number },
          { key: 'agreement', whole: true, title: text('agreement.number'), show: (b) => b.agreementNumber },
          { key: 'stage', title: text('filter.stage'), show: (b) => <Stage stage={b.stage} group="stage.bill" /> },
          { key: 'buyer', title: text('agreement.buyer'), show: (b) => b.buyerName },
          { key: 'seller', title: text('agreement.seller'), show: (b) => b.sellerName },
          { key: 'uses', title: text('bill.uses'), number: true, show: (b) => formatCount(b.uses) },
          { key: 'amount', title: text('bill.amount'), number: true, show: (b) => <Money fen={b.amountFen} strong /> },
          { key: 'at', title: text('bill.at'), show: (b) => <Moment at={b.issuedAt} brief /> },
        ]}
      />
    </ConsolePage>
  )
}
