import { useGet } from '~/api/queries'
import { type Address, type Shape, at } from '~/api/shape'
import { useText } from '~/locales/text'
import { SubjectEvidence } from '~/patterns/EvidenceBadge'
import { Moment } from '~/patterns/Moment'
import { Shown } from '~/patterns/Shown'

type Order = Shape<'Registration.OrderReview.View'>

/** A statement as it was signed: the very document that is handed out. */
interface Document {
  id: string
  conclusion: 'Positive' | 'Negative'
  summary: string
  independent: boolean
  items: { key: string; result: Shape<'Registration.ItemResult'>; note?: string }[]
  sample?: { rows: number; method: string; faults: number }
  resource: { title: string; rows: number; sha256: string }
}

/** 第三方声明 — what the body signed for: its conclusion, item by item, on the data as they stood. */
export function StatementCard({ order: o, brief }: { order: Order; brief?: boolean }) {
  const text = useText()
  const read = useGet(o.statement ? at('/api/registration/statements/{id}', { id: o.statement.id }) as Address<unknown> as Address<Document> : null)
  if (!o.statement) return null
  return (
    <Shown read={read} lines={3}>
      {(d) => (
        <div className="stack tight">
          <p className="wrap"><strong className={d.conclusion === 'Positive' ? 'good-text' : 'danger-text'}>{text.of('review.conclusion', d.conclusion)}</strong><span className="quiet">{o.bodyName} · <Moment at={o.statement!.signedAt} /></span><SubjectEvidence subject={d.id} watch /></p>
          <p className="prose">{d.summary}</p>
          {d.items.length > 0 ? (
            <ul className="checks">
              {d.items.map((i) => {
                const item = o.items.find((x) => x.key === i.key)
                return <li key={i.key} className={`check ${i.result}`}><span>{item ? text.both(item) : i.key}</span><span>{text.of('review.result', i.result)}</span>{i.note ? <span className="quiet check-note">{i.note}</span> : null}</li>
              })}
            </ul>
          ) : null}
          {d.sample ? <p className="quiet">{text('review.sampled', { rows: d.sample.rows, faults: d.sample.faults })} {d.sample.method}</p> : null}
          {brief ? null : <p className="code quiet">{o.statement!.sha256}</p>}
          <p><a href={o.statement!.href} download={`${o.bodyName}.json`}>{text('review.download')}</a></p>
        </div>
      )}
    </Shown>
  )
}
