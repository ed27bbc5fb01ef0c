import type { Shape } from '~/api/shape'
import { useText } from '~/locales/text'
import { LawTag } from './LawTag'

export type PolicySentence = Shape<'Trading.SentenceView'>

/** 使用策略 — a policy as sentences, each with how it is held: by technique, by metering or by contract. */
export function PolicySentences({ sentences }: { sentences: PolicySentence[] }) {
  const text = useText()
  return (
    <ol className="sentences">
      {sentences.map((s) => (
        <li key={s.clause}>
          <span className="clause">{text('policy.clause', { clause: s.clause })}</span>
          <span>{text.both(s)} <LawTag basis={s.basis} rests={text.both(s)} /></span>
          <span className={`held ${s.class.toLowerCase()}`} title={text.of('held.why', s.class)}>{text.of('held', s.class)}</span>
          {s.terms.length > 0 ? (
            <ul className="sentence-terms">
              {s.terms.map((t) => <li key={t.zh}><span>{text.both(t)}</span> <span className={`held ${t.class.toLowerCase()}`} title={text.of('held.why', t.class)}>{text.of('held', t.class)}</span></li>)}
            </ul>
          ) : null}
        </li>
      ))}
    </ol>
  )
}
