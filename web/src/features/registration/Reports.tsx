import { useMutation } from '@tanstack/react-query'
import { Fragment, type FormEvent, useState } from 'react'
import { follow } from '~/api/http'
import { refresh, useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { useSession } from '~/features/parties/session'
import { useText } from '~/locales/text'
import { Dialog } from '~/patterns/Dialog'
import { LawTag } from '~/patterns/LawTag'
import { Moment } from '~/patterns/Moment'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { Panel } from '~/shell/ConsolePage'
import { AskedField } from './AskedField'
import { DraftMark } from './DraftMark'
import { RegisterName } from './RegisterName'

type Report = Shape<'Registration.ListReports.ReportView'>

/** 应报送的报告 — which report is due to whom and when; a registrar hands it in here, and what was handed in stays to be read. */
export function Reports() {
  const text = useText()
  const read = useGet(at('/api/registration/reports'))
  const session = useSession()
  const [asked, setAsked] = useState<Report | null>(null)
  return (
    <Panel title={text('statistics.reports')}>
      <Shown read={read}>
        {(reports) => reports.length === 0 ? <p className="quiet">{text('statistics.reports.none')}</p> : (
          <ul className="short-list" id="reports">
            {reports.map((r) => <Line key={r.register + r.key + r.periodUntil} report={r} onHandIn={r.id && !r.handedInOn && session.data?.roles.includes('Registrar') ? () => setAsked(r) : undefined} />)}
          </ul>
        )}
      </Shown>
      {asked ? <HandIn report={asked} onClose={() => setAsked(null)} /> : null}
    </Panel>
  )
}

function useName(report: Report) {
  return useText().both({ zh: report.titleZh, en: report.titleEn })
}

function Line({ report: r, onHandIn }: { report: Report; onHandIn?: (() => void) | undefined }) {
  const text = useText()
  const name = useName(r)
  const late = r.daysLate > 0 ? text('statistics.reports.late', { days: r.daysLate, unit: text.of('unit', r.unit) }) : null
  return (
    <li>
      <div className="short-line">
        <strong>{name}</strong>
        {r.handedInOn ? <span>{text('statistics.reports.done')} <Moment day={r.handedInOn} /></span> : <span className={late ? 'danger-text' : ''}>{text('statistics.due')} <Moment day={r.dueOn} /></span>}
      </div>
      <div className="wrap quiet">
        <span><RegisterName of={r.register} /> <DraftMark of={r.register} /></span><span>{text('statistics.to', { to: r.to })}</span><span><Moment day={r.periodFrom} /> – <Moment day={r.periodUntil} /></span>
        <LawTag basis={r.basis} open={r.open} reason={r.reason} rests={name} />
        {late ? <span className="danger-text">{late}</span> : null}
        {r.id ? null : <span>{text('statistics.reports.not-owed')}</span>}
        {r.figuresHref ? <a href={r.figuresHref} download>{text('statistics.reports.figures')}</a> : null}
        {onHandIn ? <button type="button" className="button solid" onClick={onHandIn}>{text('statistics.reports.hand-in')}</button> : null}
      </div>
      {r.handedInOn ? (
        <details>
          <summary>{text('statistics.reports.said')}</summary>
          <dl className="pairs">{r.fields.filter((f) => r.said[f.key]).map((f) => <Fragment key={f.key}><dt>{text.both({ zh: f.titleZh, en: f.titleEn })}</dt><dd className="as-written">{r.said[f.key]}</dd></Fragment>)}</dl>
        </details>
      ) : null}
    </li>
  )
}

function HandIn({ report, onClose }: { report: Report; onClose: () => void }) {
  const text = useText()
  const name = useName(report)
  const [fields, setFields] = useState<Record<string, string>>({})
  const act = useMutation({
    mutationFn: () => follow(`/api/registration/reports/${report.id}/hand-in`, { fields }),
    onSuccess: () => {
      void refresh('/api/registration/reports', '/api/registration/supervision', '/api/work', '/api/evidence/facts')
      onClose()
    },
  })
  return (
    <Dialog title={name} onClose={onClose} wide>
      <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); act.mutate() }}>
        <p className="quiet"><Moment day={report.periodFrom} /> – <Moment day={report.periodUntil} /> · {text('statistics.to', { to: report.to })}</p>
        {report.fields.map((f) => <AskedField key={f.key} field={f} value={fields[f.key] ?? ''} onGive={(value) => setFields({ ...fields, [f.key]: value })} />)}
        <p className="quiet">{text('statistics.reports.with')} <LawTag basis={report.basis} rests={name} /></p>
        <RefusalCard error={act.error} />
        <div><button type="submit" className="button solid" disabled={act.isPending}>{text('statistics.reports.hand-in')}</button></div>
      </form>
    </Dialog>
  )
}
