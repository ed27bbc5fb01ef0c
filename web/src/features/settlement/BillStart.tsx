import { useMutation } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { write } from '~/api/http'
import { refresh } from '~/api/queries'
import { to } from '~/api/shape'
import { useText } from '~/locales/text'
import { RefusalCard } from '~/patterns/RefusalCard'

/** 出账 — bills every metered use that is not billed yet. */
export function BillStart({ agreementId }: { agreementId: string }) {
  const text = useText()
  const navigate = useNavigate()
  const bill = useMutation({
    mutationFn: () => write(to('/api/settlement/bills'), { agreementId }),
    onSuccess: ({ id }) => {
      void refresh('/api/settlement', '/api/work')
      void navigate(`/console/bills/${id}`)
    },
  })
  return (
    <div className="stack tight">
      <button type="button" className="button" disabled={bill.isPending} onClick={() => bill.mutate()}>{text('bill.start')}</button>
      <RefusalCard error={bill.error} />
    </div>
  )
}
