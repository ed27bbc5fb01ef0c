import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { write } from '~/api/http'
import { type Shape, to } from '~/api/shape'
import { useText } from '~/locales/text'
import { RefusalCard } from '~/patterns/RefusalCard'
import type { Role } from './session'

const roles: Role[] = ['Steward', 'Registrar', 'Reviewer', 'ExchangeStaff', 'Operator', 'Analyst', 'Finance', 'Regulator', 'Administrator']

/** 人员 — who may sign in, for which organization, in which roles. */
export function AddPerson({ organizations }: { organizations: Shape<'Parties.ManageOrganizations.View'>[] }) {
  const text = useText()
  const start = { login: '', name: '', password: '', organizationId: '', roles: [] as Role[] }
  const [form, setForm] = useState(start)
  const add = useMutation({ mutationFn: () => write(to('/api/parties/people'), form), onSuccess: () => setForm(start) })
  const inputs = [['login', 'sign-in.login', 'off', 'text'], ['name', 'people.name', 'off', 'text'], ['password', 'sign-in.password', 'new-password', 'password']] as const
  return (
    <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); add.mutate() }}>
      {inputs.map(([key, label, auto, type]) => (
        <div className="field" key={key}><label htmlFor={`person-${key}`}>{text(label)}</label><input id={`person-${key}`} className="input" type={type} autoComplete={auto} required maxLength={200} value={form[key]} onChange={(e) => setForm({ ...form, [key]: e.target.value })} /></div>
      ))}
      <div className="field">
        <label htmlFor="person-org">{text('nav.organization')}</label>
        <select id="person-org" className="input" required value={form.organizationId} onChange={(e) => setForm({ ...form, organizationId: e.target.value })}>
          <option value="">{text('people.choose')}</option>
          {organizations.map((o) => <option key={o.id} value={o.id}>{o.name}</option>)}
        </select>
      </div>
      <fieldset className="plain-set">
        <legend className="label">{text('people.roles')}</legend>
        <div className="choices">{roles.map((r) => (
          <label key={r} className="choice"><input type="checkbox" checked={form.roles.includes(r)} onChange={(e) => setForm({ ...form, roles: e.target.checked ? [...form.roles, r] : form.roles.filter((o) => o !== r) })} />{text.of('role', r)}</label>
        ))}</div>
      </fieldset>
      <div aria-live="polite">{add.isSuccess ? <p className="good-text">{text('people.added')}</p> : null}<RefusalCard error={add.error} /></div>
      <div><button type="submit" className="button solid" disabled={add.isPending || form.roles.length === 0}>{text('people.new')}</button></div>
    </form>
  )
}
