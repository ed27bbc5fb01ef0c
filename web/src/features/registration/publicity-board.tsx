import { Link, useSearchParams } from 'react-router'
import { usePages } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { MoreButton } from '~/patterns/MoreButton'
import { Moment } from '~/patterns/Moment'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { useTitle } from '~/shell/title'
import { DraftMark } from './DraftMark'
import { EndNotices } from './EndNotices'
import { RegisterForm } from './RegisterForm'

const stages: Shape<'Registration.Stage'>[] = ['Publicised', 'Frozen', 'AnswerAwaited', 'Registered', 'Terminated', 'Lapsed', 'Withdrawn']

/** 公示栏 — what is about to be registered, and until when anyone may object. */
export default function PublicityBoard() {
  const text = useText()
  useTitle(text('nav.publicity'))
  const [given] = useSearchParams()
  const asked = { term: given.get('term') ?? undefined, register: given.get('register') ?? undefined, stage: stages.find((s) => s === given.get('stage')) }
  const pages = usePages(at('/api/public/publicity'), asked)
  const narrowed = Object.values(asked).some(Boolean)
  return (
    <div className="page stack">
      <h1>{text('nav.publicity')}</h1>
      <p className="lead">{text('publicity.what')} <Link to="/inspections">{text('inspection.public')}</Link></p>
      <RegisterForm term={text('publicity.search')} stages={stages} />
      <Shown read={{ ...pages, data: pages.items }}>
        {(items) => items.length === 0 ? <EmptyState title={text(narrowed ? 'publicity.none' : 'publicity.empty')} hint={text(narrowed ? 'publicity.none.hint' : 'publicity.empty.hint')} /> : (
          <ul className="entries">
            {items.map((p) => (
              <li key={p.id}>
                <div className="entry-head"><Link to={`/publicity/${p.id}`}>{p.resourceTitle ?? p.number}</Link><DraftMark of={p.pack} /><Stage stage={p.stage} group="stage.filing" /></div>
                <p>{[[p.applicantName, p.counterpartyName].filter(Boolean).join(' → '), p.rights?.map((r) => text.of('right', r)).join(text('list.comma'))].filter(Boolean).join(' · ')}</p>
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
