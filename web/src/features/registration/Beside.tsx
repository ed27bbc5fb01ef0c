import { Link } from 'react-router'
import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { has, useSession } from '~/features/parties/session'
import { useText } from '~/locales/text'
import { Moment } from '~/patterns/Moment'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { Panel } from '~/shell/ConsolePage'
import { StatementCard } from './StatementCard'

type Filing = Shape<'Registration.GetFiling.View'>

/** 第三方审查 — the order and the signed statement, beside the filing it is about. */
export function Reviews({ filing: f }: { filing: Filing }) {
  const text = useText()
  const called = f.law.some((row) => row.actor === 'Reviewer')
  const read = useGet(called ? at('/api/registration/review-orders', { filing: f.id }) : null)
  if (!called) return null
  return (
    <Panel title={text('review.title')}>
      <Shown read={read} lines={2}>
        {({ items }) => items.length === 0 ? <p className="quiet">{f.reviewerName ? f.reviewerName : text('review.unassigned')}</p> : (
          <ul className="short-list">
            {items.map((o) => (
              <li key={o.id}>
                <div className="short-line"><Link to={`/console/reviews/${o.id}`}>{o.bodyName}</Link><Stage stage={o.state} group="stage.review" /></div>
                <div className="quiet">{text.both({ zh: o.kindZh, en: o.kindEn })} · <Moment day={o.orderedOn} /></div>
                {o.reason ? <div className="quote">{o.reason}</div> : null}
                {o.statement ? <StatementCard order={o} brief /> : null}
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </Panel>
  )
}

/** 委员意见 — each member's vote with its opinion. */
export function Votes({ filing: f }: { filing: Filing }) {
  const text = useText()
  const session = useSession().data
  const called = f.procedure === 'Committee' && has(session, 'CommitteeMember', 'Registrar', 'Regulator')
  const read = useGet(called ? at('/api/registration/filings/{id}/votes', { id: f.id }) : null)
  if (!called) return null
  return (
    <Panel title={text('vote.title')}>
      <Shown read={read} lines={2}>
        {({ items }) => items.length === 0 ? <p className="quiet">{text('vote.none')}</p> : (
          <>
            <dl className="tiles">{(['For', 'Against', 'Abstain'] as const).map((v) => <div key={v}><dt>{text.of('vote', v)}</dt><dd>{items.filter((i) => i.vote === v).length}</dd></div>)}</dl>
            <ul className="short-list">
              {items.map((v) => <li key={v.member + v.at}><div className="short-line"><strong>{v.member}</strong><span className={v.vote === 'Against' ? 'danger-text' : v.vote === 'For' ? 'good-text' : 'quiet'}>{text.of('vote', v.vote)}</span></div><div className="quote">{v.opinion}</div><span className="quiet"><Moment at={v.at} /></span></li>)}
            </ul>
          </>
        )}
      </Shown>
    </Panel>
  )
}

/** 相似资源 — what the register has that is much like it, for the registrar. */
export function SimilarToFiling({ filing: f }: { filing: Filing }) {
  const text = useText()
  const session = useSession().data
  const called = has(session, 'Registrar') && f.kind === 'Initial'
  const read = useGet(called ? at('/api/registration/filings/{id}/similar', { id: f.id }) : null)
  if (!called || !read.data?.length) return null
  return (
    <Panel title={text('similar.title')}>
      <p className="quiet">{text('similar.what')}</p>
      <ul className="short-list">
        {read.data.map((s) => (
          <li key={s.resourceId}>
            <div className="short-line"><strong>{s.holderName}</strong><span className={s.percent >= 90 ? 'danger-text' : 'warn-text'}>{text('similar.percent', { percent: s.percent })}</span></div>
            <div className="load-bar" aria-hidden><span style={{ width: `${s.percent}%` }} /></div>
            <div className="wrap quiet">{s.sameSchema ? <span>{text('similar.schema')}</span> : null}{s.filingNumber ? <span className="code">{s.filingNumber}</span> : null}{s.stage ? <Stage stage={s.stage} group="stage.filing" /> : null}{s.certificateNumber ? <Link to={`/v/${s.certificateNumber}`}>{s.certificateNumber}</Link> : null}</div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
