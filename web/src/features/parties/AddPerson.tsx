import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { write } from '~/api/http'
import { type Shape, to } from '~/api/shape'
import { useText } from '~/locales/text'
import { RefusalCard } from '~/patterns/RefusalCard'
import type { Role } from './session'

type Organization = Shape<'Parties.ManageOrganizations.View'>

const all: Role[] = ['Steward', 'Registrar', 'Reviewer', 'ExchangeStaff', 'Operator', 'Analyst', 'Finance', 'Regulator', 'Administrator']

/** 人员 — who may sign in, for which organization, in which roles. */
export function AddPerson({ organizations }: { organizations: Organization[] }) {
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
      <Post id="person" organizations={organizations} organizationId={form.organizationId} roles={form.roles} onChange={(post) => setForm({ ...form, ...post })} />
      <div aria-live="polite">{add.isSuccess ? <p className="good-text">{text('people.added')}</p> : null}<RefusalCard error={add.error} /></div>
      <div><button type="submit" className="button solid" disabled={add.isPending || form.roles.length === 0}>{text('people.new')}</button></div>
    </form>
  )
}

/** 任职 — one more organization for somebody who signs in already. */
export function AppointPerson({ organizations }: { organizations: Organization[] }) {
  const text = useText()
  const start = { login: '', organizationId: '', roles: [] as Role[] }
  const [form, setForm] = useState(start)
  const appoint = useMutation({ mutationFn: () => write(to('/api/parties/memberships'), form), onSuccess: () => setForm(start) })
  return (
    <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); appoint.mutate() }}>
      <p className="quiet">{text('people.appoint.hint')}</p>
      <div className="field"><label htmlFor="post-login">{text('sign-in.login')}</label><input id="post-login" className="input" autoComplete="off" required maxLength={60} value={form.login} onChange={(e) => setForm({ ...form, login: e.target.value })} /></div>
      <Post id="post" organizations={organizations} organizationId={form.organizationId} roles={form.roles} onChange={(post) => setForm({ ...form, ...post })} />
      <div aria-live="polite">{appoint.isSuccess ? <p className="good-text">{text('people.appointed')}</p> : null}<RefusalCard error={appoint.error} /></div>
      <div><button type="submit" className="button solid" disabled={appoint.isPending || form.roles.length === 0}>{text('people.appoint')}</button></div>
    </form>
  )
}

type Given = { organizationId: string; roles: Role[] }

function Post({ id, organizations, organizationId, roles, onChange }: Given & { id: string; organizations: Organization[]; onChange: (post: Given) => void }) {
  const text = useText()
  return (
    <>
      <div className="field">
        <label htmlFor={`${id}-org`}>{text('nav.organization')}</label>
        <select id={`${id}-org`} className="input" required value={organizationId} onChange={(e) => onChange({ organizationId: e.target.value, roles })}>
          <option value="">{text('people.choose')}</option>
          {organizations.map((o) => <option key={o.id} value={o.id}>{o.name}</option>)}
        </select>
      </div>
      <fieldset className="plain-set">
        <legend className="label">{text('people.roles')}</legend>
        <div className="choices">{all.map((r) => (
          <label key={r} className="choice"><input type="checkbox" checked={roles.includes(r)} onChange={(e) => onChange({ organizationId, roles: e.target.checked ? [...roles, r] : roles.filter((o) => o !== r) })} />{text.of('role', r)}</label>
        ))}</div>
      </fieldset>
    </>
  )
}
