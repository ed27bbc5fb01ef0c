import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import { refresh, useGet, usePages } from '~/api/queries'
import { follow } from '~/api/http'
import { type Shape, at } from '~/api/shape'
import { has, useSession } from '~/features/parties/session'
import { useText } from '~/locales/text'
import { Clock } from '~/patterns/Clock'
import { EmptyState } from '~/patterns/EmptyState'
import { MoreButton } from '~/patterns/MoreButton'
import { Moment } from '~/patterns/Moment'
import { type OpenStep, OpenSteps } from '~/patterns/OpenSteps'
import { PaperList } from '~/patterns/Papers'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { ActForm } from './ActForm'
import { ContactFields, said } from './ContactFields'
import { DraftMark } from './DraftMark'
import { OpenAccountForm } from './OpenAccountForm'

type Account = Shape<'Registration.OpenAccount.View'>
const stale = ['/api/registration/accounts', '/api/registration/account-cases', '/api/registration/ledger']

/** 登记账户 — one's place in each register, what it states, and the cases that change it. */
export default function RegistrationAccounts() {
  const text = useText()
  const session = useSession().data
  const steward = has(session, 'Steward')
  return (
    <ConsolePage title={text('nav.registration-accounts')} actions={<Link className="button" to="/console/ledger">{text('nav.ledger')}</Link>}>
      {steward ? <Own /> : null}
      <Cases />
      {steward ? <Succession /> : null}
    </ConsolePage>
  )
}

function Own() {
  const text = useText()
  const read = useGet(at('/api/registration/accounts'))
  return (
    <>
      <Shown read={read}>
        {({ items }) => items.length === 0 ? <EmptyState title={text('account.none')} hint={text('account.none.hint')} /> : <div className="cards">{items.map((a) => <AccountCard key={a.id} account={a} />)}</div>}
      </Shown>
      <OpenAnother accounts={read.data?.items ?? []} />
    </>
  )
}

function AccountCard({ account: a }: { account: Account }) {
  const text = useText()
  const contact = [a.contact.person, a.contact.phone, a.contact.email, a.contact.address].filter(Boolean)
  return (
    <Panel title={a.title} extra={<span className="wrap"><DraftMark of={a.pack} /><Stage stage={a.status} group="stage.account" /></span>}>
      {a.subjectChanged ? <p className="notice warn">{text('account.changed')}</p> : null}
      <dl className="pairs">
        <dt>{text('account.number')}</dt><dd className="code">{a.number}</dd>
        <dt>{text('account.subject')}</dt><dd>{a.subjectName} <span className="code quiet">{a.subjectCode}</span></dd>
        {a.openedOn ? <><dt>{text('account.opened')}</dt><dd><Moment day={a.openedOn} /></dd></> : null}
        <dt>{text('account.contact')}</dt><dd>{contact.length > 0 ? contact.map((c) => <div key={c}>{c}</div>) : <span className="quiet">{text('account.contact.none')}</span>}</dd>
      </dl>
      <OpenSteps
        steps={a.openSteps} stale={stale} group="step.account"
        forms={{
          UpdateContact: (step, done) => <ContactForm step={step} account={a} onDone={done} />,
          RequestChange: (step, done) => <ActForm step={step} onDone={done} />,
          RequestCancellation: (step, done) => <ActForm step={step} onDone={done} />,
        }}
      />
    </Panel>
  )
}

/** 联系信息 — the subject's own affair: it takes effect at once. */
function ContactForm({ step, account, onDone }: { step: OpenStep; account: Account; onDone: () => void }) {
  const text = useText()
  const [contact, setContact] = useState({ person: account.contact.person ?? '', phone: account.contact.phone ?? '', email: account.contact.email ?? '', address: account.contact.address ?? '' })
  const act = useMutation({ mutationFn: () => follow(step.href, said(contact)), onSuccess: onDone })
  return (
    <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); act.mutate() }}>
      <ContactFields contact={contact} onChange={setContact} id="contact" />
      <RefusalCard error={act.error} />
      <div><button type="submit" className="button solid" disabled={act.isPending}>{text('step.account.UpdateContact')}</button></div>
    </form>
  )
}

function OpenAnother({ accounts }: { accounts: Account[] }) {
  const text = useText()
  const registers = useGet(at('/api/public/registers'))
  const [pack, setPack] = useState('')
  const left = registers.data?.filter((r) => r.open && !accounts.some((a) => a.pack === r.pack && a.status !== 'NotOpened')) ?? []
  if (left.length === 0) return null
  return (
    <Panel title={text('account.another')}>
      <label className="hidden-text" htmlFor="another">{text('register.register')}</label>
      <select id="another" className="input another" value={pack} onChange={(e) => setPack(e.target.value)}>
        <option value="">{text('do.choose')}</option>
        {left.map((r) => <option key={r.id} value={r.pack}>{`${text.both({ zh: r.title, en: r.titleEn })}${r.status === 'Draft' ? ` · ${text('pack.status.Draft')}` : ''}`}</option>)}
      </select>
      <OpenAccountForm key={pack} pack={pack} onDone={() => { setPack(''); void refresh(...stale) }} />
    </Panel>
  )
}

/** 账户事项 — asked by the subject, reviewed and entered by the registry, each with its clock. */
function Cases() {
  const text = useText()
  const pages = usePages(at('/api/registration/account-cases'))
  return (
    <Panel title={text('account.cases')}>
      <Shown read={{ ...pages, data: pages.items }}>
        {(items) => items.length === 0 ? <p className="quiet">{text('account.cases.none')}</p> : (
          <ul className="short-list">
            {items.map((c) => (
              <li key={c.id} className="case">
                <div className="short-line"><strong>{text.of('account.case', c.kind)}</strong><DraftMark of={c.jurisdiction} /><Stage stage={c.stage} group="stage.account-case" /></div>
                <div className="wrap quiet"><span className="code">{c.accountNumber}</span><Moment at={c.requestedAt} /></div>
                {c.reason ? <div className="quote">{c.reason}</div> : null}
                <PaperList papers={c.papers} />
                {c.clock ? <Clock clock={c.clock} /> : null}
                {c.answer ? <div><span className="quiet">{text('objection.answer')}</span> {c.answer}</div> : null}
                <OpenSteps steps={c.openSteps} stale={stale} group="step.account" />
              </li>
            ))}
          </ul>
        )}
      </Shown>
      <MoreButton pages={pages} />
    </Panel>
  )
}

/** 合并、分立与承继 — rights and duties go together, by a filing of whoever succeeds. */
function Succession() {
  const text = useText()
  return (
    <Panel title={text('succession.title')}>
      <p>{text('succession.what')}</p>
      <p className="wrap"><Link className="button" to="/console/filings/new?kind=Transfer&circumstances=SubjectSplitOrMerged">{text('succession.split')}</Link><Link className="button" to="/console/filings/new?kind=Transfer&circumstances=SubjectEnded">{text('succession.ended')}</Link></p>
    </Panel>
  )
}
