import { useGet } from '~/api/queries'
import { at } from '~/api/shape'
import { provisionOf } from '~/format/basis'
import { useText } from '~/locales/text'
import { LawTag } from '~/patterns/LawTag'

/** 负面清单 — what may not be traded, or only under limits, each with its article. */
export function NegativeListCard({ source }: { source: string }) {
  const text = useText()
  const list = useGet(at('/api/public/negative-list')).data
  const items = list?.items.filter((i) => source === '' || provisionOf(i.basis, text.language).source === source) ?? []
  if (items.length === 0) return null
  return (
    <section className="card stack">
      <h2>{text('negative.title')}</h2>
      <p className="quiet">{text('negative.what')}</p>
      <ul className="stack tight">
        {items.map((i) => (
          <li key={i.key} className="wrap">
            <strong className={i.effect === 'Banned' ? 'danger-text' : 'warn-text'}>{text.of('negative', i.effect)}</strong>
            <span>{text.both(i)}</span>
            <LawTag basis={i.basis} rests={text.both(i)} open={i.open} reason={i.reason} />
          </li>
        ))}
      </ul>
    </section>
  )
}
