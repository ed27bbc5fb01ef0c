import { useSearchParams } from 'react-router'
import { useGet, usePages } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { LawTag } from '~/patterns/LawTag'
import { Moment } from '~/patterns/Moment'
import { Scroll } from '~/patterns/Scroll'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { type Column, ListTable } from '~/shell/ListTable'
import { DraftMark } from './DraftMark'

type Overdue = Shape<'Registration.ListOverdue.Response'>

/** 办理逾期 — duties not done in time, by whoever owes or owed them: the office's own fault, told to those who supervise. */
export default function OverdueDuties() {
  const text = useText()
  const [given, setGiven] = useSearchParams()
  const registers = useGet(at('/api/public/registers'))
  const pack = given.get('register') ?? undefined
  const read = useGet(at('/api/registration/supervision/overdue', { pack }))
  return (
    <ConsolePage title={text('nav.overdue')}>
      <p className="quiet">{text('overdue.what')}</p>
      <div className="wrap filters">
        <label className="hidden-text" htmlFor="overdue-register">{text('register.register')}</label>
        <select id="overdue-register" className="input" value={pack ?? ''} onChange={(e) => setGiven(e.target.value ? { register: e.target.value } : {}, { replace: true })}>
          <option value="">{text('register.all')}</option>
          {registers.data?.map((r) => <option key={r.id} value={r.id}>{text.both({ zh: r.title, en: r.titleEn })}</option>)}
        </select>
      </div>
      <Shown read={read}>
        {(o) => o.lines.length + o.accounts.length + o.statements.length + o.reports.length === 0 ? <EmptyState title={text('overdue.none')} hint={text('overdue.none.hint')} /> : (
          <>
            {o.sums.length > 0 ? <Sums overdue={o} /> : null}
            {o.lines.length > 0 ? <Filings pack={pack} /> : null}
            {o.accounts.length > 0 ? <Accounts pack={pack} /> : null}
            {o.statements.length > 0 ? <Statements pack={pack} /> : null}
            {o.reports.length > 0 ? <LateReports lines={o.reports} /> : null}
          </>
        )}
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

function Late({ line }: { line: { doneOn?: string | null; daysLate: number; unit: string } }) {
  const text = useText()
  return (
    <span className={line.doneOn ? '' : 'danger-text'}>
      {text('overdue.days', { days: line.daysLate, unit: text.of('unit', line.unit) })}
      {line.doneOn ? <span className="quiet"> {text('overdue.done')} <Moment day={line.doneOn} /></span> : null}
    </span>
  )
}

interface Line { bodyName: string; dueOn: string; doneOn?: string | null; daysLate: number; unit: string; basis: string; open?: boolean }

interface DutiesProps<T> {
  title: string
  pages: ReturnType<typeof usePages<T>>
  id: (line: T) => string
  to?: (line: T) => string
  /** What is late, before whose it is and since when. */
  what: Column<T>[]
  duty: (line: T) => string
}

/** 逾期清单 — one list of late duties: what is late, whose it is, when it was due, by how much, on which provision. */
function Duties<T extends Line>({ title, pages, id, to, what, duty }: DutiesProps<T>) {
  const text = useText()
  return (
    <Panel title={title}>
      <ListTable<T>
        pages={pages} id={id} to={to} label={title} empty={null}
        columns={[
          ...what,
          { key: 'body', title: text('overdue.body'), show: (l) => l.bodyName },
          { key: 'due', title: text('overdue.due'), show: (l) => <Moment day={l.dueOn} /> },
          { key: 'late', title: text('overdue.by'), show: (l) => <Late line={l} /> },
          { key: 'basis', title: text('law.basis'), show: (l) => <LawTag basis={l.basis} open={l.open} rests={duty(l)} /> },
        ]}
      />
    </Panel>
  )
}

function Filings({ pack }: { pack: string | undefined }) {
  const text = useText()
  const pages = usePages(at('/api/registration/supervision/overdue/filings'), { pack })
  return (
    <Duties
      title={text('overdue.lines')} pages={pages} id={(l) => l.filing + l.duty + l.dueOn} to={(l) => `/console/filings/${l.filing}`} duty={(l) => text.of('deadline', l.duty)}
      what={[
        { key: 'filing', title: text('hit.filing'), show: (l) => <>{l.resourceTitle} {l.number} <DraftMark of={l.pack} /></> },
        { key: 'stage', title: text('filter.stage'), show: (l) => <Stage stage={l.stage} group="stage.filing" /> },
        { key: 'duty', title: text('overdue.duty'), show: (l) => text.of('deadline', l.duty) },
      ]}
    />
  )
}

function Accounts({ pack }: { pack: string | undefined }) {
  const text = useText()
  const pages = usePages(at('/api/registration/supervision/overdue/accounts'), { pack })
  return (
    <Duties
      title={text('overdue.accounts')} pages={pages} id={(l) => l.case} duty={(l) => text.of('account.case', l.kind)}
      what={[
        { key: 'account', title: text('chain.holder'), show: (l) => <>{l.subjectName} {l.accountNumber} <DraftMark of={l.pack} /></> },
        { key: 'kind', title: text('overdue.duty'), show: (l) => text.of('account.case', l.kind) },
      ]}
    />
  )
}

function Statements({ pack }: { pack: string | undefined }) {
  const text = useText()
  const pages = usePages(at('/api/registration/supervision/overdue/statements'), { pack })
  return (
    <Duties
      title={text('overdue.statements')} pages={pages} id={(l) => l.filing} to={(l) => `/console/filings/${l.filing}`} duty={() => text('overdue.statements')}
      what={[{ key: 'filing', title: text('hit.filing'), show: (l) => <>{l.resourceTitle} {l.number} <DraftMark of={l.pack} /></> }]}
    />
  )
}

function LateReports({ lines }: { lines: Overdue['reports'] }) {
  const text = useText()
  return (
    <Panel title={text('overdue.reports')}>
      <Scroll label={text('overdue.reports')}>
        <table className="plain">
          <thead><tr><th>{text('overdue.report')}</th><th>{text('overdue.body')}</th><th>{text('overdue.due')}</th><th>{text('overdue.by')}</th><th>{text('law.basis')}</th></tr></thead>
          <tbody>
            {lines.map((l) => {
              const name = text.both({ zh: l.titleZh, en: l.titleEn })
              return <tr key={l.report}><td>{name} <DraftMark of={l.register} /> <span className="quiet"><Moment day={l.periodUntil} /></span></td><td>{l.bodyName}</td><td><Moment day={l.dueOn} /></td><td><Late line={l} /></td><td><LawTag basis={l.basis} open={l.open} rests={name} /></td></tr>
            })}
          </tbody>
        </table>
      </Scroll>
    </Panel>
  )
}
