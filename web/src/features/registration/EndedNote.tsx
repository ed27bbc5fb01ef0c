import type { Shape } from '~/api/shape'
import { useText } from '~/locales/text'
import { LawTag } from '~/patterns/LawTag'
import { Moment } from '~/patterns/Moment'

/** 施行期满 — rules whose last day is over: what still goes on is said, and on what that rests. */
export function EndedNote({ pack }: { pack: Shape<'Registration.ListPacks.View'> }) {
  const text = useText()
  if (!pack.ended || !pack.effectiveTo) return null
  const kinds = (pack.afterEnd?.value ?? []).map((kind) => {
    const rules = pack.filings.find((f) => f.kind === kind)?.rules
    return rules ? text.both({ zh: rules.titleZh, en: rules.titleEn }) : text.of('filing.kind', kind)
  })
  return (
    <div className="notice warn stack tight">
      <p><strong>{text('law.ended')}</strong> <Moment day={pack.effectiveTo} /></p>
      <p>{text('law.ended.what', { kinds: kinds.join(text('list.comma')) })} <LawTag basis={pack.afterEnd?.basis} open={pack.afterEnd?.open} reason={pack.afterEnd?.reason} rests={text('law.ended')} /></p>
    </div>
  )
}
