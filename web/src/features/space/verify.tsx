import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { Link } from 'react-router'
import { refresh, useGet } from '~/api/queries'
import { write } from '~/api/http'
import { type Shape, at, to } from '~/api/shape'
import { useText } from '~/locales/text'
import { BudgetBar } from '~/patterns/BudgetBar'
import { JobProgress } from '~/patterns/JobProgress'
import { Money } from '~/patterns/Money'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { Panel } from '~/shell/ConsolePage'
import { AgreementPage, type Schema } from './AgreementPage'
import { MeterStrip } from './MeterStrip'
import { priceOf } from './open-doors'
import { VerifyFile } from './VerifyFile'

type Item = Shape<'Space.Verify.Item'>

/** 核验 — whether what is said of somebody agrees with the record; nothing of the record is shown. */
export default function Verify() {
  return (
    <AgreementPage door="door.verify">
      {(s, a, id) => <Desk agreementId={id} schema={s} titleOf={(name) => a.product.columns.find((c) => c.name === name)?.title ?? name} />}
    </AgreementPage>
  )
}

function Desk({ agreementId, schema, titleOf }: { agreementId: string; schema: Schema; titleOf: (name: string) => string }) {
  const text = useText()
  const state = useGet(at('/api/space/agreements/{id}/verification-index', { id: agreementId }))
  const terms = schema.controls.verification
  if (!terms) return <p className="notice warn">{text('preview.refused')}</p>
  const closed = schema.stopped || !schema.inForce
  return (
    <Shown read={state} lines={4}>
      {(s) => (
        <>
          {s.ready ? null : <Panel title={text('verify.index')}><Index agreementId={agreementId} /></Panel>}
          <div className="panes">
            <div>
              <Panel title={text('verify.one')}><One agreementId={agreementId} terms={terms} closed={closed || !s.ready} titleOf={titleOf} /></Panel>
              <Panel title={text('verify.batch')}><VerifyFile agreementId={agreementId} terms={terms} price={priceOf(schema, 'Verification')} most={s.itemsMax} closed={closed || !s.ready} /></Panel>
            </div>
            <div>
              <Panel title={text('verify.results')}>
                <ul className="stack tight">{(['Matched', 'Differs', 'Unknown'] as const).map((o) => <li key={o}><OutcomeWord outcome={o} /> <span className="quiet">{text.of('outcome.what', o)}</span></li>)}</ul>
              </Panel>
            </div>
          </div>
          <MeterStrip schema={schema} mode="Verification"><BudgetBar label={text('verify.identities')} left={s.identitiesLeft} total={s.identitiesPerDay} cost={1} unit={text('unit.identities')} /></MeterStrip>
        </>
      )}
    </Shown>
  )
}

export function OutcomeWord({ outcome }: { outcome: Shape<'Space.Outcome'> }) {
  const text = useText()
  return <strong className={`outcome-word ${outcome.toLowerCase()}`}>{text.of('outcome', outcome)}</strong>
}

interface Props {
  agreementId: string
  terms: Shape<'Contracts.VerificationTerms'>
  closed: boolean
  titleOf: (name: string) => string
}

function One({ agreementId, terms, closed, titleOf }: Props) {
  const text = useText()
  const [said, setSaid] = useState<Record<string, string>>({})
  const [consent, setConsent] = useState('')
  const pick = (names: string[]) => Object.fromEntries(names.filter((n) => said[n]?.trim()).map((n) => [n, said[n]!.trim()]))
  const verify = useMutation({
    mutationFn: () => write(to('/api/space/agreements/{id}/verifications', { id: agreementId }), { items: [{ keys: pick(terms.keys), values: pick(terms.compared), ...(terms.needsConsent ? { consent: consent.trim() } : {}) } as unknown as Item] }),
    onSettled: () => refresh('/api/space', '/api/trading'),
  })
  const whole = terms.keys.every((k) => said[k]?.trim()) && Object.keys(pick(terms.compared)).length > 0 && (!terms.needsConsent || consent.trim() !== '')
  const answer = verify.data?.answers[0]
  const change = (name: string, value: string) => { setSaid({ ...said, [name]: value }); verify.reset() }
  return (
    <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); if (whole) verify.mutate() }}>
      <p className="quiet">{text('verify.say')}</p>
      <fieldset className="plain-set stack tight"><legend className="label">{text('verify.whose')}</legend><div className="two">{terms.keys.map((k) => <Said key={k} label={titleOf(k)} required value={said[k] ?? ''} onChange={(v) => change(k, v)} />)}</div></fieldset>
      <fieldset className="plain-set stack tight"><legend className="label">{text('verify.claims')}</legend><div className="two">{terms.compared.map((k) => <Said key={k} label={titleOf(k)} value={said[k] ?? ''} onChange={(v) => change(k, v)} />)}</div></fieldset>
      {terms.needsConsent ? <Said label={text('verify.consent')} hint={text('verify.consent.what')} required value={consent} onChange={(v) => { setConsent(v); verify.reset() }} /> : null}
      <div className="wrap"><button type="submit" className="button solid" disabled={closed || verify.isPending || !whole}>{text(verify.isPending ? 'space.running' : 'verify.do')}</button></div>
      <div aria-live="polite" className="stack tight">
        <RefusalCard error={verify.error} />
        {answer ? (
          <div className={`outcome ${answer.outcome.toLowerCase()}`}>
            <OutcomeWord outcome={answer.outcome} />
            <span>{text.of('outcome.what', answer.outcome)}</span>
            <span className="quiet"><Link to={`/console/uses/${answer.useId}`}>{text('use.number', { number: answer.number })}</Link> · <Money fen={verify.data!.priceFen} /></span>
          </div>
        ) : null}
      </div>
    </form>
  )
}

function Said({ label, hint, required, value, onChange }: { label: string; hint?: string; required?: boolean; value: string; onChange: (value: string) => void }) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} className="input" required={required} maxLength={256} autoComplete="off" value={value} onChange={(e) => onChange(e.target.value)} />
      {hint ? <span className="hint">{hint}</span> : null}
    </div>
  )
}

/** 编制核验索引 — a job that either side may start; of the same data one is enough. */
function Index({ agreementId }: { agreementId: string }) {
  const text = useText()
  const build = useMutation({ mutationFn: () => write(to('/api/space/agreements/{id}/verification-index', { id: agreementId })) })
  const done = () => void refresh('/api/space')
  return (
    <>
      <p>{text('verify.index.missing')}</p>
      {build.data?.jobId ? <JobProgress id={build.data.jobId} onEnd={done} /> : <div><button type="button" className="button solid" disabled={build.isPending} onClick={() => build.mutate()}>{text('verify.index.build')}</button></div>}
      <RefusalCard error={build.error} />
    </>
  )
}
