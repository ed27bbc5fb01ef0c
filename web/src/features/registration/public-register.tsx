import { Link, useSearchParams } from 'react-router'
import { usePages } from '~/api/queries'
import { at } from '~/api/shape'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { MoreButton } from '~/patterns/MoreButton'
import { Moment } from '~/patterns/Moment'
import { Shown } from '~/patterns/Shown'
import { useTitle } from '~/shell/title'
import { DraftMark } from './DraftMark'
import { RegisterForm } from './RegisterForm'

/** 公开登记簿 — what each register lets everyone know: that a right stands, since when, and whether something burdens it. */
export default function PublicRegister() {
  const text = useText()
  useTitle(text('nav.register'))
  const [given] = useSearchParams()
  const pages = usePages(at('/api/public/register'), { term: given.get('term') ?? undefined, register: given.get('register') ?? undefined })
  return (
    <div className="page stack">
      <h1>{text('nav.register')}</h1>
      <p className="lead">{text('register.public')}</p>
      <RegisterForm />
      <Shown read={{ ...pages, data: pages.items }}>
        {(items) => items.length === 0 ? <EmptyState title={text('register.none')} hint={text('register.none.public')} /> : (
          <ul className="entries">
            {items.map((l) => (
              <li key={l.number}>
                <div className="entry-head">
                  {l.certificateNumber ? <Link to={`/v/${l.certificateNumber}`}>{l.title ?? l.number}</Link> : <strong>{l.title ?? l.number}</strong>}
                  <span className="wrap"><DraftMark of={l.pack} />{l.standing ? l.burdened ? <span className="burden">{text('register.burdened')}</span> : <span className="stage good">{text('register.standing')}</span> : <span className="stage still">{text('register.ended')}</span>}</span>
                </div>
                <p>{[l.holders, l.rights?.map((r) => text.of('right', r)).join(text('list.comma'))].filter(Boolean).join(' · ')}</p>
                <p className="quiet"><span className="code">{l.number}</span> · {text.both({ zh: l.packTitle, en: l.packTitleEn })} · {text('register.since')} <Moment day={l.registeredOn} /></p>
              </li>
            ))}
          </ul>
        )}
      </Shown>
      <MoreButton pages={pages} />
    </div>
  )
}
