import { Link } from 'react-router'
import { isDraft, provisionOf } from '~/format/basis'
import { useText } from '~/locales/text'
import { Popover } from './Popover'

interface Props {
  /** The citation as the server gives it, for example `BJ-OPIN-2023 §6`. */
  basis: string | undefined
  /** What rests on the provision, in words: a term, a material, a ban. */
  rests?: string
  /** The source is silent and the value is this node's default. */
  open?: boolean
  reason?: string
}

/** 法律依据 — the chip beside every step, clock, material, ban and refusal. */
export function LawTag({ basis, rests, open, reason }: Props) {
  const text = useText()
  if (!basis) return null
  const { source, place } = provisionOf(basis, text.language)
  const title = text.find('source', source)
  const draft = isDraft(basis) || isDraft(title ?? '') || /draft/.test(title ?? '')
  return (
    <Popover
      className={`law-tag${draft ? ' draft' : ''}${open ? ' open' : ''}`}
      label={text('law.tag', { basis: `${source} ${place}` })}
      face={<>{source ? <span className="law-source">{source}</span> : null} <span>{place}</span></>}
    >
      <p className="popover-title">{title ?? (source || text('law.basis'))}</p>
      <p>{place}</p>
      {rests ? <p><span className="quiet">{text('law.rests')}</span> {rests}</p> : null}
      {draft ? <p className="warn-text">{text('law.draft')}</p> : null}
      {open ? <p className="warn-text">{text('law.open')}{reason ? ` ${reason}` : ''}</p> : null}
      <p><Link to={`/law?source=${encodeURIComponent(source)}`}>{text('law.all')}</Link></p>
    </Popover>
  )
}
