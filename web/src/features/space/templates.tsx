import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useRef, useState } from 'react'
import { refresh } from '~/api/queries'
import { writeUntil } from '~/api/http'
import { type Shape, to } from '~/api/shape'
import { useText } from '~/locales/text'
import { Money } from '~/patterns/Money'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Panel } from '~/shell/ConsolePage'
import { AgreementPage, type Schema } from './AgreementPage'
import { MeterStrip } from './MeterStrip'
import { priceOf } from './open-doors'
import { Result } from './Result'
import { Uses } from './Uses'
import { Waiting, wasStopped } from './Waiting'

type Template = Shape<'Contracts.QueryTemplate'>
type Parameter = Shape<'Contracts.TemplateParameter'>

/** 模板查询 — agreed questions for those who write no SQL: fill in the values, and the answer comes as picture and table. */
export default function Templates() {
  const text = useText()
  return (
    <AgreementPage door="door.templates">
      {(s, a, id) => (s.controls.templates.length > 0 ? <Desk agreementId={id} agreementUrn={a.urn} schema={s} /> : <p className="notice warn">{text('template.none')}</p>)}
    </AgreementPage>
  )
}

function Desk({ agreementId, agreementUrn, schema }: { agreementId: string; agreementUrn: string; schema: Schema }) {
  const text = useText()
  const [name, setName] = useState(schema.controls.templates[0]!.name)
  const template = schema.controls.templates.find((t) => t.name === name)!
  return (
    <>
    <div className="panes">
      <div>
        <Panel title={text('template.which')}>
          <div className="stack tight" role="radiogroup" aria-label={text('template.which')}>
            {schema.controls.templates.map((t) => <label key={t.name} className="choice"><input type="radio" name="template" checked={t.name === name} onChange={() => setName(t.name)} /><span>{t.title}</span></label>)}
          </div>
        </Panel>
        <One key={name} agreementId={agreementId} agreementUrn={agreementUrn} template={template} schema={schema} />
      </div>
      <div>
        <Panel title={text('template.asks')}><p className="quiet">{text('template.asks.what')}</p><pre className="document wrapped" tabIndex={0} aria-label={text('template.asks')}>{template.sql}</pre></Panel>
        <Panel title={text('agreement.uses')}><Uses agreementId={agreementId} agreementUrn={agreementUrn} /></Panel>
      </div>
    </div>
    <MeterStrip schema={schema} mode="Template" />
    </>
  )
}

function One({ agreementId, agreementUrn, template, schema }: { agreementId: string; agreementUrn: string; template: Template; schema: Schema }) {
  const text = useText()
  const result = useRef<HTMLDivElement>(null)
  const [values, setValues] = useState<Record<string, string>>(() => Object.fromEntries(template.parameters.map((p) => [p.name, p.choices?.[0] ?? ''])))
  const waiting = useRef(new AbortController())
  const ask = useMutation({
    mutationFn: () => {
      waiting.current = new AbortController()
      return writeUntil(waiting.current.signal, to('/api/space/agreements/{id}/templates/{name}', { id: agreementId, name: template.name }), { values: values as unknown as Shape<'Space.AskTemplate.Request'>['values'] })
    },
    onSuccess: () => result.current?.scrollIntoView({ block: 'nearest' }),
    onSettled: () => refresh('/api/space', '/api/trading', '/api/evidence/facts'),
  })
  return (
    <>
      <Panel title={template.title}>
        <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); ask.mutate() }}>
          <div className="two">{template.parameters.map((p) => <Value key={p.name} parameter={p} value={values[p.name] ?? ''} onChange={(v) => setValues({ ...values, [p.name]: v })} />)}</div>
          <div className="wrap"><button type="submit" className="button solid" disabled={ask.isPending || schema.stopped || !schema.inForce}>{text(ask.isPending ? 'space.running' : 'template.ask')}</button><span className="quiet">{text('space.cost')} <Money fen={priceOf(schema, 'Template')} /></span></div>
        </form>
      </Panel>
      <div ref={result} aria-live="polite" className="stack">
        {ask.isPending ? <Waiting slotSeconds={schema.controls.slotSeconds} onStop={() => waiting.current.abort()} /> : null}
        {wasStopped(ask.error) ? <p className="notice" role="status">{text('space.running.stopped')}</p> : <RefusalCard error={ask.error} />}
        {ask.data ? <Result agreementId={agreementId} agreementUrn={agreementUrn} answer={ask.data} /> : null}
      </div>
    </>
  )
}

/** One value by its kind: a choice, a number, a day or a text. */
function Value({ parameter: p, value, onChange }: { parameter: Parameter; value: string; onChange: (value: string) => void }) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{p.title}</label>
      {p.choices
        ? <select id={id} className="input" value={value} onChange={(e) => onChange(e.target.value)}>{p.choices.map((c) => <option key={c}>{c}</option>)}</select>
        : <input id={id} className="input" required type={p.kind === 'Number' ? 'number' : p.kind === 'Day' ? 'date' : 'text'} step="any" maxLength={1000} value={value} onChange={(e) => onChange(e.target.value)} />}
    </div>
  )
}
