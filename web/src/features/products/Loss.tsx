import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'

/** 预算折算 — what a month's budget comes to in answers and in ε, as the server reckons it everywhere. */
export function Loss({ terms: { perMonth, perUse } }: { terms: Shape<'Contracts.PrivacyTerms'> }) {
  const text = useText()
  const read = useGet(at('/api/space/privacy-loss', { perMonth, perUse }), { keep: true })
  return <>{read.data ? text('noise.comes-to', { answers: formatCount(read.data.answers), epsilon: read.data.epsilon, delta: read.data.delta }) : '…'}</>
}
