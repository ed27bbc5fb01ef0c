import { Fragment, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { AsFiled } from '~/patterns/AsFiled'
import { Clock } from '~/patterns/Clock'
import { DraftNote } from '~/patterns/DraftNote'
import { LawTag } from '~/patterns/LawTag'
import { Moment } from '~/patterns/Moment'
import { type OpenStep, OpenSteps } from '~/patterns/OpenSteps'
import { RightsCard } from '~/patterns/RightsCard'
import { Scroll } from '~/patterns/Scroll'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { Timeline } from '~/patterns/Timeline'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { ActForm } from './ActForm'
import { Reviews, SimilarToFiling, Votes } from './Beside'
import { CorrectForm } from './CorrectForm'
import { Objections } from './Objections'
import { RegisterName } from './RegisterName'
import { AssignForm, CommitForm, ConsentForm, StateForm, VoteForm } from './SideActs'
import { Stated, Stops, Succeeded } from './Standstill'
import { SupplementForm } from './SupplementForm'

type FilingView = Shape<'Registration.GetFiling.View'>

/** 登记申请 — where it stands, until when, what it says, and what the law expects next. */
export default function Filing() {
  const { id } = useParams()
  const text = useText()
  const read = useGet(at('/api/registration/filings/{id}', { id }))
  return (
    <Shown read={read} title={text('nav.filings')}>
      {(f) => (
        <ConsolePage
          title={f.resource.title} up={{ to: '/console/filings', label: text('nav.filings') }}
          beside={<><span className="code">{f.number}</span><span className="quiet">{text.of('filing.kind', f.kind)}</span><Stage stage={f.stage} group="stage.filing" />{f.clock ? <Clock clock={f.clock} /> : null}{f.certificateNumber ? <Link to={`/v/${f.certificateNumber}`}>{text('certificate')} {f.certificateNumber}</Link> : null}</>}
        >
          <OpenSteps
            steps={[...f.openSteps, ...f.sideActs.filter((s) => s.step !== 'Respond')]} stale={['/api/registration', '/api/public', '/api/catalog']}
            forms={formsOf(f)}
          />
          <DraftNote drafts={f.pack.drafts} />
          {f.gaps ? <p className="notice warn wrap"><span>{text('filing.gaps', { papers: f.gaps.materials.map((key) => text.both(titleOf(f, key)) || key).join(text('list.comma')) })} {text.both(f.gaps)}</span> <LawTag basis={f.gaps.basis} /></p> : null}
          <Succeeded filing={f} />
          {f.checksByHand.map((c) => <p key={c.basis} className="notice wrap"><span>{text('filing.by-hand', { actor: text.of('actor', c.by) })} {text.both(c)}</span> <LawTag basis={c.basis} rests={text.both(c)} /></p>)}
          <div className="panes">
            <div><SimilarToFiling filing={f} /><Objections filing={f} /><Statement filing={f} /><Law filing={f} /></div>
            <div>
              <Reviews filing={f} />
              <Votes filing={f} />
              <Panel title={text('timeline')}><Timeline subject={f.urn} clock={f.clock} steps={f.openSteps} next={nextOf(f)} reasons={f.acts} /></Panel>
              <Stated filing={f} />
              <Stops filing={f} />
              <Late filing={f} />
            </div>
          </div>
        </ConsolePage>
      )}
    </Shown>
  )
}

/** Acts that need more than a reason, or may come with a ground of the law and papers. */
function formsOf(f: FilingView): Record<string, (step: OpenStep, done: () => void) => ReactNode> {
  const act = (step: OpenStep, done: () => void) => <ActForm step={step} grounds={f.grounds} onDone={done} />
  return {
    ...Object.fromEntries(f.openSteps.filter((s) => s.needsReason || s.step === 'ReportSuit').map((s) => [s.step, act])),
    Correct: (step, done) => <CorrectForm step={step} filing={f} onDone={done} />,
    Supplement: (step, done) => <SupplementForm step={step} filing={f} onDone={done} />,
    AssignReviewer: (step, done) => <AssignForm step={step} filing={f} onDone={done} />,
    CastVote: (step, done) => <VoteForm step={step} onDone={done} />,
    Consent: (step, done) => <ConsentForm step={step} onDone={done} />,
    Commit: (step, done) => <CommitForm step={step} filing={f} onDone={done} />,
    StateTransfer: (step, done) => <StateForm step={step} filing={f} onDone={done} />,
  }
}

const titleOf = (f: FilingView, key: string) => {
  const material = f.materials.find((m) => m.key === key)
  return material ? { zh: material.titleZh, en: material.titleEn } : undefined
}

/** 逾期申请 — what the law wanted filed earlier, and from which day it counted. */
function Late({ filing: f }: { filing: FilingView }) {
  const text = useText()
  if (f.late.length === 0) return null
  return (
    <Panel title={text('filing.late')}>
      <ul className="short-list">{f.late.map((l) => <li key={l.event}><div className="short-line"><span>{text.of('rule.value', l.event)} <Moment day={l.eventOn} /></span><span className="warn-text">{text('overdue.days', { days: l.late, unit: text.of('unit', l.unit) })}</span></div><div className="wrap quiet"><span>{text('filing.late.last')} <Moment day={l.lastDay} /></span><LawTag basis={l.basis} open={l.open} reason={l.reason} /></div></li>)}</ul>
    </Panel>
  )
}

/** The step that the procedure expects to lead out of this stage, and what time does when nobody takes one. */
function nextOf(f: FilingView) {
  const here = f.law.filter((row) => row.from === f.stage)
  const time = f.clock ? f.law.find((row) => row.deadline === f.clock!.deadline)?.whenDue : undefined
  // The review does not pass before somebody is named who judges next.
  const naming = f.stage === 'UnderReview' && f.reviewerId === undefined && f.law.some((row) => row.from === 'SubstantiveReview')
  const first = naming ? { step: 'AssignReviewer', actor: 'Registrar' } : f.openSteps.find((s) => s.main) ?? here.find((row) => row.step === time) ?? here.find((row) => row.to !== f.stage && row.step !== 'Withdraw') ?? here[0]
  return first ? { step: first.step, actor: first.actor, otherwise: time } : undefined
}

function Statement({ filing: f }: { filing: FilingView }) {
  const text = useText()
  const form = useGet(at('/api/registration/packs/{pack}/forms/{kind}', { pack: f.pack.id, kind: f.kind }))
  const fields = new Map(form.data?.fields.map((field) => [field.key, field]))
  const title = (key: string) => text.both({ zh: fields.get(key)?.titleZh, en: fields.get(key)?.titleEn }) || key
  const stated = (key: string, value: string) => text.both(fields.get(key)?.choices.find((c) => c.key === value)) || value
  return (
    <>
      <Panel title={text('filing.rights')}>
        <RightsCard chain={[{ place: f.kind === 'Initial' ? 'holder' : 'applicant', name: f.applicantName }, { place: 'resource', name: f.resource.title, note: text('count.rows', { count: formatCount(f.resource.rows) }) }]} rights={f.rights} />
      </Panel>
      <Panel title={text('filing.statements')}>
        <dl className="pairs">
          {Object.entries(f.fields).filter(([key]) => !f.certificate || fields.get(key)?.known !== 'CertificateNumber').map(([key, value]) => <Fragment key={key}><dt>{title(key)}</dt><dd><AsFiled text={stated(key, value)} /></dd></Fragment>)}
          {f.certificate ? <><dt>{text('filing.certificate')}</dt><dd><Link to={`/v/${f.certificate}`}>{f.certificate}</Link></dd></> : null}
          <dt>{text('resource.description')}</dt><dd>{f.resource.description}</dd>
          <dt>{text('filing.pack')}</dt><dd><Link to={`/law/${f.pack.id}`}><RegisterName of={f.pack.id} otherwise={f.pack.title} /></Link> <span className="quiet">{text.of('pack.status', f.pack.status)}</span> <span className="code quiet">{f.pack.sha256.slice(0, 16)}…</span></dd>
        </dl>
      </Panel>
      <Panel title={text('filing.materials')}>
        <ul className="short-list">
          {f.materials.map((m) => (
            <li key={m.key}>
              <div className="short-line"><strong>{text.both({ zh: m.titleZh, en: m.titleEn }) || m.key}</strong><LawTag basis={m.basis} rests={text.both({ zh: m.titleZh, en: m.titleEn })} /></div>
              {m.text ? <div className="quote"><AsFiled text={m.text} /></div> : null}
              {m.sha256 ? <div className="quiet">{m.href ? <a href={m.href}>{m.name}</a> : m.name} <span className="code">{m.sha256}</span></div> : null}
            </li>
          ))}
        </ul>
        {f.materials.length === 0 ? <p className="quiet">{text('filing.materials.none')}</p> : null}
      </Panel>
    </>
  )
}

function Law({ filing: f }: { filing: FilingView }) {
  const text = useText()
  return (
    <Panel title={text('filing.law')} extra={<Link to={`/law/${f.pack.id}`}>{text('law.picture')}</Link>}>
      <Scroll label={text('filing.law')}>
        <table className="plain steps">
          <thead><tr><th>{text('filter.stage')}</th><th>{text('law.step')}</th><th>{text('law.actor')}</th><th>{text('law.term')}</th><th>{text('law.basis')}</th></tr></thead>
          <tbody>
            {f.law.map((row, i) => (
              <tr key={i} className={row.from === f.stage ? 'here' : undefined}>
                <td>{text.of('stage.filing', row.from)}</td>
                <td>{text.of('step', row.step)}</td>
                <td>{text.of('actor', row.actor)}</td>
                <td>{row.deadline ? `${text.of('deadline', row.deadline)}${row.term ? ` ${text('law.length', { length: row.term.length, unit: text.of('unit', row.term.unit) })}` : ''}` : '—'}</td>
                <td><LawTag basis={row.basis} open={row.open} reason={row.reason} rests={text.of('step', row.step)} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Panel>
  )
}
