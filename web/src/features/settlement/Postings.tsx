import type { Shape } from '~/api/shape'
import { useText } from '~/locales/text'
import { Money } from '~/patterns/Money'
import { Moment } from '~/patterns/Moment'
import { Scroll } from '~/patterns/Scroll'

type Entry = Shape<'Settlement.PostingView'>

/** A posting as bills and accounts show it; an account's own list does not name the account again. */
type Posting = Pick<Entry, 'at' | 'debitFen' | 'creditFen' | 'memo' | 'memoEn'> & Partial<Pick<Entry, 'account' | 'accountName' | 'accountNameEn' | 'ownerName'>>

/** 分录 — debits and credits as they stand in the ledger; of a whole entry both columns come to the same sum. */
export function Postings({ postings, whole }: { postings: Posting[]; whole?: boolean }) {
  const text = useText()
  if (postings.length === 0) return <p className="quiet">{text('postings.none')}</p>
  const sum = (pick: (p: Posting) => number) => postings.reduce((n, p) => n + pick(p), 0)
  const accounts = postings.some((p) => p.account !== undefined)
  return (
    <Scroll label={text('bill.postings')}>
      <table className="plain">
        <thead><tr><th>{text('agreement.at')}</th>{accounts ? <th>{text('posting.account')}</th> : null}<th>{text('posting.memo')}</th><th className="number">{text('posting.debit')}</th><th className="number">{text('posting.credit')}</th></tr></thead>
        <tbody>
          {postings.map((p, i) => (
            <tr key={i}>
              <td><Moment at={p.at} /></td>
              {accounts ? <td>{text.both({ zh: p.accountName, en: p.accountNameEn })} <span className="code quiet">{p.account}</span>{p.ownerName ? <div className="quiet">{p.ownerName}</div> : null}</td> : null}
              <td>{text.both({ zh: p.memo, en: p.memoEn })}</td>
              <td className="number">{p.debitFen ? <Money fen={p.debitFen} /> : null}</td>
              <td className="number">{p.creditFen ? <Money fen={p.creditFen} /> : null}</td>
            </tr>
          ))}
        </tbody>
        {whole ? <tfoot><tr><td colSpan={accounts ? 3 : 2}>{text('total')}</td><td className="number"><Money fen={sum((p) => p.debitFen)} /></td><td className="number"><Money fen={sum((p) => p.creditFen)} /></td></tr></tfoot> : null}
      </table>
    </Scroll>
  )
}
