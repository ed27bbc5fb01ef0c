import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { useGet } from '~/api/queries'
import { write } from '~/api/http'
import { at, to } from '~/api/shape'
import { useText } from '~/locales/text'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { useTitle } from '~/shell/title'
import { signIn } from './session'

/** 节点初始化 — the platform organization and the first administrator of an empty node, for whoever can read its console. */
export default function SetUp() {
  const text = useText()
  useTitle(text('setup.title'))
  const read = useGet(at('/api/setup'))
  return (
    <div className="page">
      <div className="sign-in">
        <div className="card stack">
          <h1>{text('setup.title')}</h1>
          <Shown read={read} lines={4}>
            {({ open }) => open ? <SetUpForm /> : <><p>{text('setup.closed')}</p><p><Link className="button" to="/sign-in">{text('nav.sign-in')}</Link></p></>}
          </Shown>
        </div>
      </div>
    </div>
  )
}

const fields = [
  { key: 'code', label: 'setup.code', hint: 'setup.code.hint', max: 60 },
  { key: 'organizationName', label: 'setup.organization', max: 200 },
  { key: 'organizationCode', label: 'parties.code', hint: 'parties.code.hint', max: 18 },
  { key: 'name', label: 'setup.name', max: 60 },
  { key: 'login', label: 'sign-in.login', hint: 'setup.login.hint', max: 60, pattern: '[a-z0-9._\\-]+', auto: 'username' },
  { key: 'password', label: 'sign-in.password', hint: 'setup.password.hint', min: 10, max: 200, auto: 'new-password' },
] as const

function SetUpForm() {
  const text = useText()
  const navigate = useNavigate()
  const [form, setForm] = useState({ code: '', organizationName: '', organizationCode: '', login: '', name: '', password: '' })
  const found = useMutation({
    mutationFn: async () => {
      await write(to('/api/setup'), { ...form, organizationCode: form.organizationCode.trim().toUpperCase() })
      await signIn(form.login, form.password)
    },
    onSuccess: () => navigate('/console/parties', { replace: true }),
  })
  return (
    <form className="stack" onSubmit={(e: FormEvent) => { e.preventDefault(); found.mutate() }}>
      <p className="quiet">{text('setup.how')}</p>
      {fields.map((f) => (
        <div className="field" key={f.key}>
          <label htmlFor={`setup-${f.key}`}>{text(f.label)}</label>
          <input
            id={`setup-${f.key}`} className={f.key === 'code' || f.key === 'organizationCode' ? 'input code' : 'input'} type={f.key === 'password' ? 'password' : 'text'}
            autoComplete={'auto' in f ? f.auto : 'off'} autoFocus={f.key === 'code'} required minLength={'min' in f ? f.min : undefined} maxLength={f.max}
            pattern={'pattern' in f ? f.pattern : undefined} aria-describedby={'hint' in f ? `setup-${f.key}-hint` : undefined}
            value={form[f.key]} onChange={(e) => setForm({ ...form, [f.key]: e.target.value })}
          />
          {'hint' in f ? <span className="quiet" id={`setup-${f.key}-hint`}>{text(f.hint)}</span> : null}
        </div>
      ))}
      <RefusalCard error={found.error} />
      <div><button type="submit" className="button solid large" disabled={found.isPending}>{text('setup.do')}</button></div>
    </form>
  )
}

/** Where nobody is yet, the first screen says so: there is nothing to sign in to. */
export function SetupNotice() {
  const text = useText()
  const read = useGet(at('/api/setup'))
  return read.data?.open ? <section className="notice"><p>{text('setup.needed')} <Link to="/setup">{text('setup.title')}</Link></p></section> : null
}
