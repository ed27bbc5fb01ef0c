import { useSearchParams } from 'react-router'
import { usePages } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { has, useSession } from '~/features/parties/session'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { Moment } from '~/patterns/Moment'
import { ConsolePage } from '~/shell/ConsolePage'
import { ListTable } from '~/shell/ListTable'
import { ExportRegister } from './ExportRegister'
import { DraftMark } from './DraftMark'
import { RegisterForm } from './RegisterForm'

type Line = Shape<'Registration.SearchRegister.Line'>

/** 登记簿查询 — who holds what, over which resource, since when, subject to what. */
export default function Register() {
  const text = useText()
  const session = useSession().data
  const [given] = useSearchParams()
  const filter = Object.fromEntries(['term', 'register', 'right', 'burdened', 'standing'].map((k) => [k, given.get(k) ?? undefined]))
  const pages = usePages(at('/api/registration/register'), filter)
  return (
    <ConsolePage title={text('nav.register')}>
      <p className="quiet">{text('register.what')}</p>
      <RegisterForm full />
      {filter['register'] && has(session, 'Registrar', 'Regulator') ? <ExportRegister key={filter['register']} register={filter['register']} /> : null}
      <ListTable<Line>
        pages={pages} id={(l) => l.number} to={(l) => `/console/register/${encodeURIComponent(l.number)}`} label={text('nav.register')}
        empty={<EmptyState title={text('register.none')} hint={text('register.none.hint')} />}
        columns={[
          { key: 'number', whole: true, title: text('register.number'), show: (l) => l.number },
          { key: 'title', title: text('filing.resource'), show: (l) => <>{l.title} <DraftMark of={l.pack} /></> },
          { key: 'holders', title: text('register.holders'), show: (l) => l.holders || '—' },
          { key: 'rights', title: text('register.rights'), show: (l) => l.rights.length === 0 ? '—' : l.rights.map((r, i) => <span key={r} className="whole">{text.of('right', r)}{i < l.rights.length - 1 ? text('list.comma') : null}</span>) },
          { key: 'since', title: text('register.since'), show: (l) => <Moment day={l.registeredOn} /> },
          { key: 'subject', title: text('register.subject'), show: (l) => <Subject line={l} /> },
          { key: 'register', title: text('register.register'), show: (l) => text.both({ zh: l.packTitle, en: l.packTitleEn }) },
        ]}
      />
    </ConsolePage>
  )
}

function Subject({ line: l }: { line: Line }) {
  const text = useText()
  const burdens = [l.pledged ? 'Pledge' : '', l.frozen ? 'Freeze' : '', l.objected ? 'Objection' : ''].filter(Boolean)
  if (!l.standing) return <span className="stage still">{text('register.ended')}</span>
  return burdens.length === 0 ? <span className="quiet">{text('register.free')}</span> : <span className="wrap">{burdens.map((b) => <span key={b} className="burden">{text.of('encumbrance', b)}</span>)}</span>
}
