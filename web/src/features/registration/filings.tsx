import { Link } from 'react-router'
import { usePages } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { useText } from '~/locales/text'
import { Clock } from '~/patterns/Clock'
import { EmptyState } from '~/patterns/EmptyState'
import { Moment } from '~/patterns/Moment'
import { Stage } from '~/patterns/Stage'
import { ConsolePage } from '~/shell/ConsolePage'
import { Filters, useFilters } from '~/shell/Filters'
import { ListTable } from '~/shell/ListTable'
import { DraftMark } from './DraftMark'

const stages: Shape<'Registration.Stage'>[] = ['Submitted', 'CorrectionAwaited', 'UnderReview', 'Publicised', 'Frozen', 'Registered', 'Refused', 'Withdrawn', 'Lapsed', 'Terminated']

/** 登记申请 — filings in progress with their next due day, and past ones. */
export default function Filings() {
  const text = useText()
  const pages = usePages(at('/api/registration/filings'), { stage: useFilters().stage })
  return (
    <ConsolePage title={text('nav.filings')}>
      <Filters stages={stages} group="stage.filing" />
      <ListTable
        pages={pages} id={(f) => f.id} to={(f) => `/console/filings/${f.id}`} label={text('nav.filings')}
        empty={<EmptyState title={text('filing.none')} hint={text('filing.none.hint')}><Link className="button" to="/console/catalog">{text('nav.resources')}</Link></EmptyState>}
        columns={[
          { key: 'resource', title: text('filing.resource'), show: (f) => <>{f.resourceTitle} <DraftMark of={f.pack} /></> },
          { key: 'number', whole: true, title: text('filing.number'), show: (f) => f.number },
          { key: 'applicant', title: text('filing.applicant'), show: (f) => f.applicantName },
          { key: 'stage', title: text('filter.stage'), show: (f) => <Stage stage={f.stage} group="stage.filing" /> },
          { key: 'clock', title: text('filing.clock'), show: (f) => (f.clock ? <Clock clock={f.clock} column /> : <span className="quiet">{text('clock.none')}</span>) },
          { key: 'at', title: text('filing.at'), show: (f) => <Moment at={f.at} brief /> },
        ]}
      />
    </ConsolePage>
  )
}
