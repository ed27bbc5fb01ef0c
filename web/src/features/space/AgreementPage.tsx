import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { has, useSession } from '~/features/parties/session'
import { type Key, useText } from '~/locales/text'
import { Moment } from '~/patterns/Moment'
import { Shown } from '~/patterns/Shown'
import { ConsolePage } from '~/shell/ConsolePage'
import { Doors } from './Doors'

export type Schema = Shape<'Space.ListUses.SchemaView'>
export type AgreementView = Shape<'Trading.AgreementView'>

interface Props {
  /** What the page is called until its product is known. */
  door: Key
  actions?: (agreement: AgreementView) => ReactNode
  children: (schema: Schema, agreement: AgreementView, agreementId: string) => ReactNode
}

/** 合约使用页 — the head that every way into an agreement has: product, number, term, purpose, the doors, and whether it is stopped. */
export function AgreementPage({ door, actions, children }: Props) {
  const agreementId = useParams()['agreementId']!
  const text = useText()
  const session = useSession().data
  const schema = useGet(at('/api/space/agreements/{id}/schema', { id: agreementId }))
  const agreement = useGet(at('/api/trading/agreements/{id}', { id: agreementId }))
  return (
    <Shown read={schema} title={text(door)}>
      {(s) => (
        <Shown read={agreement} title={text(door)}>
          {(a) => (
            <ConsolePage
              title={a.product.name} up={has(session, 'Analyst') && session?.organizationId === a.buyerId ? { to: '/console/space', label: text('nav.space') } : { to: `/console/agreements/${a.id}`, label: a.number }}
              beside={<><Link to={`/console/agreements/${a.id}`} className="code">{a.number}</Link><span>{text('agreement.until')} <Moment day={s.until} /></span><span className="quiet">{s.purpose}</span></>}
              actions={actions?.(a)}
            >
              <Doors agreementId={agreementId} buyerId={a.buyerId} controls={s.controls} />
              {s.stopped ? <p className="notice warn" role="status">{text('space.stopped')}</p> : null}
              {children(s, a, agreementId)}
            </ConsolePage>
          )}
        </Shown>
      )}
    </Shown>
  )
}
