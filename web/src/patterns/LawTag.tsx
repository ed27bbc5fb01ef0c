import { Link } from 'react-router'
import { useGet } from '~/api/queries'
import { at } from '~/api/shape'
import { citedOf, isDraft, provisionOf, provisionsIn } from '~/format/basis'
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

/** 法律依据 — the chip beside every step, clock, material, ban and refusal; one for each provision cited. */
export function LawTag({ basis, ...rest }: Props) {
  return basis ? provisionsIn(basis).map((one) => <Tag key={one} basis={one} {...rest} />) : null
}

function Tag({ basis, rests, open, reason }: Props & { basis: string }) {
  const text = useText()
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
      <ArticleText basis={basis} source={source} />
      {rests ? <p><span className="quiet">{text('law.rests')}</span> {rests}</p> : null}
      {draft ? <p className="warn-text">{text('law.draft')}</p> : null}
      {open ? <p className="warn-text">{text('law.open')}{reason ? ` ${reason}` : ''}</p> : null}
      <p><Link to={`/law?source=${encodeURIComponent(source)}`}>{text('law.all')}</Link></p>
    </Popover>
  )
}

/** The provision's own words, where this node holds the paper. */
function ArticleText({ basis, source }: { basis: string; source: string }) {
  const { data } = useGet(source ? at('/api/public/law/{source}', { source }) : null)
  const found = data && citedOf(basis, source, data.articles)
  return found?.text ? <blockquote className="quote" lang="zh-CN">{found.heading ? <strong>{found.heading}。</strong> : null}{found.text}</blockquote> : null
}
