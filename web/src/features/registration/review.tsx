import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link, useParams } from 'react-router'
import { refresh, useGet } from '~/api/queries'
import { follow } from '~/api/http'
import { type Shape, at } from '~/api/shape'
import { useText } from '~/locales/text'
import { DraftNote } from '~/patterns/DraftNote'
import { LawTag } from '~/patterns/LawTag'
import { Moment } from '~/patterns/Moment'
import { type OpenStep, OpenSteps } from '~/patterns/OpenSteps'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { Timeline } from '~/patterns/Timeline'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { useDrafts } from './drafts'
import { RegisterName } from './RegisterName'
import { StatementCard } from './StatementCard'

type Order = Shape<'Registration.OrderReview.View'>
type Said = Shape<'Registration.SignStatement.Request'>
type Result = Shape<'Registration.ItemResult'>

/** 审查委托 — what is to be looked at, and the statement to sign. */
export default function ReviewOrder() {
  const text = useText()
  const { id } = useParams()
  const read = useGet(at('/api/registration/review-orders/{id}', { id }))
  const drafts = useDrafts(read.data?.pack)
  return (
    <Shown read={read} title={text('nav.reviews')}>
      {(o) => {
        const sign = o.openSteps.find((s) => s.step === 'SignStatement')
        return (
          <ConsolePage title={o.resourceTitle} up={{ to: '/console/reviews', label: text('nav.reviews') }} beside={<><span className="quiet">{text.both({ zh: o.kindZh, en: o.kindEn })}</span><Stage stage={o.state} group="stage.review" /></>}>
            <DraftNote drafts={drafts} />
            <OpenSteps steps={o.openSteps} stale={['/api/registration']} except={['SignStatement']} />
            <div className="panes">
              <div>
                {sign ? <SignForm key={o.id} order={o} step={sign} /> : null}
                {o.statement ? <Panel title={text('review.statement')}><StatementCard order={o} /></Panel> : null}
                {!sign && !o.statement ? <Panel title={text('review.items')}><Items order={o} /></Panel> : null}
              </div>
              <div>
                <Panel title={text('review.about')}>
                  <dl className="pairs">
                    <dt>{text('review.subject')}</dt><dd>{o.subjectName}</dd>
                    <dt>{text('review.body')}</dt><dd>{o.bodyName}</dd>
                    <dt>{text('review.ordered')}</dt><dd><Moment day={o.orderedOn} /></dd>
                    <dt>{text('filing.pack')}</dt><dd><Link to={`/law/${o.pack}`}><RegisterName of={o.pack} /></Link></dd>
                    {o.filingId ? <><dt>{text('hit.filing')}</dt><dd><Link to={`/console/filings/${o.filingId}`}>{text('review.materials')}</Link></dd></> : null}
                    {o.reason ? <><dt>{text('review.reason')}</dt><dd>{o.reason}</dd></> : null}
                  </dl>
                </Panel>
                <Panel title={text('timeline')}><Timeline subject={o.urn} /></Panel>
              </div>
            </div>
          </ConsolePage>
        )
      }}
    </Shown>
  )
}

function Items({ order: o }: { order: Order }) {
  const text = useText()
  return o.items.length === 0 ? <p className="quiet">{text('review.no-items')}</p> : <ul className="stack tight">{o.items.map((i) => <li key={i.key} className="wrap">{text.both(i)} <LawTag basis={i.basis} /></li>)}</ul>
}

/** 签署声明 — every item answered, the sample described so that somebody else can draw it again, and a conclusion one stands by. */
function SignForm({ order: o, step }: { order: Order; step: OpenStep }) {
  const text = useText()
  const [results, setResults] = useState<Record<string, Result>>({})
  const [notes, setNotes] = useState<Record<string, string>>({})
  const [sample, setSample] = useState({ rows: '', method: '', faults: '0' })
  const [positive, setPositive] = useState<boolean | null>(null)
  const [independent, setIndependent] = useState(false)
  const [summary, setSummary] = useState('')
  const sign = useMutation({
    mutationFn: () => follow(step.href, {
      positive: positive === true, independent, summary: summary.trim(),
      items: o.items.map((i) => ({ key: i.key, result: results[i.key]!, note: notes[i.key]?.trim() || undefined })),
      sample: o.sampleRows === undefined ? undefined : { rows: Number(sample.rows), method: sample.method.trim(), faults: Number(sample.faults) },
    } satisfies Said),
    onSuccess: () => refresh('/api/registration', '/api/work', '/api/evidence/facts'),
  })
  const open = o.items.filter((i) => results[i.key] === undefined).length
  return (
    <form className="stack" onSubmit={(e: FormEvent) => { e.preventDefault(); sign.mutate() }}>
      {o.items.length > 0 ? (
        <Panel title={text('review.items')} extra={<span className="quiet">{text('review.left', { count: open })}</span>}>
          {o.items.map((i) => (
            <fieldset key={i.key} className="plain-set review-item">
              <legend className="wrap"><span className="label">{text.both(i)}</span> <LawTag basis={i.basis} /></legend>
              <div className="wrap">
                {(['Passed', 'Failed', 'NotApplicable'] as const).map((r) => <label key={r} className={`chip${results[i.key] === r ? ' on' : ''}`}><input type="radio" name={`item-${i.key}`} required checked={results[i.key] === r} onChange={() => setResults({ ...results, [i.key]: r })} />{text.of('review.result', r)}</label>)}
              </div>
              <input className="input" aria-label={text('review.note-on', { item: text.both(i) })} placeholder={text('review.note')} maxLength={500} value={notes[i.key] ?? ''} onChange={(e) => setNotes({ ...notes, [i.key]: e.target.value })} />
            </fieldset>
          ))}
        </Panel>
      ) : null}
      {o.sampleRows === undefined ? null : (
        <Panel title={text('review.sample')} extra={<LawTag basis={o.sampleBasis} />}>
          <p className="quiet">{text('review.sample.least', { rows: o.sampleRows })}</p>
          <div className="form">
            <div className="two">
              <div className="field"><label htmlFor="sample-rows">{text('review.sample.rows')}</label><input id="sample-rows" type="number" min={0} required className="input" value={sample.rows} onChange={(e) => setSample({ ...sample, rows: e.target.value })} /></div>
              <div className="field"><label htmlFor="sample-faults">{text('review.sample.faults')}</label><input id="sample-faults" type="number" min={0} required className="input" value={sample.faults} onChange={(e) => setSample({ ...sample, faults: e.target.value })} /></div>
            </div>
            <div className="field"><label htmlFor="sample-method">{text('review.sample.method')}</label><textarea id="sample-method" rows={2} required maxLength={500} className="input" value={sample.method} onChange={(e) => setSample({ ...sample, method: e.target.value })} /></div>
          </div>
        </Panel>
      )}
      <Panel title={text('review.conclusion')}>
        <div className="form">
          <fieldset className="plain-set"><legend className="hidden-text">{text('review.conclusion')}</legend><div className="wrap">{([true, false] as const).map((p) => <label key={String(p)} className={`chip${positive === p ? ' on' : ''}`}><input type="radio" name="conclusion" required checked={positive === p} onChange={() => setPositive(p)} />{text.of('review.conclusion', p ? 'Positive' : 'Negative')}</label>)}</div></fieldset>
          <div className="field"><label htmlFor="summary">{text('review.summary')}</label><textarea id="summary" rows={4} required maxLength={1000} className="input" value={summary} onChange={(e) => setSummary(e.target.value)} /></div>
          <label className="choice"><input type="checkbox" required checked={independent} onChange={(e) => setIndependent(e.target.checked)} /><span>{text('review.independent')}</span></label>
          <p className="quiet">{text('review.sign.what')} <LawTag basis={step.basis} /></p>
          <RefusalCard error={sign.error} />
          <div><button type="submit" className="button solid" disabled={sign.isPending || open > 0 || positive === null}>{text('step.SignStatement')}</button></div>
        </div>
      </Panel>
    </form>
  )
}
