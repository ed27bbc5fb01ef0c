import { useText } from '~/locales/text'
import { Money } from '~/patterns/Money'
import { Moment } from '~/patterns/Moment'
import { Scroll } from '~/patterns/Scroll'
import type { Posting } from './shapes'

/** 分录 — debits and credits as they stand in the ledger; both columns must come to the same sum. */
export function Postings({ postings }: { postings: Posting[] }) {
  const text = useText()
  const sum = (pick: (p: Posting) => number | undefined) => postings.reduce((n, p) => n + (pick(p) ?? 0), 0)
  if (postings.length === 0) return <p className="quiet">{text('postings.none')}</p>
  return (
    <Scroll label={text('bill.postings')}>
      <table className="plain">
        <thead><tr><th>{text('agreement.at')}</th><th>{text('posting.account')}</th><th>{text('posting.memo')}</th><th className="number">{text('posting.debit')}</th><th className="number">{text('posting.credit')}</th></tr></thead>
        <tbody>
          {postings.map((p, i) => (
            <tr key={p.id ?? i}><td><Moment at={p.at} /></td><td>{p.accountName} <span className="code quiet">{p.account}</span></td><td>{p.memo}</td><td className="number">{p.debitFen ? <Money fen={p.debitFen} /> : null}</td><td className="number">{p.creditFen ? <Money fen={p.creditFen} /> : null}</td></tr>
          ))}
        </tbody>
        <tfoot><tr><td colSpan={3}>{text('total')}</td><td className="number"><Money fen={sum((p) => p.debitFen)} /></td><td className="number"><Money fen={sum((p) => p.creditFen)} /></td></tr></tfoot>
      </table>
    </Scroll>
  )
}
