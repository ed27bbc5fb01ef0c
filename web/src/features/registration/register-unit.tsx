import { useMutation } from '@tanstack/react-query'
import { type FormEvent, lazy, Suspense, useState } from 'react'
import { Link, useParams } from 'react-router'
import { useGet } from '~/api/queries'
import { write } from '~/api/http'
import { at, to } from '~/api/shape'
import { has, useSession } from '~/features/parties/session'
import { useText } from '~/locales/text'
import { DraftNote } from '~/patterns/DraftNote'
import { SubjectEvidence } from '~/patterns/EvidenceBadge'
import { Loading } from '~/patterns/Loading'
import { Money } from '~/patterns/Money'
import { Moment } from '~/patterns/Moment'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Scroll } from '~/patterns/Scroll'
import { Shown } from '~/patterns/Shown'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import type { Unit } from './RightsGraph'
import { SignedTrades } from './SignedTrades'

const RightsGraph = lazy(() => import('./RightsGraph'))

/** 登记单位 — the whole of one unit: who holds what from whom, what burdens it, and the entries it follows from. */
export default function RegisterUnit() {
  const text = useText()
  const { number } = useParams()
  const session = useSession().data
  const read = useGet(at('/api/registration/register/{number}', { number }))
  return (
    <Shown read={read} title={number}>
      {(u) => (
        <ConsolePage
          title={u.title ?? u.number} up={{ to: '/console/register', label: text('nav.register') }}
          beside={<><span className="code">{u.number}</span><span className="quiet">{text.both({ zh: u.registerTitle, en: u.registerTitleEn })}</span><span className="quiet">{text('register.since')} <Moment day={u.registeredOn} /></span>{u.certificateNumber ? <Link to={`/v/${u.certificateNumber}`}>{text('certificate')} {u.certificateNumber}</Link> : null}</>}
        >
          <DraftNote drafts={u.drafts} />
          <Panel title={text('register.graph')} extra={<span className="quiet">{text('register.graph.how')}</span>}><Suspense fallback={<Loading lines={5} />}><RightsGraph unit={u} /></Suspense></Panel>
          <div className="panes">
            <div><Burdens unit={u} /><Entries unit={u} /></div>
            <div>{session && has(session, 'Registrar') ? <SignedTrades unit={u.number} /> : null}<Extract number={u.number} /></div>
          </div>
        </ConsolePage>
      )}
    </Shown>
  )
}

function Burdens({ unit }: { unit: Unit }) {
  const text = useText()
  return (
    <Panel title={text('register.burdens')}>
      {unit.encumbrances.length === 0 ? <p className="quiet">{text('register.burdens.none')}</p> : (
        <Scroll label={text('register.burdens')}>
          <table className="plain">
            <thead><tr><th>{text('register.burden')}</th><th>{text('register.on')}</th><th>{text('register.favour')}</th><th className="number">{text('register.amount')}</th><th>{text('register.term-of')}</th><th>{text('register.ground')}</th></tr></thead>
            <tbody>
              {unit.encumbrances.map((b) => (
                <tr key={b.id}>
                  <td><span className={b.status === 'Standing' ? 'burden' : 'quiet'}>{text.of('encumbrance', b.kind)}</span>{b.status === 'Standing' ? null : <span className="quiet"> {text.of('right.status', b.status)}</span>}</td>
                  <td>{b.rightId ? text.of('right', unit.rights.find((r) => r.id === b.rightId)?.kind) : text('register.whole')}</td>
                  <td>{b.inFavourOf ?? '—'}{b.rank ? <span className="quiet"> {text('register.rank', { rank: b.rank })}</span> : null}</td>
                  <td className="number"><Money fen={b.amountFen} /></td>
                  <td><Moment day={b.from} /> – {b.until ? <Moment day={b.until} /> : text('rights.open-ended')}</td>
                  <td>{b.ground}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Panel>
  )
}

function Entries({ unit }: { unit: Unit }) {
  const text = useText()
  return (
    <Panel title={text('register.entries')} extra={<span className="quiet">{text('register.entries.how')}</span>}>
      <ol className="timeline">
        {[...unit.entries].reverse().map((e) => (
          <li key={e.id}>
            <div className="wrap"><strong>{text('register.entry', { ordinal: e.ordinal })} {text.of('filing.kind', e.kind)}</strong>{e.filingId ? <Link to={`/console/filings/${e.filingId}`}>{text('hit.filing')}</Link> : null}</div>
            <div className="quiet"><Moment at={e.at} /> · {text('register.lines', { count: e.lines })}</div>
            <div className="code quiet">{e.sha256}</div>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

/** 登记簿摘录 — for a purpose that is written down; signed, and with its receipt as soon as that is sealed. */
function Extract({ number }: { number: string }) {
  const text = useText()
  const [purpose, setPurpose] = useState('')
  const ask = useMutation({ mutationFn: () => write(to('/api/registration/register/{number}/extract', { number }), { purpose: purpose.trim() }) })
  return (
    <Panel title={text('extract.title')}>
      <p className="quiet">{text('extract.what')}</p>
      <form className="stack tight" onSubmit={(e: FormEvent) => { e.preventDefault(); ask.mutate() }}>
        <label htmlFor="purpose" className="label">{text('extract.purpose')}</label>
        <textarea id="purpose" className="input" rows={3} required maxLength={500} value={purpose} onChange={(e) => setPurpose(e.target.value)} />
        <RefusalCard error={ask.error} />
        <div><button type="submit" className="button solid" disabled={ask.isPending || purpose.trim() === ''}>{text('extract.ask')}</button></div>
      </form>
      {ask.data ? (
        <div className="notice stack tight" role="status">
          <p><strong>{text('extract.ready')}</strong></p>
          <p className="wrap"><a href={ask.data.href} download>{text('extract.download')}</a><a href={ask.data.receiptHref} download>{text('extract.receipt')}</a><SubjectEvidence subject={ask.data.urn} watch /></p>
          <p className="code">{ask.data.sha256}</p>
        </div>
      ) : null}
    </Panel>
  )
}
