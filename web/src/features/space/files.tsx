import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useCallback, useState } from 'react'
import { Link } from 'react-router'
import { refresh, useGet, usePages } from '~/api/queries'
import { begin, write } from '~/api/http'
import { type Shape, at, to } from '~/api/shape'
import { has, useSession } from '~/features/parties/session'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { Dialog } from '~/patterns/Dialog'
import { SubjectEvidence } from '~/patterns/EvidenceBadge'
import { JobProgress } from '~/patterns/JobProgress'
import { Money } from '~/patterns/Money'
import { Moment } from '~/patterns/Moment'
import { MoreButton } from '~/patterns/MoreButton'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { Panel } from '~/shell/ConsolePage'
import { Filters, useFilters } from '~/shell/Filters'
import { AgreementPage, type AgreementView, type Schema } from './AgreementPage'
import { daysLeft } from './owed'
import { priceOf } from './open-doors'
import { urnOfUse } from './urn'

type Delivery = Shape<'Space.DeliverFile.DeliveryView'>

/** 交付文件 — files that bear their recipient's mark: what was delivered, what proves it, and what is still owed. */
export default function Files() {
  const text = useText()
  const session = useSession().data
  const buys = (a: AgreementView) => has(session, 'Analyst') && session?.organizationId === a.buyerId
  return (
    <AgreementPage door="door.files" actions={(a) => (a.holderId === session?.organizationId || has(session, 'Regulator') ? <Link className="button" to={`/console/traces?resource=${a.resourceId}`}>{text('file.trace')}</Link> : undefined)}>
      {(s, a, id) => (
        <>
          {buys(a) ? <Panel title={text('file.make')}><Make agreementId={id} schema={s} /></Panel> : null}
          <Panel title={text('file.list')}><List agreement={a} buys={buys(a)} stopped={s.stopped} /></Panel>
        </>
      )}
    </AgreementPage>
  )
}

function Make({ agreementId, schema }: { agreementId: string; schema: Schema }) {
  const text = useText()
  const [format, setFormat] = useState<Shape<'Space.FileFormat'>>('Csv')
  const look = useCallback(() => void refresh('/api/space', '/api/trading', '/api/work', '/api/evidence/facts'), [])
  const make = useMutation({
    mutationFn: () => begin(to('/api/space/agreements/{id}/files', { id: agreementId }), { format }),
    onSettled: look,
  })
  const job = make.data && 'jobId' in make.data ? make.data.jobId : undefined
  const there = make.data && 'number' in make.data ? make.data : undefined
  return (
    <form className="stack tight" onSubmit={(e: FormEvent) => { e.preventDefault(); make.mutate() }}>
      <p className="quiet">{text('file.make.what')}</p>
      <div className="wrap" role="radiogroup" aria-label={text('file.format')}>
        {(['Csv', 'Parquet'] as const).map((f) => <label key={f} className="choice"><input type="radio" name="format" checked={format === f} onChange={() => setFormat(f)} /><span>{text.of('file.format', f)}</span></label>)}
      </div>
      <div className="wrap"><button type="submit" className="button solid" disabled={make.isPending || schema.stopped || !schema.inForce}>{text(make.isPending ? 'space.running' : 'file.make')}</button><span className="quiet">{text('space.cost')} <Money fen={priceOf(schema, 'File')} /></span></div>
      <div aria-live="polite">
        {there ? <p className="good-text">✓ {text('file.number', { number: there.number })} {there.repeat ? text('result.repeat') : null}</p> : null}
        {job ? <JobProgress key={job} id={job} onEnd={look} /> : null}
        <RefusalCard error={make.error} />
      </div>
    </form>
  )
}

const stages: Shape<'Space.DeliveryStage'>[] = ['Delivered', 'Overdue', 'Deleted']

/** Found by number, fingerprint and state by the server, some at a time. */
function List({ agreement, buys, stopped }: { agreement: AgreementView; buys: boolean; stopped: boolean }) {
  const text = useText()
  const filter = useFilters()
  const pages = usePages(at('/api/space/agreements/{id}/files', { id: agreement.id }), filter)
  const clock = useGet(at('/api/clock'))
  return (
    <div className="stack tight">
      <Filters stages={stages} group="stage.delivery" search={text('file.find')} />
      <Shown read={{ ...pages, data: pages.items }} lines={4}>
        {(files) => files.length === 0 ? <p className="quiet" role="status">{text(filter.q || filter.stage ? 'file.none-found' : 'file.none')}</p> : (
          <ul className="deliveries">{files.map((d) => <li key={d.useId} className="delivery"><About delivery={d} agreementUrn={agreement.urn} fetchable={buys && !stopped} /><Owed delivery={d} agreementId={agreement.id} today={clock.data?.legalDay} buys={buys} /></li>)}</ul>
        )}
      </Shown>
      <MoreButton pages={pages} />
    </div>
  )
}

function About({ delivery: d, agreementUrn, fetchable }: { delivery: Delivery; agreementUrn: string; fetchable: boolean }) {
  const text = useText()
  return (
    <div className="stack tight">
      <p className="wrap"><strong>{text('use.number', { number: d.number })}</strong><span>{text.of('file.format', d.format)} · {text('file.rows', { rows: formatCount(d.rows) })}</span><Money fen={d.priceFen} /><SubjectEvidence watch subject={urnOfUse(agreementUrn, d.useId)} /></p>
      <p className="wrap"><span className="quiet"><Moment at={d.at} /></span>{fetchable && d.stage !== 'Deleted' ? <a href={d.href} download>{text('file.download')}</a> : null}<Link to={`/console/uses/${d.useId}`}>{text('use.path')}</Link></p>
      <dl className="pairs">
        <dt>{text('file.sha')}</dt><dd className="code">{d.fileSha256}</dd>
        <dt>{text('file.mark')}</dt><dd><span className="code">{d.markSha256}</span><div className="quiet">{text('file.mark.what')}</div></dd>
      </dl>
    </div>
  )
}

/** 删除义务 — its clock, and the confirmation that ends it. */
function Owed({ delivery: d, agreementId, today, buys }: { delivery: Delivery; agreementId: string; today?: string; buys: boolean }) {
  const text = useText()
  const [asked, setAsked] = useState(false)
  const left = d.deleteBy && today ? daysLeft(d.at, d.deleteBy, today) : undefined
  return (
    <div className="owed">
      <p className="wrap"><span className="label">{text('file.deletion')}</span>{d.deleteBy || d.stage === 'Deleted' ? <Stage stage={d.stage} group="stage.delivery" /> : null}</p>
      {d.stage === 'Deleted' ? (
        <><p className="quiet">{d.confirmedAt ? <Moment at={d.confirmedAt} /> : null}</p><p className="quote">{d.statement}</p></>
      ) : d.deleteBy ? (
        <>
          <p>{text('file.delete-by')} <Moment day={d.deleteBy} /></p>
          {left ? (
            <div className={`clock column ${left.days < 0 ? 'late' : left.days <= 3 ? 'near' : 'calm'}`}>
              <span className="clock-left">{left.days < 0 ? text('file.late', { days: -left.days }) : left.days === 0 ? text('clock.today') : text('file.left', { days: left.days })}</span>
              <span className="clock-bar" aria-hidden><span style={{ width: `${left.spent * 100}%` }} /></span>
            </div>
          ) : null}
        </>
      ) : <p className="quiet">{text('file.deletion.none')}</p>}
      {buys && d.stage !== 'Deleted' ? <div><button type="button" className="button" aria-label={`${text('file.confirm')} ${text('use.number', { number: d.number })}`} onClick={() => setAsked(true)}>{text('file.confirm')}</button></div> : null}
      {asked ? <Dialog title={text('file.confirm')} onClose={() => setAsked(false)}><Confirm agreementId={agreementId} useId={d.useId} onDone={() => setAsked(false)} /></Dialog> : null}
    </div>
  )
}

function Confirm({ agreementId, useId, onDone }: { agreementId: string; useId: string; onDone: () => void }) {
  const text = useText()
  const [statement, setStatement] = useState('')
  const confirm = useMutation({
    mutationFn: () => write(to('/api/space/agreements/{id}/files/{useId}/confirm-deletion', { id: agreementId, useId }), { statement: statement.trim() }),
    onSuccess: () => {
      onDone()
      void refresh('/api/space', '/api/work', '/api/evidence/facts')
    },
  })
  return (
    <form className="stack tight" onSubmit={(e: FormEvent) => { e.preventDefault(); confirm.mutate() }}>
      <label htmlFor="statement">{text('file.statement')}</label>
      <textarea id="statement" className="input" rows={4} required maxLength={1000} value={statement} onChange={(e) => setStatement(e.target.value)} />
      <p className="quiet">{text('file.confirm.what')}</p>
      <RefusalCard error={confirm.error} />
      <div><button type="submit" className="button solid" disabled={confirm.isPending || statement.trim() === ''}>{text('file.confirm')}</button></div>
    </form>
  )
}
