import { Link, useSearchParams } from 'react-router'
import { useGet, usePages } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { formatCount, formatMicro } from '~/format/numbers'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { Moment } from '~/patterns/Moment'
import { Money } from '~/patterns/Money'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { ListTable } from '~/shell/ListTable'
import { Budgets } from './Budgets'
import { Clauses, Days } from './Counted'

type Counts = Shape<'Space.UseCounts.CountsView'>

/** How often the list looks again: a use shows within this time. */
const lookMs = 3_000

/** 使用监察 — every use and every refusal as it happens: who, under which clause, on what, at what cost. */
export default function UsesWatch() {
  const text = useText()
  const [given, setGiven] = useSearchParams()
  const filter = { kind: given.get('kind') ?? undefined, code: given.get('code') ?? undefined, agreement: given.get('agreement') ?? undefined }
  const counts = useGet(at('/api/space/uses/counts', { days: 14 }), { every: () => lookMs })
  const pages = usePages(at('/api/space/uses'), filter, 'after', lookMs)
  const code = (c: string) => text.find('refusal', c) ?? c
  const set = (key: string, value?: string) => {
    const next = new URLSearchParams(given)
    if (value) next.set(key, value)
    else next.delete(key)
    if (key === 'kind' && value !== 'Denied') next.delete('code')
    setGiven(next, { replace: true })
  }
  return (
    <ConsolePage title={text('nav.uses')} beside={<span className="live" role="status">{text('watch.live')}</span>}>
      <Shown read={counts} lines={6}>
        {(c) => (
          <>
            <Figures counts={c} />
            {c.runningIn.length > 0 ? <Panel title={text('watch.running')}><Running counts={c} /></Panel> : null}
            <div className="cards watch">
              <Panel title={text('watch.days')}><Days counts={c} /></Panel>
              <Panel title={text('watch.clauses')}><Clauses counts={c} picked={filter.code} onPick={(picked) => { const next = new URLSearchParams(given); next.set('kind', 'Denied'); next.set('code', picked); setGiven(next, { replace: true }) }} /></Panel>
            </div>
            <Panel title={text('burn.title')}><Budgets counts={c} /></Panel>
            {c.stopped.length > 0 ? <Panel title={text('watch.stopped')}><Stopped counts={c} /></Panel> : null}
          </>
        )}
      </Shown>
      <Panel title={text('watch.list')}>
        <div className="wrap filters">
          <label className="hidden-text" htmlFor="watch-kind">{text('watch.kind')}</label>
          <select id="watch-kind" className="input" value={filter.kind ?? ''} onChange={(e) => set('kind', e.target.value)}>
            <option value="">{text('watch.kind.all')}</option>
            <option value="Answered">{text('stage.use.Answered')}</option>
            <option value="Denied">{text('stage.use.Denied')}</option>
          </select>
          {filter.code ? <button type="button" className="button" onClick={() => set('code')}>{text('watch.only', { what: code(filter.code) })} ×</button> : null}
          {filter.agreement ? <button type="button" className="button" onClick={() => set('agreement')}>{text('watch.only', { what: pages.items?.[0]?.agreementNumber ?? text('nav.agreements') })} ×</button> : null}
        </div>
        <ListTable
          pages={pages} id={(u) => u.id} to={(u) => `/console/uses/${u.id}`} label={text('watch.list')}
          empty={<EmptyState title={text('use.none')} hint={text('watch.none.hint')} />}
          columns={[
            { key: 'at', whole: true, title: text('watch.at'), show: (u) => <Moment at={u.at} /> },
            { key: 'kind', title: text('watch.kind'), show: (u) => <Stage stage={u.kind} group="stage.use" /> },
            { key: 'who', title: text('watch.who'), show: (u) => <>{u.organizationName}<div className="quiet">{u.personName}</div></> },
            { key: 'what', title: text('watch.what'), show: (u) => <><Link className="unbroken" to={`/console/agreements/${u.agreementId}`}>{u.agreementNumber}</Link><div className="quiet">{u.productName}</div></> },
            { key: 'mode', title: text('use.mode'), show: (u) => text.of('mode', u.mode) },
            { key: 'why', title: text('watch.why'), has: (u) => u.code !== undefined, show: (u) => (u.code ? <><span>{code(u.code)}</span> <span className="wrap">{u.clause ? <span className="clause">{text('policy.clause', { clause: u.clause })}</span> : null}{u.cause ? <span className="quiet">{text.of('cause', u.cause)}</span> : null}</span></> : null) },
            { key: 'cost', number: true, told: true, title: text('watch.cost'), show: (u) => (u.kind === 'Answered' ? <><Money fen={u.priceFen ?? 0} /><div className="quiet">{text('watch.budget', { number: formatCount(u.number ?? 0), uses: formatCount(u.uses ?? 0) })}</div>{u.microRho ? <div className="quiet">{text('watch.privacy', { cost: formatMicro(u.microRho, 'spent') })}</div> : null}{u.identities ? <div className="quiet">{text('watch.identities', { count: formatCount(u.identities), max: formatCount(u.identitiesPerDay ?? 0) })}</div> : null}</> : <span className="quiet">{text('watch.free')}</span>) },
          ]}
        />
      </Panel>
    </ConsolePage>
  )
}

function Figures({ counts }: { counts: Counts }) {
  const text = useText()
  const today = counts.days.at(-1)
  return (
    <dl className="tiles">
      <div><dt>{text('watch.today.answered')}</dt><dd>{formatCount(today?.answered ?? 0)}</dd></div>
      <div><dt>{text('watch.today.denied')}</dt><dd>{formatCount(today?.denied ?? 0)}</dd></div>
      <div><dt>{text('watch.running')}</dt><dd>{formatCount(counts.running)}</dd></div>
      <div><dt>{text('watch.stopped')}</dt><dd className={counts.stopped.length > 0 ? 'danger-text' : undefined}>{formatCount(counts.stopped.length)}</dd></div>
    </dl>
  )
}

/** 在途使用 — under which agreements something runs now; each leads to where it can be stopped. */
function Running({ counts }: { counts: Counts }) {
  const text = useText()
  return (
    <ul className="short-list">
      {counts.runningIn.map((r) => <li key={r.agreementId} className="short-line"><Link to={`/console/agreements/${r.agreementId}`}>{r.agreementNumber}</Link><span>{text('stop.running', { count: formatCount(r.count) })}</span></li>)}
    </ul>
  )
}

function Stopped({ counts }: { counts: Counts }) {
  const text = useText()
  return (
    <ul className="short-list">
      {counts.stopped.map((s) => (
        <li key={s.agreementId}>
          <div className="short-line"><Link to={`/console/agreements/${s.agreementId}`}>{s.agreementNumber}</Link><span className="quiet">{s.at ? <Moment at={s.at} /> : null}</span></div>
          <span>{text('stop.reason')} {s.reason}</span>
        </li>
      ))}
    </ul>
  )
}
