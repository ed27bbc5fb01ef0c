import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useGet } from '~/api/queries'
import { type Address, type Page, type Shape, at } from '~/api/shape'
import { running } from '~/features/registration/running'
import { useText } from '~/locales/text'
import { BudgetBar } from '~/patterns/BudgetBar'
import { Clock } from '~/patterns/Clock'
import { SubjectEvidence } from '~/patterns/EvidenceBadge'
import { Money } from '~/patterns/Money'
import { Moment } from '~/patterns/Moment'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { Panel } from '~/shell/ConsolePage'

const shownMax = 5

/** How often what happens now is looked at again. */
const lookMs = 5_000

interface Props<T> {
  title: string
  /** What is looked at; of it the first few are shown. */
  list: Address<Page<T>>
  to: string
  empty: string
  first?: { to: string; label: string }
  /** Leaves out what does not belong here and puts first what comes first. */
  pick?: (items: T[]) => T[]
  /** Where each stands: shown as counts that lead to the list of just those. */
  stages?: { of: (row: T) => string; group: string }
  line: (row: T) => ReactNode
  id: (row: T) => string
}

/** The first few of a list, with the way to all of them. */
function Glance<T>({ title, list, to, empty, first, pick, stages, line, id }: Props<T>) {
  const text = useText()
  const read = useGet(list)
  return (
    <Panel title={title} extra={<Link to={to}>{text('glance.all')}</Link>}>
      <Shown read={read} lines={3}>
        {({ items, next }) => {
          const picked = pick ? pick(items) : items
          if (picked.length === 0) return <p className="quiet">{empty} {first ? <Link to={first.to}>{first.label}</Link> : null}</p>
          return (
            <>
              {stages ? <Counts names={items.map(stages.of)} group={stages.group} to={to} more={next !== undefined} /> : null}
              <ul className="short-list">{picked.slice(0, shownMax).map((row) => <li key={id(row)}>{line(row)}</li>)}</ul>
            </>
          )
        }}
      </Shown>
    </Panel>
  )
}

/** How many stand at each stage, each the way to just those. */
function Counts({ names, group, to, more }: { names: string[]; group: string; to: string; more: boolean }) {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return (
    <ul className="wrap counts">
      {[...counts].map(([stage, count]) => <li key={stage}><Link to={`${to}?stage=${stage}`}><Stage stage={stage} group={group} /> {count}{more ? '+' : ''}</Link></li>)}
    </ul>
  )
}

export function MyResources() {
  const text = useText()
  return (
    <Glance
      title={text('nav.resources')} list={at('/api/catalog/resources', { take: 100 })} to="/console/catalog" empty={text('resource.none')} id={(r) => r.id}
      first={{ to: '/console/catalog/new', label: text('resource.receive') }} stages={{ of: (r) => r.stage, group: 'stage.resource' }}
      pick={(all) => [...all.filter((r) => r.stage !== 'Confirmed'), ...all.filter((r) => r.stage === 'Confirmed')]}
      line={(r) => <div className="short-line"><Link to={`/console/catalog/${r.id}`}>{r.title}</Link><Stage stage={r.stage} group="stage.resource" /></div>}
    />
  )
}

/** What is due first stands first; what no term runs for follows. */
const byDueDay = <T extends { clock?: Shape<'Kernel.RunningClock'> }>(all: T[]) =>
  [...all].sort((a, b) => (a.clock?.dueOn ?? '9').localeCompare(b.clock?.dueOn ?? '9'))

export function MyFilings() {
  const text = useText()
  return (
    <Glance
      title={text('nav.filings')} list={at('/api/registration/filings', { take: 100 })} to="/console/filings" empty={text('filing.none')} id={(f) => f.id} pick={byDueDay}
      stages={{ of: (f) => f.stage, group: 'stage.filing' }}
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
      title={text('nav.publicity')} list={at('/api/public/publicity', { take: 50 })} to="/publicity" empty={text('publicity.empty')} id={(p) => p.id} pick={running}
      line={(p) => <div className="short-line"><Link to={`/publicity/${p.id}`}>{p.resourceTitle ?? p.number}</Link><span className="quiet">{text('publicity.until')} <Moment day={p.until} /></span></div>}
    />
  )
}

export function MyProducts() {
  const text = useText()
  return (
    <Glance
      title={text('nav.products')} list={at('/api/products', { take: 100 })} to="/console/products" empty={text('product.none')} id={(p) => p.id} stages={{ of: (p) => p.stage, group: 'stage.product' }}
      line={(p) => <div className="short-line"><Link to={`/console/products/${p.id}`}>{p.name}</Link><Stage stage={p.stage} group="stage.product" /></div>}
    />
  )
}

export function MyAgreements({ analyst }: { analyst: boolean }) {
  const text = useText()
  return (
    <Glance
      title={text('nav.agreements')} list={at('/api/trading/agreements', { take: 100 })} to="/console/agreements" empty={text('agreement.none')} id={(a) => a.id}
      first={analyst ? { to: '/market', label: text('nav.market') } : undefined} stages={{ of: (a) => a.stage, group: 'stage.agreement' }}
      line={(a) => (
        <>
          <div className="short-line"><Link to={`/console/agreements/${a.id}`}>{a.productName}</Link><Stage stage={a.stage} group="stage.agreement" /></div>
          {a.usesLeft === undefined ? null : <BudgetBar label={text('budget.uses')} left={a.usesLeft} total={a.uses} unit={text('unit.uses')} />}
          <div className="short-line"><span className="quiet">{text('agreement.until')} <Moment day={a.until} /></span>{analyst && a.stage === 'InForce' && a.usesLeft !== 0 ? <Link to={`/console/space/${a.id}`}>{text('space.enter')}</Link> : null}</div>
        </>
      )}
    />
  )
}

export function MyBills() {
  const text = useText()
  return (
    <Glance
      title={text('nav.bills')} list={at('/api/settlement/bills', { take: 100 })} to="/console/bills" empty={text('bill.none')} id={(b) => b.id} stages={{ of: (b) => b.stage, group: 'stage.bill' }}
      pick={(all) => [...all.filter((b) => b.stage === 'Issued'), ...all.filter((b) => b.stage !== 'Issued')]}
      line={(b) => <div className="bill-line"><Link to={`/console/bills/${b.id}`}>{b.number}</Link><Stage stage={b.stage} group="stage.bill" /><Money fen={b.amountFen} strong /></div>}
    />
  )
}

export function MyMoney() {
  const text = useText()
  const read = useGet(at('/api/settlement/accounts'))
  return (
    <Panel title={text('nav.accounts')} extra={<Link to="/console/accounts">{text('glance.all')}</Link>}>
      <Shown read={read} lines={2}>
        {({ items: accounts }) => accounts.length === 0 ? <p className="quiet">{text('accounts.none')}</p> : <ul className="short-list">{accounts.map((a) => <li key={a.id}><div className="short-line"><span>{text.both({ zh: a.nameZh, en: a.nameEn })} <span className="quiet">{a.ownerName}</span></span><Money fen={a.balanceFen} strong /></div></li>)}</ul>}
      </Shown>
    </Panel>
  )
}

/** 工作量 — how much falls due on which day. */
export function Workload({ items }: { items: Shape<'Kernel.WorkItem'>[] }) {
  const text = useText()
  const days = new Map<string, { count: number; late: boolean }>()
  for (const { clock } of byDueDay(items)) if (clock) days.set(clock.dueOn, { count: (days.get(clock.dueOn)?.count ?? 0) + 1, late: clock.left < 0 })
  const most = Math.max(1, ...[...days.values()].map((d) => d.count))
  if (days.size === 0) return null
  return (
    <Panel title={text('work.load')}>
      <ul className="load">
        {[...days].map(([day, { count, late }]) => (
          <li key={day} className={late ? 'late' : undefined}>
            <Moment day={day} /><span className="load-bar" aria-hidden><span style={{ width: `${(count / most) * 100}%` }} /></span><span>{text('work.load.count', { count })}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** 使用与拒绝 — the newest answers and refusals in every clean room, as the log keeps them. */
export function UsesNow() {
  const text = useText()
  const read = useGet(at('/api/space/uses', { take: 8 }), { every: () => lookMs })
  return (
    <Panel title={text('work.uses')} extra={<Link to="/console/uses">{text('nav.uses')}</Link>}>
      <Shown read={read} lines={4}>
        {({ items }) => items.length === 0 ? <p className="quiet">{text('use.none')}</p> : (
          <ul className="short-list">
            {items.map((u) => (
              <li key={u.id}>
                <div className="short-line">
                  <span className="wrap"><Stage stage={u.kind} group="stage.use" /><Link to={`/console/uses/${u.id}`}>{u.productName ?? u.agreementNumber}</Link></span>
                  <SubjectEvidence subject={u.urn} />
                </div>
                <span className="quiet">{[text.of('mode', u.mode), u.code ? (text.find('refusal', u.code) ?? u.code) : '', u.organizationName].filter(Boolean).join(' · ')} <Moment at={u.at} /></span>
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </Panel>
  )
}
