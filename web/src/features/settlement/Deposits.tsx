import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { refresh, usePages } from '~/api/queries'
import { write } from '~/api/http'
import { at, to } from '~/api/shape'
import { fenOf, formatFen } from '~/format/numbers'
import { useText } from '~/locales/text'
import { Money } from '~/patterns/Money'
import { MoreButton } from '~/patterns/MoreButton'
import { Moment } from '~/patterns/Moment'
import { OpenSteps } from '~/patterns/OpenSteps'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { Panel } from '~/shell/ConsolePage'

/** 入金 — deposits announced by their owners and confirmed against the bank's advice. */
export function Deposits() {
  const text = useText()
  const pages = usePages(at('/api/settlement/deposits'))
  return (
    <div className="cards">
      <Panel title={text('deposit.list')}>
        <Shown read={{ ...pages, data: pages.items }}>
          {(items) => items.length === 0 ? <p className="quiet">{text('deposit.none')}</p> : (
            <ul className="short-list">
              {items.map((d) => (
                <li key={d.id}>
                  <div className="short-line"><span>{d.ownerName}</span><Stage stage={d.stage} group="stage.deposit" /><Money fen={d.amountFen} strong /></div>
                  <span className="quiet">{text('deposit.reference')} <span className="code">{d.reference}</span> · <Moment at={d.at} /></span>
                  {d.reason ? <div className="quote">{d.reason}</div> : null}
                  <OpenSteps steps={d.openSteps} stale={['/api/settlement']} group="step.deposit" />
                </li>
              ))}
            </ul>
          )}
        </Shown>
        <MoreButton pages={pages} />
      </Panel>
      <Panel title={text('deposit.title')}><DepositForm /></Panel>
    </div>
  )
}

function DepositForm() {
  const text = useText()
  const [amount, setAmount] = useState('')
  const [reference, setReference] = useState('')
  const fen = fenOf(amount)
  const deposit = useMutation({
    mutationFn: () => write(to('/api/settlement/deposits'), { amountFen: fen ?? 0, reference: reference.trim() }),
    onSuccess: () => {
      setAmount('')
      setReference('')
      return refresh('/api/settlement', '/api/work')
    },
  })
  return (
    <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); deposit.mutate() }}>
      <p className="quiet">{text('deposit.what')}</p>
      <div className="two">
        <div className="field"><label htmlFor="amount">{text('deposit.amount')}</label><input id="amount" className="input" inputMode="decimal" required value={amount} onChange={(e) => setAmount(e.target.value)} /><span className="hint">{amount === '' ? text('money.hint') : fen === null ? text('money.unreadable') : formatFen(fen)}</span></div>
        <div className="field"><label htmlFor="reference">{text('deposit.reference')}</label><input id="reference" className="input" required maxLength={60} value={reference} onChange={(e) => setReference(e.target.value)} /></div>
      </div>
      <div aria-live="polite">{deposit.isSuccess ? <p className="good-text">{text('deposit.done')}</p> : null}<RefusalCard error={deposit.error} /></div>
      <div><button type="submit" className="button solid" disabled={deposit.isPending || !fen}>{text('deposit.do')}</button></div>
    </form>
  )
}
