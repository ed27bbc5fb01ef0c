import type { Shape } from '~/api/shape'
import { formatDay } from '~/format/dates'
import { useText } from '~/locales/text'
import { AsFiled } from './AsFiled'

/** A right as a filing claims it; a product's own right has no scope of its own. */
export type Right = Pick<Shape<'Registration.ClaimedRight'>, 'kind'> & Partial<Shape<'Registration.ClaimedRight'>>

/** One link of the chain of rights, from the source on the left to the one shown. */
export interface RightsLink {
  /** What this party is in the chain: a key of the language files' `chain` group. */
  place: string
  name: string
  /** What the link rests on or is subject to. */
  note?: string
}

/** 权利卡 — who holds what, derived from whom, until when, subject to what. */
export function RightsCard({ chain, rights, subjectTo }: { chain: RightsLink[]; rights: Right[]; subjectTo?: string }) {
  const text = useText()
  return (
    <div className="rights">
      <ol className="rights-chain">
        {chain.map((link) => (
          <li key={link.place + link.name}>
            <span className="quiet">{text.of('chain', link.place)}</span>
            <strong>{link.name}</strong>
            {link.note ? <span className="quiet">{link.note}</span> : null}
          </li>
        ))}
      </ol>
      <ul className="rights-list">
        {rights.map((r) => (
          <li key={r.kind}>
            <strong>{text.of('right', r.kind)}</strong>
            {r.scope ? <span><AsFiled text={r.scope} /></span> : null}
            <span className="quiet">{r.validUntil ? text('rights.until', { day: formatDay(r.validUntil, text.language) }) : text('rights.open-ended')}</span>
          </li>
        ))}
      </ul>
      {subjectTo ? <p className="quiet">{text('rights.subject-to', { what: subjectTo })}</p> : null}
    </div>
  )
}
