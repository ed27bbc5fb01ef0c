import { lazy, Suspense, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import { useSession } from '~/features/parties/session'
import { useText } from '~/locales/text'
import { DraftNote } from '~/patterns/DraftNote'
import { LawTag } from '~/patterns/LawTag'
import { Loading } from '~/patterns/Loading'
import { Moment } from '~/patterns/Moment'
import { Scroll } from '~/patterns/Scroll'
import { Shown } from '~/patterns/Shown'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { PublishInspections } from './PublishInspection'
import { Reports } from './Reports'

const Stacked = lazy(() => import('./Stacked'))
type Figures = Shape<'Registration.RegisterStatistics.View'>
type Counted = Figures['rights']

const parts = [['registered', '#0e6e83'], ['open', '#8cc3cf'], ['refused', '#8a5a12'], ['withdrawn', '#c3cbd0']] as const

/** 登记统计 — what a registry reports: filings and what became of them, how long they took, what stands; each figure with its article. */
export default function Statistics() {
  const text = useText()
  const [given, setGiven] = useSearchParams()
  const registers = useGet(at('/api/public/registers'))
  const asked = { register: given.get('register') ?? undefined, from: given.get('from') ?? undefined, until: given.get('until') ?? undefined }
  const session = useSession()
  const read = useGet(at('/api/registration/statistics', asked), { keep: true })
  const set = (key: string, value: string) => {
    const next = new URLSearchParams(given)
    if (value) next.set(key, value)
    else next.delete(key)
    setGiven(next, { replace: true })
  }
  return (
    <ConsolePage title={text('nav.statistics')} actions={<><a className="button" href={at('/api/registration/statistics', { ...asked, format: 'csv' })} download>{text('statistics.export')}</a><button type="button" className="button" onClick={() => print()}>{text('do.print')}</button></>}>
      <form className="wrap filters" onSubmit={(e) => e.preventDefault()}>
        <label className="hidden-text" htmlFor="statistics-register">{text('register.register')}</label>
        <select id="statistics-register" className="input" value={asked.register ?? ''} onChange={(e) => set('register', e.target.value)}>
          <option value="">{text('register.all')}</option>
          {registers.data?.map((r) => <option key={r.id} value={r.id}>{text.both({ zh: r.title, en: r.titleEn })}</option>)}
        </select>
        <span className="dated"><label htmlFor="statistics-from">{text('statistics.from')}</label><input id="statistics-from" type="date" className="input" value={asked.from ?? read.data?.from ?? ''} onChange={(e) => set('from', e.target.value)} /></span>
        <span className="dated"><label htmlFor="statistics-until">{text('statistics.until')}</label><input id="statistics-until" type="date" className="input" value={asked.until ?? read.data?.until ?? ''} onChange={(e) => set('until', e.target.value)} /></span>
      </form>
      {asked.register ? null : <p className="quiet">{text('statistics.one')}</p>}
      <Shown read={read}>{(f) => <Tables figures={f} />}</Shown>
      <Reports />
      {session.data?.roles.includes('Regulator') ? <PublishInspections /> : null}
    </ConsolePage>
  )
}

function Tables({ figures: f }: { figures: Figures }) {
  const text = useText()
  const sum = (of: (o: Figures['filings'][number]) => number) => f.filings.reduce((all, o) => all + of(o), 0)
  return (
    <div className="stack">
      <DraftNote drafts={f.bases?.drafts} />
      <section className="panel">
        <dl className="tiles figures">
          <Figure name={text('statistics.filed')} value={formatCount(sum((o) => o.filed))} counts={text('statistics.counts.filed')} />
          <Figure name={text('statistics.of-them')} value={formatCount(sum((o) => o.registered))} counts={text('statistics.counts.of-them')} />
          <Figure name={text('statistics.registered-in')} value={formatCount(f.registeredInPeriod)} counts={text('statistics.counts.registered-in')} />
          <Figure name={text('statistics.lead')} value={f.leadDaysMean === undefined ? '—' : text('statistics.days', { days: f.leadDaysMean })} counts={text('statistics.counts.lead', { count: formatCount(f.registeredInPeriod) })} basis={f.bases?.leadDays} />
          <Figure name={text('statistics.lead-max')} value={f.leadDaysMax === undefined ? '—' : text('statistics.days', { days: f.leadDaysMax })} counts={text('statistics.counts.lead', { count: formatCount(f.registeredInPeriod) })} basis={f.bases?.leadDays} />
          <Figure name={text('statistics.overdue')} value={formatCount(f.overdue)} counts={text('statistics.counts.overdue')} late={f.overdue > 0} />
        </dl>
      </section>
      <Filings figures={f} />
      <div className="cards">
        <Counts title={text('statistics.rights')} counted={f.rights} counts={text('statistics.counts.today')} group="right" basis={f.bases?.rights} />
        <Counts title={text('statistics.certificates')} counted={f.certificates} counts={text('statistics.counts.today')} group="stage.certificate" basis={f.bases?.certificates} />
        <Counts title={text('statistics.encumbrances')} counted={f.encumbrances} counts={text('statistics.counts.today')} group="encumbrance" basis={f.bases?.encumbrances} />
        <Counts title={text('statistics.objections')} counted={f.objections} counts={text('statistics.counts.objections')} group="objection.outcome" basis={f.bases?.objections} />
      </div>
      {f.bases ? null : <Regimes figures={f} />}
    </div>
  )
}

/** @param counts what is counted and as of when: figures side by side need not have one basis */
function Figure({ name, value, counts, basis, late }: { name: string; value: string; counts: string; basis?: string; late?: boolean }) {
  return <div><dt>{name}</dt><dd className={late ? 'danger-text' : ''}>{value}</dd><dd className="figure-law quiet">{counts}</dd>{basis ? <dd className="figure-law"><LawTag basis={basis} rests={name} /></dd> : null}</div>
}

function Filings({ figures: f }: { figures: Figures }) {
  const text = useText()
  const drawn = useMemo(() => ({
    names: f.filings.map((o) => text.of('filing.kind', o.kind)),
    series: parts.map(([key, colour]) => ({ name: text(`statistics.${key}`), colour, values: f.filings.map((o) => o[key]) })),
  }), [f, text])
  if (f.filings.length === 0) return <Panel title={text('statistics.filings')}><p className="quiet">{text('statistics.nothing')}</p></Panel>
  return (
    <Panel title={text('statistics.filings')} extra={<span className="quiet"><Moment day={f.from} /> – <Moment day={f.until} /></span>}>
      <Suspense fallback={<Loading lines={4} />}><Stacked {...drawn} label={text('statistics.filings')} /></Suspense>
      <Scroll label={text('statistics.filings')}>
        <table className="plain">
          <thead><tr><th>{text('filing.kind')}</th><th className="number">{text('statistics.filed')}</th>{parts.map(([key]) => <th key={key} className="number">{text(`statistics.${key}`)}</th>)}{f.bases ? <th>{text('law.basis')}</th> : null}</tr></thead>
          <tbody>{f.filings.map((o) => <tr key={o.kind}><td>{text.of('filing.kind', o.kind)}</td><td className="number">{formatCount(o.filed)}</td>{parts.map(([key]) => <td key={key} className="number">{formatCount(o[key])}</td>)}{f.bases ? <td>{o.basis ? <LawTag basis={o.basis} rests={text.of('filing.kind', o.kind)} /> : '—'}</td> : null}</tr>)}</tbody>
        </table>
      </Scroll>
    </Panel>
  )
}

/** 各登记簿的依据 — over all registers each figure rests on the paper of each. */
function Regimes({ figures: f }: { figures: Figures }) {
  const text = useText()
  return (
    <Panel title={text('statistics.regimes')}>
      <Scroll label={text('statistics.regimes')}>
        <table className="plain">
          <thead><tr><th>{text('register.register')}</th><th>{text('statistics.lead')}</th><th>{text('statistics.objections')}</th><th>{text('statistics.certificates')}</th><th>{text('statistics.rights')}</th></tr></thead>
          <tbody>
            {f.regimes.map((r) => (
              <tr key={r.register}>
                <td>{text.both({ zh: r.bases.title, en: r.bases.titleEn })}</td>
                <td><LawTag basis={r.bases.leadDays} open={r.leadDaysOpen} rests={text('statistics.lead')} /></td>
                <td><LawTag basis={r.bases.objections} rests={text('statistics.objections')} /></td>
                <td><LawTag basis={r.bases.certificates} rests={text('statistics.certificates')} /></td>
                <td><LawTag basis={r.bases.rights} rests={text('statistics.rights')} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Panel>
  )
}

function Counts({ title, counted, counts, group, basis }: { title: string; counted: Counted; counts: string; group: string; basis?: string }) {
  const text = useText()
  const most = Math.max(1, ...counted.map((c) => c.count))
  return (
    <Panel title={title} extra={<span className="quiet">{counts}</span>}>
      {counted.length === 0 ? <p className="quiet">{text('statistics.nothing')}</p> : (
        <table className="plain bars-table">
          <tbody>{counted.map((c) => <tr key={c.name}><th scope="row">{text.of(group, c.name)}</th><td><span className="load-bar"><span style={{ width: `${(c.count / most) * 100}%` }} /></span></td><td className="number">{formatCount(c.count)}</td></tr>)}</tbody>
        </table>
      )}
      {basis ? <p className="wrap"><LawTag basis={basis} rests={title} /></p> : null}
    </Panel>
  )
}
