import { type ReactNode, useState } from 'react'
import { useGet } from '~/api/queries'
import { at } from '~/api/shape'
import { useText } from '~/locales/text'

interface Props {
  id: string
  label: ReactNode
  hint?: string
  given: string | undefined
  onGive: (organization: string | undefined) => void
}

/** 单位 — found by name or credit code; nobody types an identifier. */
export function PartyField({ id, label, hint, given, onGive }: Props) {
  const text = useText()
  const [q, setQ] = useState('')
  const found = useGet(q.trim().length >= 2 && !given ? at('/api/parties/organizations', { q: q.trim(), take: 8 }) : null)
  const chosen = useGet(given ? at('/api/parties/organizations/{id}', { id: given }) : null)
  if (given) {
    return <div className="field"><span className="label">{label}</span><p className="wrap"><strong>{chosen.data?.name ?? '…'}</strong><span className="code quiet">{chosen.data?.code}</span><button type="button" className="link-button" onClick={() => onGive(undefined)}>{text('party.other')}</button></p></div>
  }
  return (
    <div className="field">
      <label htmlFor={id} className="wrap">{label}</label>
      <input id={id} className="input" autoComplete="off" placeholder={text('party.find')} value={q} onChange={(e) => setQ(e.target.value)} />
      {found.data ? (
        <ul className="found" aria-live="polite">
          {found.data.items.map((o) => <li key={o.id}><button type="button" className="link-button" onClick={() => { onGive(o.id); setQ('') }}>{o.name}</button> <span className="code quiet">{o.code}</span></li>)}
          {found.data.items.length === 0 ? <li className="quiet">{text('party.none')}</li> : null}
        </ul>
      ) : null}
      {hint ? <span className="hint">{hint}</span> : null}
    </div>
  )
}
