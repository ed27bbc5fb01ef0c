import { asRefusal } from '~/api/refusal'
import { useText } from '~/locales/text'
import { LawTag } from './LawTag'

/** 拒绝 — what was refused, the rule in plain words with its tag, what would be allowed; the code in small print. */
export function RefusalCard({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const text = useText()
  if (error === null || error === undefined) return null
  const { body, code, status } = asRefusal(error)
  const known = text.find('refusal', code) ?? text.find('refusal', `http.${status}`)
  const rule = text.both(body) || body.detail || known || text('refusal.unknown')
  const transient = status === 0 || status === 503
  return (
    <div className={`refusal${transient ? ' transient' : ''}`} role="alert">
      <p className="refusal-rule">{rule} {body.clause ? <span className="clause">{text('policy.clause', { clause: body.clause })}</span> : null} <LawTag basis={body.basis} /></p>
      {body.errors ? (
        <ul className="bulleted">
          {Object.entries(body.errors).flatMap(([field, why]) => why.map((w) => <li key={field + w}><span className="code">{field}</span> {w}</li>))}
        </ul>
      ) : null}
      {body.instead ? <p><span className="quiet">{text('refusal.instead')}</span> {body.instead}</p> : null}
      {status === 507 ? <p>{text('refusal.full')}</p> : null}
      {status === 403 || status === 409 ? <p className="quiet">{text('refusal.appeal')}</p> : null}
      {code === 'client.defect' && body.detail ? <p className="code">{body.detail}</p> : null}
      <p className="refusal-code">
        <span className="code">{code}</span>
        {onRetry && (transient || status >= 500) ? <button type="button" className="link-button" onClick={onRetry}>{text('do.retry')}</button> : null}
      </p>
    </div>
  )
}
