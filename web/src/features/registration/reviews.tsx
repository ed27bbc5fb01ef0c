import { usePages } from '~/api/queries'
import { at } from '~/api/shape'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { Moment } from '~/patterns/Moment'
import { Stage } from '~/patterns/Stage'
import { ConsolePage } from '~/shell/ConsolePage'
import { Filters, useFilters } from '~/shell/Filters'
import { ListTable } from '~/shell/ListTable'
import { DraftMark } from './DraftMark'

const states = ['Open', 'Signed', 'Declined', 'Withdrawn']

/** 第三方审查 — a service body's worklist; the same list shows those who ordered, and the registry, how it stands. */
export default function ReviewOrders() {
  const text = useText()
  const { stage } = useFilters()
  const pages = usePages(at('/api/registration/review-orders'), { state: stage })
  return (
    <ConsolePage title={text('nav.reviews')}>
      <Filters stages={states} group="stage.review" />
      <ListTable
        pages={pages} id={(o) => o.id} to={(o) => `/console/reviews/${o.id}`} label={text('nav.reviews')}
        empty={<EmptyState title={text('review.none')} hint={text('review.none.hint')} />}
        columns={[
          { key: 'resource', title: text('filing.resource'), show: (o) => <>{o.resourceTitle} <DraftMark of={o.pack} /></> },
          { key: 'kind', title: text('review.kind'), show: (o) => text.both({ zh: o.kindZh, en: o.kindEn }) },
          { key: 'subject', title: text('review.subject'), show: (o) => o.subjectName },
          { key: 'body', title: text('review.body'), show: (o) => o.bodyName },
          { key: 'ordered', title: text('review.ordered'), show: (o) => <Moment day={o.orderedOn} /> },
          { key: 'state', title: text('filter.stage'), show: (o) => <Stage stage={o.state} group="stage.review" /> },
          { key: 'conclusion', title: text('review.conclusion'), has: (o) => o.statement !== undefined, show: (o) => o.statement ? <span className={o.statement.positive ? 'good-text' : 'danger-text'}>{text.of('review.conclusion', o.statement.positive ? 'Positive' : 'Negative')}</span> : '—' },
        ]}
      />
    </ConsolePage>
  )
}
