import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { refresh, useGet } from '~/api/queries'
import { write } from '~/api/http'
import { type Shape, at, to } from '~/api/shape'
import { formatDay } from '~/format/dates'
import { useText } from '~/locales/text'
import { RefusalCard } from '~/patterns/RefusalCard'

interface Props {
  id: string
  statement: NonNullable<Shape<'Registration.ShowForm.MaterialView'>['statement']>
  given: string | undefined
  pack: string
  /** Empty where the filing is about what a certificate attests. */
  resource: string
  certificate?: string
  filing: Shape<'Registration.ShowForm.View'>['kind']
  onGive: (statement: string | undefined) => void
}

/** 第三方声明（材料） — one that a body signed about this very resource; where there is none yet, it is ordered here. */
export function StatementField({ id, statement, given, pack, resource, certificate, filing, onGive }: Props) {
  const text = useText()
  const orders = useGet(at('/api/registration/review-orders', { take: 100 }))
  const about = orders.data?.items.filter((o) => (resource === '' || o.resourceId === resource) && o.kind === statement.kind) ?? []
  const signed = about.filter((o) => o.statement)
  const waiting = about.filter((o) => o.state === 'Open')
  return (
    <div className="stack tight">
      <select id={id} className="input" value={given ?? ''} onChange={(e) => onGive(e.target.value || undefined)}>
        <option value="">{text(signed.length > 0 ? 'do.choose' : 'material.statement.none')}</option>
        {signed.map((o) => <option key={o.id} value={o.statement!.id}>{`${o.bodyName} · ${text.of('review.conclusion', o.statement!.positive ? 'Positive' : 'Negative')} · ${formatDay(o.statement!.signedAt, text.language)}`}</option>)}
      </select>
      <span className="hint">{text('material.statement.hint', { kind: text.both(statement) })}</span>
      {waiting.map((o) => <p key={o.id} className="quiet">{text('material.statement.waiting', { body: o.bodyName, day: formatDay(o.orderedOn, text.language) })}</p>)}
      {signed.length + waiting.length === 0 ? <Order kind={statement.kind} pack={pack} resource={resource} certificate={certificate} filing={filing} /> : null}
    </div>
  )
}

function Order({ kind, pack, resource, certificate, filing }: Pick<Props, 'pack' | 'resource' | 'certificate' | 'filing'> & { kind: Props['statement']['kind'] }) {
  const text = useText()
  const bodies = useGet(at('/api/public/service-bodies', { pack }))
  const [body, setBody] = useState('')
  const order = useMutation({
    mutationFn: () => write(to('/api/registration/review-orders'), { pack, kind, bodyId: body, resourceId: resource || undefined, certificate: resource ? undefined : certificate, filing }),
    onSuccess: () => refresh('/api/registration/review-orders'),
  })
  const offered = [...new Map((bodies.data?.items ?? []).filter((b) => !b.withdrawnOn && b.kinds.includes(kind)).map((b) => [b.organizationId, b])).values()]
  if (offered.length === 0) return <p className="quiet">{text('material.statement.bodies')}</p>
  return (
    <div className="wrap">
      <select aria-label={text('assign.body')} className="input order-body" value={body} onChange={(e) => setBody(e.target.value)}>
        <option value="">{text('assign.body')}</option>
        {offered.map((b) => <option key={b.organizationId} value={b.organizationId}>{b.name}</option>)}
      </select>
      <button type="button" className="button" disabled={body === '' || order.isPending} onClick={() => order.mutate()}>{text('material.statement.order')}</button>
      <RefusalCard error={order.error} />
    </div>
  )
}
