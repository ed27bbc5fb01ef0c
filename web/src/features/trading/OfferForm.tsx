import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { refresh } from '~/api/queries'
import { write } from '~/api/http'
import { to } from '~/api/shape'
import { fenOf, formatFen } from '~/format/numbers'
import { useText } from '~/locales/text'
import { RefusalCard } from '~/patterns/RefusalCard'

/** 挂牌 — price per use, the most uses and days one agreement may have, and the purposes allowed. */
export function OfferForm({ productId, onDone }: { productId: string; onDone: () => void }) {
  const text = useText()
  const navigate = useNavigate()
  const [form, setForm] = useState({ price: '', maxUses: 100, termDaysMax: 365, purposes: '' })
  const fen = fenOf(form.price)
  const purposes = form.purposes.split(/\n/).map((p) => p.trim()).filter(Boolean)
  const offer = useMutation({
    mutationFn: () => write(to('/api/trading/listings'), { productId, pricePerUseFen: fen ?? 0, maxUses: form.maxUses, termDaysMax: form.termDaysMax, purposes }),
    onSuccess: () => {
      void refresh('/api/trading', '/api/public/listings', '/api/products', '/api/work')
      onDone()
      void navigate('/console/listings')
    },
  })
  return (
    <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); offer.mutate() }}>
      <div className="field">
        <label htmlFor="price">{text('listing.price')}</label>
        <input id="price" className="input" inputMode="decimal" required value={form.price} onChange={(e) => setForm({ ...form, price: e.target.value })} aria-describedby="price-hint" />
        <span id="price-hint" className="hint">{form.price !== '' && fen === null ? text('money.unreadable') : fen === null ? text('money.hint') : formatFen(fen)}</span>
      </div>
      <div className="two">
        <div className="field"><label htmlFor="maxUses">{text('listing.max-uses')}</label><input id="maxUses" type="number" min={1} className="input" required value={form.maxUses} onChange={(e) => setForm({ ...form, maxUses: Number(e.target.value) })} /></div>
        <div className="field"><label htmlFor="termDaysMax">{text('listing.term.days')}</label><input id="termDaysMax" type="number" min={1} className="input" required value={form.termDaysMax} onChange={(e) => setForm({ ...form, termDaysMax: Number(e.target.value) })} /></div>
      </div>
      <div className="field">
        <label htmlFor="purposes">{text('listing.purposes')}</label>
        <textarea id="purposes" className="input" rows={3} required value={form.purposes} onChange={(e) => setForm({ ...form, purposes: e.target.value })} />
        <span className="hint">{text('listing.purposes.hint')}</span>
      </div>
      <RefusalCard error={offer.error} />
      <div><button type="submit" className="button solid" disabled={offer.isPending || fen === null || purposes.length === 0}>{text('listing.new')}</button></div>
    </form>
  )
}
