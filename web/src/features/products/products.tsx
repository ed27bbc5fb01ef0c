import { Link } from 'react-router'
import { usePages } from '~/api/queries'
import { at } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { Moment } from '~/patterns/Moment'
import { Stage } from '~/patterns/Stage'
import { ConsolePage } from '~/shell/ConsolePage'
import { ListTable } from '~/shell/ListTable'

/** 数据产品 — what is made of registered resources. */
export default function Products() {
  const text = useText()
  const pages = usePages(at('/api/products'))
  return (
    <ConsolePage title={text('nav.products')}>
      <ListTable
        pages={pages} id={(p) => p.id} to={(p) => `/console/products/${p.id}`} label={text('nav.products')}
        empty={<EmptyState title={text('product.none')} hint={text('product.none.hint')}><Link className="button" to="/console/registrations">{text('nav.certificates')}</Link></EmptyState>}
        columns={[
          { key: 'name', title: text('product.name'), show: (p) => p.name },
          { key: 'stage', title: text('filter.stage'), show: (p) => <Stage stage={p.stage} group="stage.product" /> },
          { key: 'resource', title: text('filing.resource'), show: (p) => p.resourceTitle },
          { key: 'holder', title: text('chain.holder'), show: (p) => p.holderName },
          { key: 'operator', title: text('chain.operator'), show: (p) => p.operatorName },
          { key: 'group', title: text('product.min-group'), number: true, show: (p) => formatCount(p.minGroup) },
          { key: 'at', title: text('product.at'), show: (p) => <Moment at={p.at} brief /> },
        ]}
      />
    </ConsolePage>
  )
}
