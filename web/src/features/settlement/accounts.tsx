import { Fragment, useState } from 'react'
import { useGet, usePages } from '~/api/queries'
import { at } from '~/api/shape'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { LawTag } from '~/patterns/LawTag'
import { Money } from '~/patterns/Money'
import { MoreButton } from '~/patterns/MoreButton'
import { Scroll } from '~/patterns/Scroll'
import { Shown } from '~/patterns/Shown'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { Deposits } from './Deposits'
import { Postings } from './Postings'

/** 存管账户 — the organization's money in third-party custody, and every posting behind its balance. */
export default function Accounts() {
  const text = useText()
  const read = useGet(at('/api/settlement/accounts'))
  const [open, setOpen] = useState<string | null>(null)
  return (
    <ConsolePage title={text('nav.accounts')}>
      <Shown read={read}>
        {({ items: accounts }) => accounts.length === 0 ? <EmptyState title={text('accounts.none')} hint={text('accounts.none.hint')} /> : (
          <Panel title={text('accounts.all')}>
            <Scroll label={text('nav.accounts')}>
              <table className="plain">
                <thead><tr><th>{text('posting.account')}</th><th>{text('nav.organization')}</th><th>{text('law.basis')}</th><th className="number">{text('accounts.balance')}</th><th><span className="hidden-text">{text('accounts.postings')}</span></th></tr></thead>
                <tbody>
                  {accounts.map((a) => (
                    <Fragment key={a.id}>
                      <tr className={open === a.id ? 'here' : undefined}>
                        <td><strong>{text.both({ zh: a.nameZh, en: a.nameEn })}</strong> <span className="code quiet">{a.code}</span></td>
                        <td>{a.ownerName}</td>
                        <td><LawTag basis={a.basis} open={a.open} reason={a.reason} rests={text.both({ zh: a.nameZh, en: a.nameEn })} /></td>
                        <td className="number"><Money fen={a.balanceFen} strong /></td>
                        <td><button type="button" className="button" aria-expanded={open === a.id} onClick={() => setOpen(open === a.id ? null : a.id)}>{text('accounts.postings')}</button></td>
                      </tr>
                      {open === a.id ? <tr><td colSpan={5}><AccountPostings id={a.id} /></td></tr> : null}
                    </Fragment>
                  ))}
                </tbody>
              </table>
            </Scroll>
          </Panel>
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
