import { useMutation } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { get } from '~/api/http'
import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { has, useSession } from '~/features/parties/session'
import { formatCount, formatMicro } from '~/format/numbers'
import { useText } from '~/locales/text'
import { SubjectEvidence } from '~/patterns/EvidenceBadge'
import { LawTag } from '~/patterns/LawTag'
import { Moment } from '~/patterns/Moment'
import { Money } from '~/patterns/Money'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { StopPanel } from './StopPanel'

type View = Shape<'Space.ShowUse.View'>

/** 使用详情 — one use from request to receipt, and its decision taken again. */
export default function Use() {
  const id = useParams()['id']!
  const text = useText()
  const session = useSession().data
  const read = useGet(at('/api/space/uses/{id}', { id }))
  return (
    <Shown read={read} title={text('use.title')}>
      {(v) => (
        <ConsolePage
          title={text('use.title')} up={has(session, 'ExchangeStaff', 'Regulator') ? { to: '/console/uses', label: text('nav.uses') } : { to: `/console/agreements/${v.use.agreementId}`, label: v.use.agreementNumber }}
          beside={<><Stage stage={v.use.kind} group="stage.use" />{v.use.number ? <span>{text('use.number', { number: v.use.number })}</span> : null}<Moment at={v.use.at} /><SubjectEvidence watch subject={v.use.urn} /></>}
        >
          <div className="panes">
            <div>
              <Panel title={text('path.title')}><Path view={v} /></Panel>
              <Replay id={id} />
            </div>
            <div>
              <Facts view={v} />
              <StopPanel agreementId={v.use.agreementId} />
            </div>
          </div>
        </ConsolePage>
      )}
    </Shown>
  )
}

/** 经过 — stations from request to receipt; where it was refused the way ends, but for the record, which is always kept. */
function Path({ view }: { view: View }) {
  const text = useText()
  return (
    <ol className="path">
      {view.path.map((s) => (
        <li key={s.step} className={s.state.toLowerCase()}>
          <strong>{text.of('path', s.step)}</strong>
          <span className="path-state">{text.of('path.state', s.state)}</span>
          <span className="quiet">{s.state === 'Refused' && view.use.code ? (text.find('refusal', view.use.code) ?? view.use.code) : text.of('path.what', s.step)}</span>
          {s.sha256 ? <span className="code quiet" title={s.sha256}>{s.sha256.slice(0, 12)}…</span> : null}
        </li>
      ))}
    </ol>
  )
}

function Facts({ view: { use: u, policySha256, querySha256 } }: { view: View }) {
  const text = useText()
  return (
    <Panel title={text('use.about')}>
      <dl className="pairs">
        <dt>{text('agreement.number')}</dt><dd><Link to={`/console/agreements/${u.agreementId}`}>{u.agreementNumber}</Link></dd>
        {u.productName ? <><dt>{text('product.name')}</dt><dd>{u.productName}</dd></> : null}
        <dt>{text('watch.who')}</dt><dd>{[u.organizationName, u.personName].filter(Boolean).join(' · ')}</dd>
        <dt>{text('use.mode')}</dt><dd>{text.of('mode', u.mode)}</dd>
        <dt>{text('watch.cost')}</dt><dd>{u.kind === 'Answered' ? <><Money fen={u.priceFen ?? 0} /> <span className="quiet">{text('watch.budget', { number: formatCount(u.number ?? 0), uses: formatCount(u.uses ?? 0) })}{u.microRho ? ` · ${text('watch.privacy', { cost: formatMicro(u.microRho, 'spent') })}` : ''}{u.identities ? ` · ${text('watch.identities', { count: formatCount(u.identities), max: formatCount(u.identitiesPerDay ?? 0) })}` : ''}</span></> : text('watch.free')}</dd>
        {u.groups === undefined ? null : <><dt>{text('use.groups')}</dt><dd>{formatCount(u.groups)}</dd></>}
        {u.clause ? <><dt>{text('watch.why')}</dt><dd><span className="clause">{text('policy.clause', { clause: u.clause })}</span> {text.of('clause', u.clause)}</dd></> : null}
        {u.cause ? <><dt>{text('use.cause')}</dt><dd>{text.of('cause', u.cause)} <span className="quiet">{text('use.cause.kept')}</span></dd></> : null}
        <dt>{text('use.query-hash')}</dt><dd className="code">{querySha256}</dd>
        <dt>{text('use.policy-hash')}</dt><dd className="code">{policySha256}</dd>
      </dl>
      <p className="quiet">{text('use.no-text')}</p>
    </Panel>
  )
}

/** 重放 — the kept policy and the kept request are decided again, here and now. */
function Replay({ id }: { id: string }) {
  const text = useText()
  const again = useMutation({ mutationFn: () => get(at('/api/space/uses/{id}/replay', { id })) })
  const r = again.data
  return (
    <Panel title={text('replay.title')}>
      <p className="quiet">{text('replay.what')}</p>
      <div><button type="button" className="button solid" disabled={again.isPending} onClick={() => again.mutate()}>{text(r ? 'replay.again' : 'replay.do')}</button></div>
      <RefusalCard error={again.error} />
      <div aria-live="polite" className="stack tight">
        {r ? (
          <div className={`verified${r.outcome === 'Same' || r.outcome === 'SameUntilData' ? '' : ' not-ok'}`}>
            <p><strong>{text.of('replay', r.outcome)}</strong></p>
            <dl className="pairs">
              <dt>{text('replay.recorded')}</dt><dd>{r.recordedCode ? <>{text.find('refusal', r.recordedCode) ?? r.recordedCode} {r.recordedClause ? <span className="clause">{text('policy.clause', { clause: r.recordedClause })}</span> : null}</> : text('stage.use.Answered')}</dd>
              {r.why ? <><dt>{text('replay.policy')}</dt><dd>{text.both(r.why)}</dd></> : null}
              {r.at ? <><dt>{text('replay.at')}</dt><dd>{text.of('path', r.at)} <span className="quiet">{text.of('path.what', r.at)}</span></dd></> : null}
              {r.isRead || r.refusal ? <><dt>{text('replay.gate')}</dt><dd>{r.refusal ? <>{text.both(r.refusal)} {r.refusal.clause ? <span className="clause">{text('policy.clause', { clause: r.refusal.clause })}</span> : null} <LawTag basis={r.refusal.basis} /></> : text('replay.read')}</dd></> : null}
              {r.decidedAsOf ? <><dt>{text('replay.as-of')}</dt><dd><Moment at={r.decidedAsOf} /></dd></> : null}
              {r.requestSha256 ? <><dt>{text('replay.request-hash')}</dt><dd className="code">{r.requestSha256}</dd></> : null}
            </dl>
          </div>
        ) : null}
      </div>
    </Panel>
  )
}
