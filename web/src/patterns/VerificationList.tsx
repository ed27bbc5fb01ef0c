import type { Shape } from '~/api/shape'
import { useText } from '~/locales/text'

/** What a verification found, file by file and check by check. */
export type Verification = Shape<'Evidence.VerifyFiles.View'>

/** 核验结果 — every check in words, so that "not genuine" never stands without its why. */
export function VerificationList({ result }: { result: Verification }) {
  const text = useText()
  return (
    <ul className="stack tight" aria-live="polite">
      {result.items.map((item) => (
        <li key={item.file} className={`verified ${item.ok ? 'ok' : 'not-ok'}`}>
          <p className="verified-head">
            <strong>{text(item.ok ? 'verify.ok' : 'verify.bad')}</strong>
            <span className="code">{item.file}</span>
            <span className="quiet">{text.of('verify.kind', item.kind)}</span>
          </p>
          <ul>
            {item.checks.map((c) => (
              <li key={c.name + c.zh}><span aria-hidden>{c.ok ? '✓' : '✗'}</span> <span className="hidden-text">{text(c.ok ? 'verify.pass' : 'verify.fail')}</span>{text.both(c)}</li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}
