import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { refresh, useGet, usePages } from '~/api/queries'
import { write } from '~/api/http'
import { fenOf, formatFen } from '~/format/numbers'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { Money } from '~/patterns/Money'
import { MoreButton } from '~/patterns/MoreButton'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { Postings } from './Postings'
import type { AccountLine, Posting } from './shapes'

/** 存管账户 — the organization's money in third-party custody, and every posting behind its balance. */
export default function Accounts() {
  const text = useText()
  const read = useGet<AccountLine[]>('/api/settlement/accounts')
  const [open, setOpen] = useState<string | null>(null)
  return (
    <ConsolePage title={text('nav.accounts')}>
      <Shown read={read}>
        {(accounts) => accounts.length === 0 ? <EmptyState title={text('accounts.none')} hint={text('accounts.none.hint')} /> : (
          <div className="cards">
            {accounts.map((a) => (
              <Panel key={a.id} title={a.name} extra={a.code ? <span className="code quiet">{a.code}</span> : null}>
                <dl className="tiles"><div><dt>{text('accounts.balance')}</dt><dd><Money fen={a.balanceFen} /></dd></div></dl>
                <div><button type="button" className="button" aria-expanded={open === a.id} onClick={() => setOpen(open === a.id ? null : a.id)}>{text('accounts.postings')}</button></div>
              </Panel>
            ))}
          </div>
        )}
      </Shown>
      {open ? <AccountPostings id={open} /> : null}
      <Panel title={text('deposit.title')}><Deposit /></Panel>
    </ConsolePage>
  )
}

function AccountPostings({ id }: { id: string }) {
  const text = useText()
  const pages = usePages<Posting>(`/api/settlement/accounts/${id}/postings`)
  return (
    <Panel title={text('accounts.postings')}>
      <Shown read={{ ...pages, data: pages.items }}>{(items) => <Postings postings={items} />}</Shown>
      <MoreButton pages={pages} />
    </Panel>
  )
}

function Deposit() {
  const text = useText()
  const [amount, setAmount] = useState('')
  const [reference, setReference] = useState('')
  const fen = fenOf(amount)
  const deposit = useMutation({
    mutationFn: () => write('/api/settlement/deposits', { amountFen: fen, reference: reference.trim() }),
    onSuccess: () => {
      setAmount('')
      setReference('')
      return refresh('/api/settlement')
    },
  })
  return (
    <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); deposit.mutate() }}>
      <p className="quiet">{text('deposit.what')}</p>
      <div className="two">
        <div className="field"><label htmlFor="amount">{text('deposit.amount')}</label><input id="amount" className="input" inputMode="decimal" required value={amount} onChange={(e) => setAmount(e.target.value)} /><span className="hint">{amount === '' ? text('money.hint') : fen === null ? text('money.unreadable') : formatFen(fen)}</span></div>
        <div className="field"><label htmlFor="reference">{text('deposit.reference')}</label><input id="reference" className="input" required maxLength={100} value={reference} onChange={(e) => setReference(e.target.value)} /></div>
      </div>
      <div aria-live="polite">{deposit.isSuccess ? <p className="good-text">{text('deposit.done')}</p> : null}<RefusalCard error={deposit.error} /></div>
      <div><button type="submit" className="button solid" disabled={deposit.isPending || !fen}>{text('deposit.do')}</button></div>
    </form>
  )
}
