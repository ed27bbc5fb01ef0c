import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { refresh, useGet } from '~/api/queries'
import { follow, write } from '~/api/http'
import { type Shape, at, to } from '~/api/shape'
import { has, useSession } from '~/features/parties/session'
import { useText } from '~/locales/text'
import { Dialog } from '~/patterns/Dialog'
import { EmptyState } from '~/patterns/EmptyState'
import { Moment } from '~/patterns/Moment'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { DraftMark } from './DraftMark'
import { PartyField } from './PartyField'

type Kind = Shape<'Registration.StatementKind'>
const kinds: Kind[] = ['Compliance', 'Quality', 'Security', 'Anonymization', 'Structuring', 'Evidence', 'Substance', 'Transfer']

/** 服务机构名录 — whom a register recognizes for which statements; the registry recognizes and withdraws. */
export default function ServiceBodies() {
  const text = useText()
  const may = has(useSession().data, 'Registrar')
  const registers = useGet(at('/api/public/registers'))
  const read = useGet(at('/api/public/service-bodies'))
  const [withdrawn, setWithdrawn] = useState<string | null>(null)
  const name = (id: string) => { const found = registers.data?.find((r) => r.id === id); return found ? text.both({ zh: found.title, en: found.titleEn }) : id }
  return (
    <ConsolePage title={text('nav.bodies')}>
      <p className="quiet">{text('bodies.what')}</p>
      <Shown read={read}>
        {({ items }) => items.length === 0 ? <EmptyState title={text('bodies.none')} hint={text('bodies.what')} /> : (
          <div className="cards">
            {items.map((b) => (
              <Panel key={b.id} title={b.name} extra={<span className={b.withdrawnOn ? 'quiet' : 'good-text'}>{b.withdrawnOn ? <>{text('bodies.withdrawn')} <Moment day={b.withdrawnOn} /></> : <>{text('bodies.since')} <Moment day={b.recognizedOn} /></>}</span>}>
                <p>{name(b.jurisdiction)} <DraftMark of={b.jurisdiction} /></p>
                <p className="quiet">{b.kinds.map((k) => text.of('statement', k)).join(text('list.comma'))}{b.validUntil ? <> · {text('certificate.until')} <Moment day={b.validUntil} /></> : null}</p>
                {may && !b.withdrawnOn ? <div><button type="button" className="button" onClick={() => setWithdrawn(b.id)}>{text('bodies.withdraw')}</button></div> : null}
              </Panel>
            ))}
          </div>
        )}
      </Shown>
      {may ? <Recognize registers={registers.data ?? []} /> : null}
      {withdrawn ? <Dialog title={text('bodies.withdraw')} onClose={() => setWithdrawn(null)}><Withdraw id={withdrawn} onDone={() => setWithdrawn(null)} /></Dialog> : null}
    </ConsolePage>
  )
}

function Withdraw({ id, onDone }: { id: string; onDone: () => void }) {
  const text = useText()
  const [reason, setReason] = useState('')
  const act = useMutation({ mutationFn: () => follow(`/api/registration/service-bodies/${id}/withdraw`, { reason: reason.trim() }), onSuccess: () => { onDone(); void refresh('/api/public/service-bodies') } })
  return (
    <form className="stack tight" onSubmit={(e: FormEvent) => { e.preventDefault(); act.mutate() }}>
      <label htmlFor="withdraw-reason">{text('reason.ask')}</label>
      <textarea id="withdraw-reason" className="input" rows={3} required maxLength={1000} value={reason} onChange={(e) => setReason(e.target.value)} />
      <RefusalCard error={act.error} />
      <div><button type="submit" className="button solid" disabled={act.isPending || reason.trim() === ''}>{text('bodies.withdraw')}</button></div>
    </form>
  )
}

function Recognize({ registers }: { registers: Shape<'Registration.SearchRegister.RegisterView'>[] }) {
  const text = useText()
  const [pack, setPack] = useState('')
  const [organization, setOrganization] = useState<string | undefined>()
  const [chosen, setChosen] = useState<Kind[]>([])
  const act = useMutation({
    mutationFn: () => write(to('/api/registration/service-bodies'), { pack, organizationId: organization!, kinds: chosen }),
    onSuccess: () => { setOrganization(undefined); setChosen([]); void refresh('/api/public/service-bodies') },
  })
  return (
    <Panel title={text('bodies.recognize')}>
      <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); act.mutate() }}>
        <PartyField id="body" label={text('review.body')} given={organization} onGive={setOrganization} />
        <div className="field"><label htmlFor="body-pack">{text('register.register')}</label><select id="body-pack" className="input" required value={pack} onChange={(e) => setPack(e.target.value)}><option value="">{text('do.choose')}</option>{registers.filter((r) => r.open).map((r) => <option key={r.id} value={r.pack}>{text.both({ zh: r.title, en: r.titleEn })}</option>)}</select></div>
        <fieldset className="plain-set"><legend className="label">{text('bodies.for')}</legend><div className="choices">{kinds.map((k) => <label key={k} className="choice"><input type="checkbox" checked={chosen.includes(k)} onChange={(e) => setChosen(e.target.checked ? [...chosen, k] : chosen.filter((x) => x !== k))} />{text.of('statement', k)}</label>)}</div></fieldset>
        <RefusalCard error={act.error} />
        <div><button type="submit" className="button solid" disabled={act.isPending || !organization || pack === '' || chosen.length === 0}>{text('bodies.recognize')}</button></div>
      </form>
    </Panel>
  )
}
