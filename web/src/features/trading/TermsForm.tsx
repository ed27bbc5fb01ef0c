import { type FormEvent, useState } from 'react'
import type { Shape } from '~/api/shape'
import { fenOf, formatFen } from '~/format/numbers'
import { useText } from '~/locales/text'
import { Money } from '~/patterns/Money'
import { Moment } from '~/patterns/Moment'
import { RefusalCard } from '~/patterns/RefusalCard'

type Terms = Shape<'Trading.Asked'>

interface Props {
  start: Terms
  columns?: Shape<'Contracts.ProductColumn'>[]
  purposes?: string[]
  /** The most uses the listing allows. */
  usesMax?: number
  /** The last day the listing's longest term reaches. */
  untilMax?: string
  send: string
  busy: boolean
  error: unknown
  onSend: (terms: Terms) => void
}

/** 条件 — purpose, uses, term, columns, group size and price: what a proposal and every counter-proposal state. */
export function TermsForm({ start, columns, purposes, usesMax, untilMax, send, busy, error, onSend }: Props) {
  const text = useText()
  const [terms, setTerms] = useState(start)
  const [price, setPrice] = useState(start.pricePerUseFen === undefined ? '' : formatFen(start.pricePerUseFen).slice(1))
  const fen = fenOf(price)
  const usable = columns?.filter((c) => c.use !== 'None')
  const picked = terms.columns ?? usable?.map((c) => c.name) ?? []
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (fen !== null) onSend({ ...terms, columns: usable ? picked : undefined, pricePerUseFen: fen })
  }
  return (
    <form className="form" onSubmit={submit}>
      <div className="field">
        <label htmlFor="purpose">{text('terms.purpose')}</label>
        {purposes?.length ? (
          <select id="purpose" className="input" required value={terms.purpose} onChange={(e) => setTerms({ ...terms, purpose: e.target.value })}>
            {purposes.map((p) => <option key={p}>{p}</option>)}
          </select>
        ) : <input id="purpose" className="input" required maxLength={200} value={terms.purpose} onChange={(e) => setTerms({ ...terms, purpose: e.target.value })} />}
      </div>
      <div className="two">
        <div className="field"><label htmlFor="uses">{text('terms.uses')}</label><input id="uses" type="number" min={1} max={usesMax} className="input" required value={terms.uses} onChange={(e) => setTerms({ ...terms, uses: Number(e.target.value) })} /></div>
        <div className="field"><label htmlFor="until">{text('agreement.until')}</label><input id="until" type="date" max={untilMax} className="input" required value={terms.until} onChange={(e) => setTerms({ ...terms, until: e.target.value })} /><span className="hint">{terms.until ? <Moment day={terms.until} /> : null}</span></div>
        <div className="field"><label htmlFor="minGroup">{text('product.min-group')}</label><input id="minGroup" type="number" min={1} className="input" value={terms.minGroup ?? ''} onChange={(e) => setTerms({ ...terms, minGroup: e.target.value ? Number(e.target.value) : undefined })} /></div>
        <div className="field">
          <label htmlFor="price">{text('listing.price')}</label>
          <input id="price" className="input" inputMode="decimal" required value={price} onChange={(e) => setPrice(e.target.value)} />
          <span className="hint">{fen === null ? text('money.unreadable') : <>{text('terms.most')} <Money fen={fen * terms.uses} /></>}</span>
        </div>
      </div>
      {usable?.length ? (
        <fieldset className="plain-set stack tight">
          <legend className="label">{text('terms.columns')}</legend>
          {usable.map((c) => (
            <label key={c.name} className="choice">
              <input type="checkbox" checked={picked.includes(c.name)} onChange={(e) => setTerms({ ...terms, columns: e.target.checked ? [...picked, c.name] : picked.filter((n) => n !== c.name) })} />
              <span>{c.title} <span className="code quiet">{c.name}</span> <span className="quiet">{text.of('use', c.use)}</span></span>
            </label>
          ))}
        </fieldset>
      ) : null}
      <RefusalCard error={error} />
      <div><button type="submit" className="button solid" disabled={busy || fen === null}>{send}</button></div>
    </form>
  )
}
