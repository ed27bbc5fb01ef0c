import { useMutation } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { useGet } from '~/api/queries'
import { signIn } from '~/features/parties/session'
import { useText } from '~/locales/text'
import { RefusalCard } from '~/patterns/RefusalCard'
import type { ClockNow } from './clock'

export interface DemoAccount {
  login: string
  password: string
  personName: string
  organizationName: string
  roles: string[]
  first: { zh: string; en: string }
  href: string
}

export interface Demo {
  /** The city's story is still being played; what an account points to may not be there yet. */
  building: boolean
  accounts: DemoAccount[]
}

/** What the demo city offers; null where the node is no demo, undefined while that is not known yet. */
export function useDemo(): Demo | null | undefined {
  const clock = useGet<ClockNow>('/api/clock')
  const demo = useGet<Demo>(clock.data?.demo ? '/api/demo' : null, { every: (d) => (d?.building ? 2000 : false) })
  return clock.error || demo.error || clock.data?.demo === false ? null : demo.data
}

/** 演示账户 — every role of the demo city, entered with one click. */
export function DemoAccounts({ goTo }: { goTo?: string }) {
  const text = useText()
  const navigate = useNavigate()
  const demo = useDemo()
  const enter = useMutation({
    mutationFn: (account: DemoAccount) => signIn(account.login, account.password),
    onSuccess: (_, account) => navigate(goTo ?? account.href),
  })
  if (!demo) return null
  return (
    <section className="card demo" aria-labelledby="demo-title">
      <h2 id="demo-title">{text('demo.title')}</h2>
      <p className="quiet">{text('demo.how')}</p>
      {demo.building ? <p className="notice" role="status">{text('demo.building')}</p> : null}
      <ol className="demo-list">
        {demo.accounts.map((account, i) => (
          <li key={account.login}>
            <div className="demo-who">
              <strong>{account.roles.map((r) => text.of('role', r)).join(text('list.comma'))}</strong>
              <span className="quiet">{account.personName} · {account.organizationName}</span>
              <span>{text.both(account.first)}</span>
              <span className="quiet code">{account.login} / {account.password}</span>
            </div>
            <button type="button" className={i === 0 ? 'button solid' : 'button'} disabled={enter.isPending} onClick={() => enter.mutate(account)} aria-label={text('demo.enter.as', { name: account.personName })}>
              {text('demo.enter')}
            </button>
          </li>
        ))}
      </ol>
      <RefusalCard error={enter.error} />
    </section>
  )
}
