import { useState } from 'react'
import { useGet, usePages } from '~/api/queries'
import { at } from '~/api/shape'
import { useSession } from '~/features/parties/session'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { LawTag } from '~/patterns/LawTag'
import { Money } from '~/patterns/Money'
import { MoreButton } from '~/patterns/MoreButton'
import { Shown } from '~/patterns/Shown'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { Deposits } from './Deposits'
import { Postings } from './Postings'

/** 存管账户 — the organization's money in third-party custody, and every posting behind its balance. */
export default function Accounts() {
  const text = useText()
  const own = useSession().data?.organizationId
  const read = useGet(at('/api/settlement/accounts'))
  const [open, setOpen] = useState<string | null>(null)
  return (
    <ConsolePage title={text('nav.accounts')}>
      <Shown read={read}>
        {({ items: accounts }) => accounts.length === 0 ? <EmptyState title={text('accounts.none')} hint={text('accounts.none.hint')} /> : (
          <div className="cards">
            {accounts.map((a) => (
              <Panel key={a.id} title={text.both({ zh: a.nameZh, en: a.nameEn })} extra={<span className="wrap"><span className="code quiet">{a.code}</span><LawTag basis={a.basis} open={a.open} reason={a.reason} rests={a.code} /></span>}>
                {a.ownerId === own ? null : <p>{a.ownerName}</p>}
                <dl className="tiles"><div><dt>{text('accounts.balance')}</dt><dd><Money fen={a.balanceFen} /></dd></div></dl>
                <div><button type="button" className="button" aria-expanded={open === a.id} onClick={() => setOpen(open === a.id ? null : a.id)}>{text('accounts.postings')}</button></div>
                {open === a.id ? <AccountPostings id={a.id} /> : null}
              </Panel>
            ))}
          </div>
        )}
      </Shown>
      <Deposits />
    </ConsolePage>
  )
}

function AccountPostings({ id }: { id: string }) {
  const pages = usePages(at('/api/settlement/accounts/{id}/postings', { id }))
  return (
    <>
      <Shown read={{ ...pages, data: pages.items }}>{(items) => <Postings postings={items.map((p) => ({ ...p, memo: p.memoZh }))} />}</Shown>
      <MoreButton pages={pages} />
    </>
  )
}
