import { useState } from 'react'
import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { useText } from '~/locales/text'

type Receiver = Shape<'Contracts.Receiver'>

/** A unified social credit code has this many characters. */
const codeLength = 18

interface Props {
  receivers: Receiver[] | undefined
  onChange: (receivers: Receiver[] | undefined) => void
}

/** 接收方 — the only organizations that may agree on the product; each is found by its credit code. */
export function ReceiversForm({ receivers, onChange }: Props) {
  const text = useText()
  const [code, setCode] = useState('')
  const asked = code.trim().toUpperCase()
  const found = useGet(asked.length === codeLength ? at('/api/parties/organizations', { q: asked, take: 1 }) : null)
  const one = found.data?.items[0]
  const named = receivers ?? []
  const add = () => {
    if (!one || named.some((r) => r.id === one.id)) return
    onChange([...named, { id: one.id, name: one.name }])
    setCode('')
  }
  const drop = (id: string) => {
    const left = named.filter((r) => r.id !== id)
    onChange(left.length > 0 ? left : undefined)
  }
  return (
    <fieldset className="plain-set stack tight">
      <legend className="label">{text('receiver.title')}</legend>
      <p className="quiet">{text('receiver.what')}</p>
      {named.length === 0 ? <p>{text('receiver.any')}</p> : (
        <ul className="short-list">
          {named.map((r) => <li key={r.id}><div className="short-line"><strong>{r.name}</strong><button type="button" className="link-button" aria-label={text('receiver.drop', { name: r.name })} onClick={() => drop(r.id)}>{text('do.remove')}</button></div></li>)}
        </ul>
      )}
      <div className="field">
        <label htmlFor="receiver-code">{text('receiver.code')}</label>
        <input id="receiver-code" className="input" autoComplete="off" maxLength={codeLength} spellCheck={false} value={code} onChange={(e) => setCode(e.target.value)} onKeyDown={(e) => { if (e.key === 'Enter') { e.preventDefault(); add() } }} />
        <span className="hint">{text('receiver.code.hint')}</span>
      </div>
      <div className="wrap" aria-live="polite">
        <button type="button" className="button" disabled={!one || named.some((r) => r.id === one.id)} onClick={add}>{one ? text('receiver.add', { name: one.name }) : text('receiver.add.none')}</button>
        {found.data && !one ? <span className="quiet">{text('receiver.nobody')}</span> : null}
      </div>
    </fieldset>
  )
}
