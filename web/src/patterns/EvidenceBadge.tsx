import { useMutation } from '@tanstack/react-query'
import { Link } from 'react-router'
import { useGet } from '~/api/queries'
import { getText, sendForm } from '~/api/http'
import { at, to } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { Popover } from './Popover'
import { RefusalCard } from './RefusalCard'
import { VerificationList } from './VerificationList'

interface Place {
  factId?: string
  /** Place in the log; missing while the fact waits for the sequencer. */
  leafIndex?: number
  /** Whether a signed checkpoint covers it already. */
  sealed?: boolean
}

interface Props extends Place {
  /** Where the receipt lies; by default the fact's own. */
  receiptHref?: string
}

/** 存证 — sealed or sealing; opens place, receipt and a verification on the spot. */
export function EvidenceBadge(props: Props) {
  const text = useText()
  const sealed = isSealed(props)
  return (
    <Popover
      className={`evidence ${sealed ? 'sealed' : 'sealing'}`}
      face={sealed ? text('evidence.sealed', { index: formatCount(props.leafIndex!) }) : text('evidence.sealing')}
    >
      <Details {...props} />
    </Popover>
  )
}

const isSealed = ({ leafIndex, sealed }: Place) => leafIndex !== undefined && leafIndex !== null && sealed !== false

interface SubjectProps {
  /** The URN the fact is about. */
  subject: string
  factId?: string
  /** Look at once and until it is sealed; otherwise only when opened, as in a long list. */
  watch?: boolean
}

/** 存证 of something whose place is not known yet: it is looked up by what it is about. */
export function SubjectEvidence({ subject, factId, watch }: SubjectProps) {
  const text = useText()
  const place = usePlace(watch ? subject : null, factId)
  if (watch) return place ? <EvidenceBadge {...place} /> : null
  return <Popover className="evidence" face={text('evidence')}><Found subject={subject} factId={factId} /></Popover>
}

function Found({ subject, factId }: { subject: string; factId?: string }) {
  const place = usePlace(subject, factId)
  return place ? <Details {...place} /> : null
}

function usePlace(subject: string | null, factId?: string): Place | undefined {
  const facts = useGet(subject === null ? null : at('/api/evidence/facts', { subject }), {
    every: (page) => (page?.items.every((f) => f.sealed) === false ? 1500 : false),
  })
  const fact = facts.data?.items.find((f) => factId === undefined || f.id === factId)
  return fact && { factId: fact.id, leafIndex: fact.leafIndex, sealed: fact.sealed }
}

function Details(props: Props) {
  const text = useText()
  const sealed = isSealed(props)
  const href = props.receiptHref ?? (props.factId ? `/api/evidence/facts/${props.factId}/receipt` : undefined)
  const verify = useMutation({
    mutationFn: async () => {
      const form = new FormData()
      form.append('files', new Blob([await getText(href!)], { type: 'text/plain' }), 'receipt.tlog-proof')
      return sendForm(to('/api/public/verify'), form)
    },
  })
  return (
    <>
      <p className="popover-title">{text(sealed ? 'evidence.title.sealed' : 'evidence.title.sealing')}</p>
      <p className="quiet">{text(sealed ? 'evidence.why.sealed' : 'evidence.why.sealing')}</p>
      {props.factId ? <p><span className="quiet">{text('evidence.fact')}</span> <span className="code">{props.factId}</span></p> : null}
      {sealed ? (
        <p className="wrap">
          <Link to={`/log?entry=${props.leafIndex}`}>{text('evidence.look')}</Link>
          {href ? <a href={href} download>{text('evidence.receipt')}</a> : null}
          {href ? <button type="button" className="link-button" disabled={verify.isPending} onClick={() => verify.mutate()}>{text('evidence.verify')}</button> : null}
        </p>
      ) : null}
      {verify.data ? <VerificationList result={verify.data} /> : null}
      <RefusalCard error={verify.error} />
    </>
  )
}
