import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { refresh, useGet } from '~/api/queries'
import { write } from '~/api/http'
import { type Shape, at, to } from '~/api/shape'
import { useText } from '~/locales/text'
import { Dialog } from '~/patterns/Dialog'
import { EmptyState } from '~/patterns/EmptyState'
import { SubjectEvidence } from '~/patterns/EvidenceBadge'
import { Moment } from '~/patterns/Moment'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { ConsolePage, Panel } from '~/shell/ConsolePage'

type Circle = Shape<'Space.FormCircle.CircleView'>
type Member = Shape<'Space.FormCircle.MemberView'>
type Organization = Pick<Shape<'Parties.ManageOrganizations.View'>, 'id' | 'name'>
type Asked = { kind: 'form' } | { kind: 'join'; circle: Circle } | { kind: 'leave'; circle: Circle; member: Member }

const stale = ['/api/space/circles', '/api/evidence/facts']
/** More are found by typing. */
const shownMax = 12

/** 关联接收方 — receivers that may put their answers together are audited as one. */
export default function Circles() {
  const text = useText()
  const read = useGet(at('/api/space/circles'))
  const [asked, setAsked] = useState<Asked>()
  const done = () => setAsked(undefined)
  const taken = new Set(read.data?.flatMap((c) => c.members.map((m) => m.organizationId)))
  return (
    <ConsolePage title={text('nav.circles')} actions={<button type="button" className="button solid" onClick={() => setAsked({ kind: 'form' })}>{text('circle.new')}</button>}>
      <p className="notice">{text('circle.what')}</p>
      <Shown read={read}>
        {(circles) => circles.length === 0 ? <EmptyState title={text('circle.none')} hint={text('circle.none.hint')} /> : (
          <div className="cards watch">
            {circles.map((c) => (
              <Panel key={c.id} title={c.name} extra={<SubjectEvidence watch subject={c.urn} />}>
                <ul className="short-list">
                  {c.members.map((m) => (
                    <li key={m.organizationId}>
                      <div className="short-line"><strong>{m.name}</strong><button type="button" className="link-button" aria-label={text('circle.leave.of', { name: m.name })} onClick={() => setAsked({ kind: 'leave', circle: c, member: m })}>{text('circle.leave')}</button></div>
                      <span className="quiet"><Moment at={m.at} /></span>
                    </li>
                  ))}
                </ul>
                <div><button type="button" className="button" onClick={() => setAsked({ kind: 'join', circle: c })}>{text('circle.take')}</button></div>
              </Panel>
            ))}
          </div>
        )}
      </Shown>
      {asked?.kind === 'form' ? <Dialog title={text('circle.new')} onClose={done} wide><Form taken={taken} onDone={done} /></Dialog> : null}
      {asked?.kind === 'join' ? <Dialog title={asked.circle.name} onClose={done} wide><Join circle={asked.circle} taken={taken} onDone={done} /></Dialog> : null}
      {asked?.kind === 'leave' ? <Dialog title={text('circle.leave.of', { name: asked.member.name })} onClose={done}><Leave circle={asked.circle} member={asked.member} onDone={done} /></Dialog> : null}
    </ConsolePage>
  )
}

/** Organizations that belong to no circle yet. */
function Organizations({ taken, picked, many, onPick }: { taken: Set<string>; picked: string[]; many?: boolean; onPick: (ids: string[]) => void }) {
  const text = useText()
  const [q, setQ] = useState('')
  const read = useGet(at('/api/parties/organizations', { q: q.trim() || undefined, take: shownMax }), { keep: true })
  // Whoever was picked stays in sight, whatever is looked for next.
  const [known, setKnown] = useState<Organization[]>([])
  const pick = (o: Organization, on: boolean) => {
    if (on) setKnown([...known.filter((k) => k.id !== o.id), o])
    onPick(many ? (on ? [...picked, o.id] : picked.filter((id) => id !== o.id)) : [o.id])
  }
  return (
    <fieldset className="plain-set">
      <legend className="label">{text('circle.members')}</legend>
      <input type="search" className="input" aria-label={text('circle.find')} placeholder={text('party.find')} value={q} onChange={(e) => setQ(e.target.value)} onKeyDown={(e) => { if (e.key === 'Enter') e.preventDefault() }} />
      <Shown read={read} lines={3}>
        {({ items }) => (
          <div className="choices">
            {[...known.filter((k) => picked.includes(k.id) && !items.some((o) => o.id === k.id)), ...items.filter((o) => !taken.has(o.id))].map((o) => (
              <label key={o.id} className="choice">
                <input type={many ? 'checkbox' : 'radio'} name="organization" checked={picked.includes(o.id)} onChange={(e) => pick(o, e.target.checked)} />
                <span>{o.name}</span>
              </label>
            ))}
          </div>
        )}
      </Shown>
    </fieldset>
  )
}

function Reason({ reason, onChange }: { reason: string; onChange: (reason: string) => void }) {
  const text = useText()
  return (
    <div className="field">
      <label htmlFor="circle-reason">{text('circle.reason')}</label>
      <textarea id="circle-reason" className="input" rows={3} required maxLength={1000} value={reason} onChange={(e) => onChange(e.target.value)} />
      <span className="hint">{text('circle.reason.kept')}</span>
    </div>
  )
}

/** A write that closes its dialog and makes the list stale. */
function useAct(send: () => Promise<unknown>, onDone: () => void) {
  return useMutation({
    mutationFn: send,
    onSuccess: () => {
      onDone()
      void refresh(...stale)
    },
  })
}

function Form({ taken, onDone }: { taken: Set<string>; onDone: () => void }) {
  const text = useText()
  const [form, setForm] = useState({ name: '', reason: '', organizationIds: [] as string[] })
  const act = useAct(() => write(to('/api/space/circles'), form), onDone)
  return (
    <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); act.mutate() }}>
      <div className="field"><label htmlFor="circle-name">{text('circle.name')}</label><input id="circle-name" className="input" required maxLength={200} value={form.name} onChange={(e) => setForm({ ...form, name: e.target.value })} /><span className="hint">{text('circle.name.hint')}</span></div>
      <Organizations taken={taken} picked={form.organizationIds} many onPick={(organizationIds) => setForm({ ...form, organizationIds })} />
      <Reason reason={form.reason} onChange={(reason) => setForm({ ...form, reason })} />
      <RefusalCard error={act.error} />
      <div><button type="submit" className="button solid" disabled={act.isPending || form.organizationIds.length < 2}>{text('circle.form')}</button></div>
    </form>
  )
}

function Join({ circle, taken, onDone }: { circle: Circle; taken: Set<string>; onDone: () => void }) {
  const text = useText()
  const [picked, setPicked] = useState<string[]>([])
  const [reason, setReason] = useState('')
  const act = useAct(() => write(to('/api/space/circles/{id}/members', { id: circle.id }), { organizationId: picked[0]!, reason }), onDone)
  return (
    <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); act.mutate() }}>
      <Organizations taken={taken} picked={picked} onPick={setPicked} />
      <Reason reason={reason} onChange={setReason} />
      <RefusalCard error={act.error} />
      <div><button type="submit" className="button solid" disabled={act.isPending || picked.length === 0}>{text('circle.join')}</button></div>
    </form>
  )
}

function Leave({ circle, member, onDone }: { circle: Circle; member: Member; onDone: () => void }) {
  const text = useText()
  const [reason, setReason] = useState('')
  const act = useAct(() => write(to('/api/space/circles/{id}/members/{organizationId}/remove', { id: circle.id, organizationId: member.organizationId }), { reason }), onDone)
  return (
    <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); act.mutate() }}>
      <p className="quiet">{text('circle.leave.what')}</p>
      {circle.members.length <= 2 ? <p className="notice warn">{text('circle.last-two')}</p> : null}
      <Reason reason={reason} onChange={setReason} />
      <RefusalCard error={act.error} />
      <div><button type="submit" className="button solid" disabled={act.isPending || reason.trim() === ''}>{text('circle.leave')}</button></div>
    </form>
  )
}
