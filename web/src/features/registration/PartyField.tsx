import { type ReactNode, useState } from 'react'
import { useGet } from '~/api/queries'
import { at } from '~/api/shape'
import { has, useSession } from '~/features/parties/session'
import { useText } from '~/locales/text'

interface Props {
  id: string
  label: ReactNode
  hint?: string
  given: string | undefined
  onGive: (organization: string | undefined) => void
}

const staff = ['Administrator', 'Registrar', 'ExchangeStaff', 'Regulator'] as const

/** 单位 — found by its whole credit code, by staff also by name: who else is here is nobody's list to read. What was found stays named. */
export function PartyField({ id, label, hint, given, onGive }: Props) {
  const text = useText()
  const byName = has(useSession().data, ...staff)
  const [q, setQ] = useState('')
  const [picked, setPicked] = useState<{ id: string; name: string; code: string }>()
  const found = useGet(q.trim().length >= 2 && !given ? at('/api/parties/organizations', { q: q.trim(), take: 8 }) : null)
  const chosen = useGet(given && picked?.id !== given ? at('/api/parties/organizations/{id}', { id: given }) : null)
  const shown = picked?.id === given ? picked : chosen.data
  if (given) {
    return <div className="field"><span className="label">{label}</span><p className="wrap"><strong>{shown?.name ?? (chosen.error ? text('party.chosen') : '…')}</strong><span className="code quiet">{shown?.code}</span><button type="button" className="link-button" onClick={() => onGive(undefined)}>{text('party.other')}</button></p></div>
  }
  return (
    <div className="field">
      <label htmlFor={id} className="wrap">{label}</label>
      <input id={id} className="input" autoComplete="off" placeholder={text(byName ? 'party.find' : 'party.find.code')} value={q} onChange={(e) => setQ(e.target.value)} />
      {found.data ? (
        <ul className="found" aria-live="polite">
          {found.data.items.map((o) => <li key={o.id}><button type="button" className="link-button" onClick={() => { setPicked(o); onGive(o.id); setQ('') }}>{o.name}</button> <span className="code quiet">{o.code}</span></li>)}
          {found.data.items.length === 0 ? <li className="quiet">{text('party.none')}</li> : null}
        </ul>
      ) : null}
      {hint ? <span className="hint">{hint}</span> : null}
    </div>
  )
}
