import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { refresh, usePages } from '~/api/queries'
import { write } from '~/api/http'
import { type Shape, at, to } from '~/api/shape'
import { useText } from '~/locales/text'
import { Moment } from '~/patterns/Moment'
import { MoreButton } from '~/patterns/MoreButton'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { Panel } from '~/shell/ConsolePage'
import { Filters, useFilters } from '~/shell/Filters'
import { AgreementPage } from './AgreementPage'
import { ApiPage, Sample } from './ApiPage'

/** 接口与密钥 — keys of one agreement for programs, and how programs call it. */
export default function Keys() {
  const text = useText()
  return (
    <AgreementPage door="door.keys">
      {(s, _, id) => (
        <>
          <Panel title={text('key.list')}><KeyList agreementId={id} /></Panel>
          <Panel title={text('key.new')}><NewKey agreementId={id} closed={s.stopped || !s.inForce} /></Panel>
          <ApiPage address={`/api/space/agreements/${id}/openapi.json`} />
        </>
      )}
    </AgreementPage>
  )
}

const stages: Shape<'Contracts.KeyStage'>[] = ['Alive', 'Expired', 'Revoked']

/** Found by name and state by the server, some at a time. */
function KeyList({ agreementId }: { agreementId: string }) {
  const text = useText()
  const filter = useFilters()
  const pages = usePages(at('/api/space/agreements/{id}/keys', { id: agreementId }), filter)
  const revoke = useMutation({
    mutationFn: (keyId: string) => write(to('/api/space/agreements/{id}/keys/{keyId}/revoke', { id: agreementId, keyId })),
    onSuccess: () => refresh(`/api/space/agreements/${agreementId}/keys`),
  })
  return (
    <div className="stack tight">
      <Filters stages={stages} group="stage.key" search={text('key.find')} />
      <Shown read={{ ...pages, data: pages.items }} lines={2}>
        {(keys) => keys.length === 0 ? <p className="quiet" role="status">{text(filter.q || filter.stage ? 'key.none-found' : 'key.none')}</p> : (
          <ul className="short-list">
            {keys.map((k) => (
              <li key={k.id}>
                <div className="short-line"><strong>{k.name}</strong><KeyState card={k} busy={revoke.isPending} onRevoke={() => revoke.mutate(k.id)} /></div>
                <span className="quiet">{text('token.until')} <Moment at={k.expiresAt} /></span>
              </li>
            ))}
          </ul>
        )}
      </Shown>
      <MoreButton pages={pages} />
      <RefusalCard error={revoke.error} />
    </div>
  )
}

function KeyState({ card, busy, onRevoke }: { card: Shape<'Contracts.KeyCard'>; busy: boolean; onRevoke: () => void }) {
  const text = useText()
  if (card.revokedAt) return <span className="danger-text">{text('token.revoked')} <Moment at={card.revokedAt} /></span>
  if (card.stage === 'Expired') return <span className="quiet">{text('stage.key.Expired')}</span>
  return <button type="button" className="button" disabled={busy} aria-label={`${text('token.revoke')} ${card.name}`} onClick={onRevoke}>{text('token.revoke')}</button>
}

function NewKey({ agreementId, closed }: { agreementId: string; closed: boolean }) {
  const text = useText()
  const [form, setForm] = useState({ name: '', days: 90 })
  const make = useMutation({
    mutationFn: () => write(to('/api/space/agreements/{id}/keys', { id: agreementId }), form),
    onSuccess: () => {
      setForm({ name: '', days: 90 })
      void refresh(`/api/space/agreements/${agreementId}/keys`)
    },
  })
  return (
    <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); make.mutate() }}>
      <p className="quiet">{text('key.what')}</p>
      <div className="two">
        <div className="field"><label htmlFor="key-name">{text('key.name')}</label><input id="key-name" className="input" required maxLength={100} value={form.name} onChange={(e) => setForm({ ...form, name: e.target.value })} /></div>
        <div className="field"><label htmlFor="key-days">{text('token.days')}</label><input id="key-days" type="number" min={1} max={365} className="input" required value={form.days} onChange={(e) => setForm({ ...form, days: Number(e.target.value) })} /></div>
      </div>
      <div aria-live="polite" className="stack tight">
        {make.data ? <div className="notice"><p><strong>{text('key.once')}</strong></p><Sample label={make.data.name} code={make.data.secret} /></div> : null}
        <RefusalCard error={make.error} />
      </div>
      <div><button type="submit" className="button solid" disabled={make.isPending || closed || form.name.trim() === ''}>{text('key.make')}</button></div>
    </form>
  )
}
