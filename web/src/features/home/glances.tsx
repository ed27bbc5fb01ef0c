import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useGet } from '~/api/queries'
import { type Address, type Page, at } from '~/api/shape'
import { useText } from '~/locales/text'
import { BudgetBar } from '~/patterns/BudgetBar'
import { Clock } from '~/patterns/Clock'
import { Money } from '~/patterns/Money'
import { Moment } from '~/patterns/Moment'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { Panel } from '~/shell/ConsolePage'

interface Props<T> {
  title: string
  newest: Address<Page<T>>
  to: string
  empty: string
  first?: { to: string; label: string }
  line: (row: T) => ReactNode
  id: (row: T) => string
}

/** The newest few of a list, with the way to all of them. */
function Glance<T>({ title, newest, to, empty, first, line, id }: Props<T>) {
  const text = useText()
  const read = useGet(newest)
  return (
    <Panel title={title} extra={<Link to={to}>{text('glance.all')}</Link>}>
      <Shown read={read} lines={3}>
        {({ items }) => items.length === 0
          ? <p className="quiet">{empty} {first ? <Link to={first.to}>{first.label}</Link> : null}</p>
          : <ul className="short-list">{items.map((row) => <li key={id(row)}>{line(row)}</li>)}</ul>}
      </Shown>
    </Panel>
  )
}

export function MyResources() {
  const text = useText()
  return (
    <Glance
      title={text('nav.resources')} newest={at('/api/catalog/resources', { take: 5 })} to="/console/catalog" empty={text('resource.none')} id={(r) => r.id}
      first={{ to: '/console/catalog/new', label: text('resource.receive') }}
      line={(r) => <div className="short-line"><Link to={`/console/catalog/${r.id}`}>{r.title}</Link><Stage stage={r.stage} group="stage.resource" /></div>}
    />
  )
}

export function MyFilings() {
  const text = useText()
  return (
    <Glance
      title={text('nav.filings')} newest={at('/api/registration/filings', { take: 5 })} to="/console/filings" empty={text('filing.none')} id={(f) => f.id}
      line={(f) => (
        <>
          <div className="short-line"><Link to={`/console/filings/${f.id}`}>{f.resourceTitle}</Link><Stage stage={f.stage} group="stage.filing" /></div>
          <div className="short-line"><span className="quiet">{f.applicantName}</span>{f.clock ? <Clock clock={f.clock} brief /> : null}</div>
        </>
      )}
    />
  )
}

export function RunningPublicity() {
  const text = useText()
  return (
    <Glance
      title={text('nav.publicity')} newest={at('/api/public/publicity', { take: 5 })} to="/publicity" empty={text('publicity.empty')} id={(p) => p.id}
      line={(p) => <div className="short-line"><Link to={`/publicity/${p.id}`}>{p.resourceTitle ?? p.number}</Link><span className="quiet">{text('publicity.until')} <Moment day={p.until} /></span></div>}
    />
  )
}

export function MyAgreements({ analyst }: { analyst: boolean }) {
  const text = useText()
  return (
    <Glance
      title={text('nav.agreements')} newest={at('/api/trading/agreements', { take: 5 })} to="/console/agreements" empty={text('agreement.none')} id={(a) => a.id}
      first={analyst ? { to: '/market', label: text('nav.market') } : undefined}
      line={(a) => (
        <>
          <div className="short-line"><Link to={`/console/agreements/${a.id}`}>{a.productName}</Link><Stage stage={a.stage} group="stage.agreement" /></div>
          {a.usesLeft === undefined ? null : <BudgetBar label={text('budget.uses')} left={a.usesLeft} total={a.uses} unit={text('unit.uses')} />}
          {analyst && a.stage === 'InForce' ? <div><Link to={`/console/space/${a.id}`}>{text('space.enter')}</Link></div> : null}
        </>
      )}
    />
  )
}

export function MyBills() {
  const text = useText()
  return (
    <Glance
      title={text('nav.bills')} newest={at('/api/settlement/bills', { take: 5 })} to="/console/bills" empty={text('bill.none')} id={(b) => b.id}
      line={(b) => <div className="short-line"><Link to={`/console/bills/${b.id}`}>{b.number}</Link><Stage stage={b.stage} group="stage.bill" /><Money fen={b.amountFen} strong /></div>}
    />
  )
}

export function MyMoney() {
  const text = useText()
  const read = useGet(at('/api/settlement/accounts'))
  return (
    <Panel title={text('nav.accounts')} extra={<Link to="/console/accounts">{text('glance.all')}</Link>}>
      <Shown read={read} lines={2}>
        {({ items: accounts }) => <ul className="short-list">{accounts.map((a) => <li key={a.id}><div className="short-line"><span>{text.both({ zh: a.nameZh, en: a.nameEn })}</span><Money fen={a.balanceFen} strong /></div></li>)}</ul>}
      </Shown>
    </Panel>
  )
}
