import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { follow, write } from '~/api/http'
import { refresh, useGet } from '~/api/queries'
import { type Shape, at, to } from '~/api/shape'
import { has, useSession } from '~/features/parties/session'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { Moment } from '~/patterns/Moment'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { PartyField } from './PartyField'

type Interest = Shape<'Registration.DeclareInterest.View'>
type Nature = Interest['nature']
const natures: Nature[] = ['Shareholding', 'CommonControl', 'Management', 'Dealing', 'Other']

/** 利害关联申报 — ties that keep a body from reviewing, and a member from voting; one declares one's own, the registry sees everybody's. */
export default function Interests() {
  const text = useText()
  const session = useSession().data
  const read = useGet(at('/api/registration/interests'))
  const may = has(session, 'Steward', 'Reviewer', 'CommitteeMember', 'Administrator')
  return (
    <ConsolePage title={text('nav.interests')}>
      <p className="quiet">{text('interests.what')}</p>
      <Shown read={read}>
        {({ items }) => items.length === 0 ? <EmptyState title={text('interests.none')} hint={text('interests.none.hint')} /> : (
          <Panel title={text('interests.declared')}>
            <ul className="short-list">{items.map((i) => <Line key={i.id} interest={i} own={may && i.organizationId === session?.organizationId} />)}</ul>
          </Panel>
        )}
      </Shown>
      {may ? <Declare /> : null}
    </ConsolePage>
  )
}

function Line({ interest: i, own }: { interest: Interest; own: boolean }) {
  const text = useText()
  const act = useMutation({ mutationFn: () => follow(`/api/registration/interests/${i.id}/end`), onSuccess: () => refresh('/api/registration/interests') })
  return (
    <li>
      <div className="short-line">
        <span className="wrap"><strong>{i.organizationName}</strong><span aria-hidden="true">↔</span><strong>{i.otherName}</strong><span>{text.of('interest', i.nature)}</span></span>
        <span className="quiet">{i.endedOn ? <>{text('interests.ended')} <Moment day={i.endedOn} /></> : <>{text('interests.since')} <Moment day={i.declaredOn} /></>}</span>
      </div>
      {own && !i.endedOn ? <div><button type="button" className="button" aria-label={text('interests.end.of', { name: i.otherName })} disabled={act.isPending} onClick={() => act.mutate()}>{text('interests.end')}</button></div> : null}
      <RefusalCard error={act.error} />
    </li>
  )
}

function Declare() {
  const text = useText()
  const [other, setOther] = useState<string | undefined>()
  const [nature, setNature] = useState<Nature | ''>('')
  const act = useMutation({
    mutationFn: () => write(to('/api/registration/interests'), { otherId: other!, nature: nature as Nature }),
    onSuccess: () => { setOther(undefined); setNature(''); void refresh('/api/registration/interests') },
  })
  return (
    <Panel title={text('interests.declare')}>
      <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); act.mutate() }}>
        <PartyField id="interest-other" label={text('interests.other')} given={other} onGive={setOther} />
        <div className="field">
          <label htmlFor="interest-nature">{text('interests.nature')}</label>
          <select id="interest-nature" className="input" required value={nature} onChange={(e) => setNature(e.target.value as Nature)}>
            <option value="">{text('do.choose')}</option>
            {natures.map((n) => <option key={n} value={n}>{text.of('interest', n)}</option>)}
          </select>
          <span className="hint">{text('interests.hint')}</span>
        </div>
        <RefusalCard error={act.error} />
        <div><button type="submit" className="button solid" disabled={act.isPending || !other || nature === ''}>{text('interests.declare')}</button></div>
      </form>
    </Panel>
  )
}
