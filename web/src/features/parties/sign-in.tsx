import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Navigate, useNavigate, useSearchParams } from 'react-router'
import { DemoAccounts, useDemo } from '~/features/home/DemoAccounts'
import { useText } from '~/locales/text'
import { RefusalCard } from '~/patterns/RefusalCard'
import { useTitle } from '~/shell/title'
import { safeReturn } from './return'
import { signIn, useSession } from './session'
import { SetupNotice } from './setup'

/** 登录 — and back to where the person was going. */
export default function SignIn() {
  const text = useText()
  useTitle(text('nav.sign-in'))
  const [search] = useSearchParams()
  const goTo = safeReturn(search.get('return'))
  const navigate = useNavigate()
  const session = useSession({ onlyIfKnown: true })
  const demo = useDemo()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const enter = useMutation({ mutationFn: () => signIn(login.trim(), password), onSuccess: () => navigate(goTo, { replace: true }) })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    enter.mutate()
  }
  if (session.data && enter.isIdle) return <Navigate to={goTo} replace />
  return (
    <div className="page">
      <div className="sign-in">
        <form className="card stack" onSubmit={submit}>
          <h1>{text('nav.sign-in')}</h1>
          {search.get('return') ? <p className="notice">{text('sign-in.needed')}</p> : null}
          <div className="field">
            <label htmlFor="login">{text('sign-in.login')}</label>
            <input id="login" className="input" autoComplete="username" autoFocus required value={login} onChange={(e) => setLogin(e.target.value)} />
          </div>
          <div className="field">
            <label htmlFor="password">{text('sign-in.password')}</label>
            <input id="password" className="input" type="password" autoComplete="current-password" required value={password} onChange={(e) => setPassword(e.target.value)} />
          </div>
          <RefusalCard error={enter.error} />
          <div><button type="submit" className="button solid large" disabled={enter.isPending}>{text('nav.sign-in')}</button></div>
        </form>
        {demo === null ? <SetupNotice /> : <DemoAccounts goTo={search.get('return') ?? undefined} />}
      </div>
    </div>
  )
}
