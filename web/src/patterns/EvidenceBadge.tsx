import { useMutation } from '@tanstack/react-query'
import { Link } from 'react-router'
import { getText, sendForm } from '~/api/http'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { Popover } from './Popover'
import { RefusalCard } from './RefusalCard'
import { type Verification, VerificationList } from './VerificationList'

interface Props {
  factId?: string
  /** Place in the log; missing while the fact waits for its checkpoint. */
  leafIndex?: number
  /** Where the receipt lies; by default the fact's own. */
  receiptHref?: string
}

/** 存证 — sealed or sealing; opens place, receipt and a verification on the spot. */
export function EvidenceBadge({ factId, leafIndex, receiptHref }: Props) {
  const text = useText()
  const sealed = leafIndex !== undefined && leafIndex !== null
  const href = receiptHref ?? (factId ? `/api/evidence/facts/${factId}/receipt` : undefined)
  const verify = useMutation({
    mutationFn: async () => {
      const form = new FormData()
      form.append('files', new Blob([await getText(href!)], { type: 'text/plain' }), 'receipt.tlog-proof')
      return sendForm<Verification>('/api/public/verify', form)
    },
  })
  return (
    <Popover
      className={`evidence ${sealed ? 'sealed' : 'sealing'}`}
      face={sealed ? text('evidence.sealed', { index: formatCount(leafIndex) }) : text('evidence.sealing')}
    >
      <p className="popover-title">{text(sealed ? 'evidence.title.sealed' : 'evidence.title.sealing')}</p>
      <p className="quiet">{text(sealed ? 'evidence.why.sealed' : 'evidence.why.sealing')}</p>
      {factId ? <p><span className="quiet">{text('evidence.fact')}</span> <span className="code">{factId}</span></p> : null}
      {sealed ? (
        <p className="wrap">
          <Link to={`/log?entry=${leafIndex}`}>{text('evidence.look')}</Link>
          {href ? <a href={href} download>{text('evidence.receipt')}</a> : null}
          {href ? <button type="button" className="link-button" disabled={verify.isPending} onClick={() => verify.mutate()}>{text('evidence.verify')}</button> : null}
        </p>
      ) : null}
      {verify.data ? <VerificationList result={verify.data} /> : null}
      <RefusalCard error={verify.error} />
    </Popover>
  )
}
