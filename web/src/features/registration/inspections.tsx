import { Link } from 'react-router'
import { usePages } from '~/api/queries'
import { at } from '~/api/shape'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { MoreButton } from '~/patterns/MoreButton'
import { Shown } from '~/patterns/Shown'
import { useTitle } from '~/shell/title'
import { InspectionCard } from './InspectionCard'

/** 检查情况公开 — what those who supervise the registers found, for everybody to read. */
export default function Inspections() {
  const text = useText()
  useTitle(text('inspection.public'))
  const pages = usePages(at('/api/public/inspections'))
  return (
    <div className="page stack">
      <h1>{text('inspection.public')}</h1>
      <p className="lead">{text('inspection.what')}</p>
      <Shown read={{ ...pages, data: pages.items }}>
        {(items) => items.length === 0 ? <EmptyState title={text('inspection.none')} hint={text('inspection.none.hint')}><Link className="button" to="/law">{text('nav.law')}</Link></EmptyState> : (
          <ul className="entries">{items.map((i) => <li key={i.id}><InspectionCard told={i} /></li>)}</ul>
        )}
      </Shown>
      <MoreButton pages={pages} />
    </div>
  )
}
