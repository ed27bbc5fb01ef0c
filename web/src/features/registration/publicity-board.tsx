import { Link } from 'react-router'
import { usePages } from '~/api/queries'
import { at } from '~/api/shape'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { MoreButton } from '~/patterns/MoreButton'
import { Moment } from '~/patterns/Moment'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { useTitle } from '~/shell/title'
import { EndNotices } from './EndNotices'

/** 公示栏 — what is about to be registered, and until when anyone may object. */
export default function PublicityBoard() {
  const text = useText()
  useTitle(text('nav.publicity'))
  const pages = usePages(at('/api/public/publicity'))
  return (
    <div className="page stack">
      <h1>{text('nav.publicity')}</h1>
      <p className="lead">{text('publicity.what')} <Link to="/inspections">{text('inspection.public')}</Link></p>
      <Shown read={{ ...pages, data: pages.items }}>
        {(items) => items.length === 0 ? <EmptyState title={text('publicity.empty')} hint={text('publicity.empty.hint')} /> : (
          <ul className="entries">
            {items.map((p) => (
              <li key={p.id}>
                <div className="entry-head"><Link to={`/publicity/${p.id}`}>{p.resourceTitle ?? p.number}</Link><Stage stage={p.stage} group="stage.filing" /></div>
                <p>{[p.applicantName, p.rights?.map((r) => text.of('right', r)).join(text('list.comma'))].filter(Boolean).join(' · ')}</p>
                <p className="quiet">{p.number} · <Moment day={p.from} /> – <Moment day={p.until} /> {p.left !== undefined && p.left >= 0 ? text('publicity.left', { days: p.left }) : ''}</p>
              </li>
            ))}
          </ul>
        )}
      </Shown>
      <MoreButton pages={pages} />
      <EndNotices />
    </div>
  )
}
