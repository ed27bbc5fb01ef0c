import { Fragment } from 'react'
import { Link } from 'react-router'
import { usePages } from '~/api/queries'
import { at } from '~/api/shape'
import { has, useSession } from '~/features/parties/session'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { Moment } from '~/patterns/Moment'
import { Stage } from '~/patterns/Stage'
import { ConsolePage } from '~/shell/ConsolePage'
import { ListTable } from '~/shell/ListTable'
import { DraftMark } from './DraftMark'

/** 登记证书 — the register's certificates: one's own, or all for the register's staff. */
export default function Certificates() {
  const text = useText()
  const session = useSession().data
  const steward = has(session, 'Steward')
  const registrar = has(session, 'Registrar')
  const pages = usePages(at('/api/registration/certificates'))
  return (
    <ConsolePage title={text('nav.certificates')}>
      <ListTable
        pages={pages} id={(c) => c.number} to={(c) => `/v/${c.number}`} label={text('nav.certificates')}
        empty={<EmptyState title={text('certificate.none')} hint={text('certificate.none.hint')} />}
        columns={[
          { key: 'number', whole: true, title: text('certificate.number'), show: (c) => c.number },
          { key: 'resource', title: text('filing.resource'), show: (c) => <><Link to={`/console/filings/${c.filingId}`}>{c.resourceTitle}</Link> <DraftMark of={c.pack} /></> },
          { key: 'holder', title: text('chain.holder'), show: (c) => c.holderName },
          { key: 'rights', title: text('certificate.rights'), show: (c) => c.rights.map((r, i) => <Fragment key={r}>{i > 0 ? text('list.comma') : null}<span className="whole">{text.of('right', r)}</span></Fragment>) },
          { key: 'status', title: text('filter.stage'), show: (c) => <Stage stage={c.status} group="stage.certificate" /> },
          { key: 'issued', title: text('certificate.issued'), show: (c) => <Moment day={c.issuedOn} /> },
          { key: 'until', title: text('certificate.until'), show: (c) => (c.validUntil ? <Moment day={c.validUntil} /> : text('rights.open-ended')) },
          { key: 'propose', title: text('filing.propose'), has: (c) => registrar && (c.status === 'Valid' || c.status === 'Suspended'), show: (c) => <Link to={`/console/filings/propose?certificate=${c.number}`}>{text('filing.propose')}</Link> },
          { key: 'file', title: text('filing.on-certificate.do'), has: (c) => steward && c.status === 'Valid', show: (c) => <Link to={`/console/filings/new?kind=Change&certificate=${c.number}`}>{text('filing.on-certificate.do')}</Link> },
        ]}
      />
    </ConsolePage>
  )
}
