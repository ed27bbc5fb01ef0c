import { useText } from '~/locales/text'

export interface Contact { person: string; phone: string; email: string; address: string }

export const noContact: Contact = { person: '', phone: '', email: '', address: '' }

/** What was filled in, and nothing else. */
export const said = (contact: Contact) => Object.fromEntries(Object.entries(contact).filter(([, v]) => v.trim() !== ''))

/** 联系信息 — how the subject is reached. */
export function ContactFields({ contact, onChange, id }: { contact: Contact; onChange: (contact: Contact) => void; id: string }) {
  const text = useText()
  return (['person', 'phone', 'email', 'address'] as const).map((key) => (
    <div className="field" key={key}><label htmlFor={`${id}-${key}`}>{text(`account.contact.${key}`)}</label><input id={`${id}-${key}`} className="input" type={key === 'email' ? 'email' : key === 'phone' ? 'tel' : 'text'} maxLength={key === 'address' ? 300 : 120} value={contact[key]} onChange={(e) => onChange({ ...contact, [key]: e.target.value })} /></div>
  ))
}
