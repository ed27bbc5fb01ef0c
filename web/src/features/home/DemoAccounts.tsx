import { useMutation } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { signIn } from '~/features/parties/session'
import { useText } from '~/locales/text'
import { RefusalCard } from '~/patterns/RefusalCard'

/** What the demo city offers, and whether its story is still being played, so that what an account points to may not be there yet; null where the node is no demo, undefined while that is not known yet. */
export function useDemo(): Shape<'Host.DemoEndpoints.View'> | null | undefined {
  const clock = useGet(at('/api/clock'))
  const demo = useGet(clock.data?.demo ? at('/api/demo') : null, { every: (d) => (d?.building ? 2000 : false) })
  return clock.error || demo.error || clock.data?.demo === false ? null : demo.data
}

/** 演示账户 — every role of the demo city, entered with one click. */
export function DemoAccounts({ goTo }: { goTo?: string }) {
  const text = useText()
  const navigate = useNavigate()
  const demo = useDemo()
  const enter = useMutation({
    mutationFn: (account: Shape<'Host.DemoEndpoints.Account'>) => signIn(account.login, account.password),
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
