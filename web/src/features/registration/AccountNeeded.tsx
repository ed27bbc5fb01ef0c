import { useGet } from '~/api/queries'
import { at } from '~/api/shape'
import { useText } from '~/locales/text'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Stage } from '~/patterns/Stage'
import { OpenAccountForm } from './OpenAccountForm'

/** 登记账户 — a filing is entered in the applicant's account; whoever has none opens it here. */
export function AccountNeeded({ pack }: { pack: string }) {
  const text = useText()
  const read = useGet(at('/api/registration/accounts'))
  if (!read.data) return <RefusalCard error={read.error} />
  const account = read.data.items.find((a) => a.pack === pack && a.status !== 'NotOpened')
  if (account) return <p className="quiet wrap">{text('account.yours')} <span className="code">{account.number}</span>{account.status === 'Open' ? null : <Stage stage={account.status} group="stage.account" />}</p>
  return (
    <div className="notice stack tight">
      <p>{text('account.needed')}</p>
      <OpenAccountForm pack={pack} />
    </div>
  )
}
