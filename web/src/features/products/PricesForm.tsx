import { useState } from 'react'
import type { Shape } from '~/api/shape'
import { fenOf, formatFen } from '~/format/numbers'
import { useText } from '~/locales/text'

type Price = Shape<'Contracts.ModePrice'>
type Mode = Shape<'Contracts.UseMode'>

interface Props {
  modes: Mode[]
  prices: Price[]
  onChange: (prices: Price[]) => void
}

/** 按方式计价 — what one use by a door costs, where it is not the price agreed for all of them. */
export function PricesForm({ modes, prices, onChange }: Props) {
  const text = useText()
  return (
    <fieldset className="plain-set stack tight">
      <legend className="label">{text('control.prices')}</legend>
      <p className="quiet">{text('control.prices.what')}</p>
      <div className="two">
        {modes.map((m) => <One key={m} mode={m} fen={prices.find((p) => p.mode === m)?.fen} onChange={(fen) => onChange([...prices.filter((p) => p.mode !== m), ...(fen === undefined ? [] : [{ mode: m, fen }])])} />)}
      </div>
    </fieldset>
  )
}

function One({ mode, fen, onChange }: { mode: Mode; fen: number | undefined; onChange: (fen: number | undefined) => void }) {
  const text = useText()
  const [written, setWritten] = useState(fen === undefined ? '' : formatFen(fen).slice(1))
  const wrong = written !== '' && !fenOf(written)
  return (
    <label className="field">
      <span className="label">{text('control.price-of', { mode: text.of('mode', mode) })}</span>
      <input
        className="input" inputMode="decimal" placeholder={text('control.price.same')} value={written} aria-invalid={wrong || undefined}
        onChange={(e) => { setWritten(e.target.value); onChange(e.target.value === '' ? undefined : (fenOf(e.target.value) ?? undefined)) }}
      />
      {wrong ? <span className="hint">{text('money.unreadable')}</span> : null}
    </label>
  )
}
