import { Link } from 'react-router'
import { usePages } from '~/api/queries'
import { at } from '~/api/shape'
import { useText } from '~/locales/text'
import { LawTag } from '~/patterns/LawTag'
import { MoreButton } from '~/patterns/MoreButton'
import { Moment } from '~/patterns/Moment'
import { Stage } from '~/patterns/Stage'

/** 注销、撤销公告 — which certificates are void, where the paper has the registry tell the public. */
export function EndNotices() {
  const text = useText()
  const pages = usePages(at('/api/public/notices'))
  const items = pages.items ?? []
  if (items.length === 0) return null
  return (
    <section className="stack">
      <h2>{text('notice.ended')}</h2>
      <ul className="entries">
        {items.map((n) => (
          <li key={n.number}>
            <div className="entry-head"><Link to={`/v/${n.number}`}>{n.number}</Link><Stage stage={n.status} group="stage.certificate" /></div>
            <p>{text.both({ zh: n.title, en: n.titleEn })} · {n.resourceTitle} · {n.holderName}</p>
            <p className="quiet"><Moment day={n.on} /> · {n.reason} <LawTag basis={n.basis} open={n.open} /></p>
          </li>
        ))}
      </ul>
      <MoreButton pages={pages} />
    </section>
  )
}
