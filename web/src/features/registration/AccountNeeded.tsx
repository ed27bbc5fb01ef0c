import { useMutation } from '@tanstack/react-query'
import { refresh, useGet } from '~/api/queries'
import { write } from '~/api/http'
import { at, to } from '~/api/shape'
import { useText } from '~/locales/text'
import { RefusalCard } from '~/patterns/RefusalCard'

/** 登记账户 — a filing is entered in the applicant's account; whoever has none opens it here. */
export function AccountNeeded({ pack }: { pack: string }) {
  const text = useText()
  const read = useGet(at('/api/registration/accounts'))
  const open = useMutation({ mutationFn: () => write(to('/api/registration/accounts'), { pack }), onSuccess: () => refresh('/api/registration/accounts') })
  if (!read.data) return <RefusalCard error={read.error} />
  const account = read.data.items.find((a) => a.pack === pack)
  if (account) return <p className="quiet">{text('account.yours')} <span className="code">{account.number}</span></p>
  return (
    <div className="notice stack tight">
      <p>{text('account.needed')}</p>
      <div><button type="button" className="button solid" disabled={open.isPending || pack === ''} onClick={() => open.mutate()}>{text('account.open')}</button></div>
      <RefusalCard error={open.error} />
    </div>
  )
}
