import { Link } from 'react-router'
import { useGet } from '~/api/queries'
import { at } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { Panel } from '~/shell/ConsolePage'
import { BillStart } from './BillStart'

/** 未开账单 — agreements with metered uses that nobody has billed yet. */
export function ToBill() {
  const text = useText()
  const rows = useGet(at('/api/settlement/unbilled')).data?.items
  if (!rows?.length) return null
  return (
    <Panel title={text('bill.unbilled')}>
      <ul className="short-list">
        {rows.map((u) => (
          <li key={u.agreementId} className="short-line">
            <span><Link to={`/console/agreements/${u.agreementId}`}>{u.agreementNumber}</Link> {text('count.uses', { count: formatCount(u.uses) })}</span>
            <BillStart agreementId={u.agreementId} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
