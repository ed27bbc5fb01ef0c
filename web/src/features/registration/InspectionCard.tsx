import { Fragment } from 'react'
import type { Shape } from '~/api/shape'
import { useText } from '~/locales/text'
import { LawTag } from '~/patterns/LawTag'
import { Moment } from '~/patterns/Moment'
import { DraftMark } from './DraftMark'

type Told = Shape<'Registration.ListInspections.View'>

/** 检查情况 — what one inspection found; an edition that was corrected stays to be read, folded away. */
export function InspectionCard({ told }: { told: Told }) {
  const text = useText()
  const name = text.both({ zh: told.titleZh, en: told.titleEn })
  return (
    <div className="stack tight">
      <div className="entry-head">
        <strong>{text('inspection.title', { register: text.both({ zh: told.packTitle, en: told.packTitleEn }), name, number: told.yearly ? text('inspection.year', { year: told.number }) : text('inspection.number', { number: told.number }) })}</strong>
        <span className="wrap"><DraftMark of={told.register} />{told.correctedOn ? <span className="stage still">{text('inspection.corrected')}</span> : null}</span>
      </div>
      <p className="wrap quiet"><span>{told.by}</span><span><Moment day={told.from} /> – <Moment day={told.until} /></span><span>{text('inspection.published')} <Moment day={told.publishedOn} /></span><LawTag basis={told.basis} open={told.open} reason={told.openReason} rests={name} /></p>
      {told.reason ? <p className="notice">{text('inspection.reason', { edition: told.edition })} {told.reason}</p> : null}
      {told.report ? <p>{text.both({ zh: told.report.titleZh, en: told.report.titleEn })}：{told.report.handedInOn ? <>{text('statistics.reports.done')} <Moment day={told.report.handedInOn} /></> : <span className="danger-text">{text('inspection.report.missing')} <Moment day={told.report.dueOn} /></span>}{told.report.daysLate ? <span className="danger-text"> {text('statistics.reports.late', { days: told.report.daysLate, unit: text.of('unit', told.report.unit) })}</span> : null}</p> : null}
      {told.correctedOn ? <details><summary>{text('inspection.earlier')}</summary><Said told={told} /></details> : <Said told={told} />}
    </div>
  )
}

function Said({ told }: { told: Told }) {
  const text = useText()
  return <dl className="pairs">{told.said.map((s) => <Fragment key={s.zh}><dt>{text.both(s)}</dt><dd className="as-written">{s.text}</dd></Fragment>)}</dl>
}
