import { Link } from 'react-router'
import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { useText } from '~/locales/text'
import { LawTag } from '~/patterns/LawTag'
import { Moment } from '~/patterns/Moment'
import { OpenSteps } from '~/patterns/OpenSteps'
import { Stage } from '~/patterns/Stage'
import { Panel } from '~/shell/ConsolePage'
import { DraftMark } from './DraftMark'

type Trade = Shape<'Registration.HandleSignedTrade.View'>

/** 平台签署的交易 — what was signed here about one unit, and what the registrar may do about what is stuck. */
export function SignedTrades({ unit }: { unit: string }) {
  const text = useText()
  const trades = useGet(at('/api/registration/signed-trades', { unit })).data?.items ?? []
  if (trades.length === 0) return null
  return (
    <Panel title={text('trades.title')}>
      <ul className="short-list" id="trades">
        {trades.map((t) => (
          <li key={t.agreement} className="stack tight">
            <div className="short-line"><strong>{t.number}</strong><DraftMark of={t.register} /><Stage stage={t.state} group="stage.signed-trade" /></div>
            <div className="wrap quiet">
              <span>{text('trades.signed')} <Moment at={t.signedAt} /></span>
              {t.filing ? <Link to={`/console/filings/${t.filing}`}>{text('hit.filing')}</Link> : null}
            </div>
            {t.openSteps.length > 0 && t.bar ? <Bar bar={t.bar} /> : null}
            {t.state === 'Closed' && t.reason ? <div className="quote as-written">{t.reason}</div> : null}
            <OpenSteps steps={t.openSteps} group="step.signed-trade" stale={['/api/registration']} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** What stands in the way, what can be done about it, and when it was tried last: a retry that changes nothing is seen too. */
function Bar({ bar }: { bar: NonNullable<Trade['bar']> }) {
  const text = useText()
  return (
    <div className="notice warn stack tight" role="status">
      <p>{text.both(bar.why)} <LawTag basis={bar.basis} rests={text('trades.title')} /></p>
      {bar.instead ? <p>{text.both(bar.instead)}</p> : null}
      <p className="quiet">{text('trades.tried')} <Moment at={bar.at} /></p>
    </div>
  )
}
