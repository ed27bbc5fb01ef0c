import { Link, useSearchParams } from 'react-router'
import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { LawTag } from '~/patterns/LawTag'
import { Moment } from '~/patterns/Moment'
import { Scroll } from '~/patterns/Scroll'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { ConsolePage, Panel } from '~/shell/ConsolePage'

type Overdue = Shape<'Registration.ListOverdue.Response'>

/** 办理逾期 — duties not done in time, by whoever owes or owed them: the office's own fault, told to those who supervise. */
export default function OverdueDuties() {
  const text = useText()
  const [given, setGiven] = useSearchParams()
  const registers = useGet(at('/api/public/registers'))
  const read = useGet(at('/api/registration/supervision/overdue', { pack: given.get('register') ?? undefined }))
  return (
    <ConsolePage title={text('nav.overdue')}>
      <p className="quiet">{text('overdue.what')}</p>
      <div className="wrap filters">
        <label className="hidden-text" htmlFor="overdue-register">{text('register.register')}</label>
        <select id="overdue-register" className="input" value={given.get('register') ?? ''} onChange={(e) => setGiven(e.target.value ? { register: e.target.value } : {}, { replace: true })}>
          <option value="">{text('register.all')}</option>
          {registers.data?.map((r) => <option key={r.id} value={r.id}>{text.both({ zh: r.title, en: r.titleEn })}</option>)}
        </select>
      </div>
      <Shown read={read}>
        {(o) => o.lines.length === 0 ? <EmptyState title={text('overdue.none')} hint={text('overdue.none.hint')} /> : <><Sums overdue={o} /><Lines overdue={o} /></>}
      </Shown>
    </ConsolePage>
  )
}

function Sums({ overdue }: { overdue: Overdue }) {
  const text = useText()
  return (
    <Panel title={text('overdue.bodies')}>
      <Scroll label={text('overdue.bodies')}>
        <table className="plain">
          <thead><tr><th>{text('overdue.body')}</th><th>{text('law.actor')}</th><th>{text('overdue.duty')}</th><th className="number">{text('overdue.open')}</th><th className="number">{text('overdue.late')}</th><th>{text('law.basis')}</th></tr></thead>
          <tbody>
            {overdue.sums.map((s) => (
              <tr key={s.bodyId + s.owedBy + s.duty}>
                <td>{s.bodyName}</td><td>{text.of('actor', s.owedBy)}</td><td>{text.of('deadline', s.duty)}</td>
                <td className={`number${s.open > 0 ? ' danger-text' : ''}`}>{s.open}</td><td className="number">{s.doneLate}</td>
                <td><LawTag basis={s.basis} rests={text.of('deadline', s.duty)} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Panel>
  )
}

function Lines({ overdue }: { overdue: Overdue }) {
  const text = useText()
  return (
    <Panel title={text('overdue.lines')}>
      <Scroll label={text('overdue.lines')}>
        <table className="plain">
          <thead><tr><th>{text('hit.filing')}</th><th>{text('filter.stage')}</th><th>{text('overdue.duty')}</th><th>{text('overdue.body')}</th><th>{text('overdue.due')}</th><th>{text('overdue.by')}</th><th>{text('law.basis')}</th></tr></thead>
          <tbody>
            {overdue.lines.map((l) => (
              <tr key={l.filing + l.duty + l.dueOn}>
                <td><Link to={`/console/filings/${l.filing}`}>{l.resourceTitle}</Link><div className="code quiet">{l.number}</div></td>
                <td><Stage stage={l.stage} group="stage.filing" /></td>
                <td>{text.of('deadline', l.duty)}</td><td>{l.bodyName}</td><td><Moment day={l.dueOn} /></td>
                <td className={l.doneOn ? '' : 'danger-text'}>{text('overdue.days', { days: l.daysLate, unit: text.of('unit', l.unit) })}{l.doneOn ? <div className="quiet">{text('overdue.done')} <Moment day={l.doneOn} /></div> : null}</td>
                <td><LawTag basis={l.basis} open={l.open} rests={text.of('deadline', l.duty)} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Panel>
  )
}
