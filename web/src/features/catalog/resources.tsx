import { Link } from 'react-router'
import { usePages } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { has, useSession } from '~/features/parties/session'
import { formatBytes, formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { Moment } from '~/patterns/Moment'
import { Stage } from '~/patterns/Stage'
import { ConsolePage } from '~/shell/ConsolePage'
import { Filters, useFilters } from '~/shell/Filters'
import { ListTable } from '~/shell/ListTable'

const isProfiled = (r: Shape<'Catalog.ReadResources.Row'>) => r.stage === 'Proposed' || r.stage === 'Confirmed'
const stages: Shape<'Catalog.Stage'>[] = ['Received', 'Profiling', 'ProfileFailed', 'Proposed', 'Confirmed']

/** 数据资源 — what the organization holds, and how far each is described. */
export default function Resources() {
  const text = useText()
  const session = useSession().data
  const pages = usePages(at('/api/catalog/resources'), useFilters())
  const receive = has(session, 'Steward') ? <Link className="button solid" to="/console/catalog/new">{text('resource.receive')}</Link> : null
  return (
    <ConsolePage title={text('nav.resources')} actions={receive}>
      <Filters stages={stages} group="stage.resource" search={text('resource.search')} />
      <ListTable
        pages={pages} id={(r) => r.id} to={(r) => `/console/catalog/${r.id}`} label={text('nav.resources')}
        empty={<EmptyState title={text('resource.none')} hint={text('resource.none.hint')}>{receive}</EmptyState>}
        columns={[
          { key: 'title', title: text('resource.title'), show: (r) => r.title },
          { key: 'stage', title: text('filter.stage'), show: (r) => <Stage stage={r.stage} group="stage.resource" /> },
          { key: 'level', title: text('resource.level'), show: (r) => (isProfiled(r) ? text('level', { level: r.level }) : '—') },
          { key: 'rows', title: text('resource.rows'), number: true, show: (r) => (isProfiled(r) ? formatCount(r.rows) : '—') },
          { key: 'fields', title: text('resource.fields'), number: true, show: (r) => (isProfiled(r) ? formatCount(r.fields) : '—') },
          { key: 'size', title: text('resource.size'), number: true, show: (r) => formatBytes(r.sizeBytes) },
          { key: 'holder', title: text('chain.holder'), show: (r) => r.holderName },
          { key: 'at', title: text('resource.received'), show: (r) => <Moment at={r.at} brief /> },
        ]}
      />
    </ConsolePage>
  )
}
