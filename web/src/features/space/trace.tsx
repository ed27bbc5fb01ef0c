import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { upload } from '~/api/http'
import { type Act, type Shape, at, to } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { FilePicker } from '~/patterns/FilePicker'
import { FindMore, useFound } from '~/patterns/FindMore'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Scroll } from '~/patterns/Scroll'
import { Shown } from '~/patterns/Shown'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { chanceOf } from './chance'

type Found = Shape<'Space.FindRecipient.Response'>

/** 标记检测 — a copy that was found is held against every delivery of a resource: whose it was, and how sure that is. */
export default function Trace() {
  const text = useText()
  const [given, setGiven] = useSearchParams()
  const found = useFound((q) => at('/api/catalog/resources', { q, registered: true, take: 100 }))
  const [name, setName] = useState('')
  // What was chosen keeps its title while something else is looked for.
  const [chosen, setChosen] = useState<string>()
  const trace = useMutation({ mutationFn: ({ resource, file }: { resource: string; file: File }) => upload<Found>(to('/api/space/resources/{id}/found-copies', { id: resource }) as unknown as Act<undefined, Found>, file, () => undefined) })
  return (
    <ConsolePage title={text('nav.trace')}>
      <Shown read={found.read}>
        {({ items: resources }) => {
          const resource = given.get('resource') ?? resources[0]?.id
          if (!resource && found.q === '') return <EmptyState title={text('trace.none')} hint={text('trace.none.hint')}><Link className="button" to="/console/catalog">{text('nav.resources')}</Link></EmptyState>
          return (
            <Panel title={text('trace.do')}>
              <div className="form">
                <p className="quiet">{text('trace.what')}</p>
                <div className="field">
                  <label htmlFor="trace-resource">{text('trace.resource')}</label>
                  <FindMore found={found} label={text('trace.find')} />
                  <select id="trace-resource" className="input" value={resource ?? ''} onChange={(e) => { setGiven({ resource: e.target.value }, { replace: true }); setChosen(e.target.selectedOptions[0]?.text); trace.reset() }}>
                    {resources.map((r) => <option key={r.id} value={r.id}>{r.title}</option>)}
                    {resources.some((r) => r.id === resource) ? null : <option value={resource ?? ''}>{chosen ?? resource ?? text('do.choose')}</option>}
                  </select>
                </div>
                <FilePicker label={text('trace.file')} accept=".csv,.parquet,text/csv,application/vnd.apache.parquet" disabled={trace.isPending || !resource} onFiles={([file]) => { if (file && resource) { setName(file.name); trace.mutate({ resource, file }) } }} />
                <div aria-live="polite" className="stack tight">
                  {trace.isPending ? <p>{text('trace.sending')}</p> : null}
                  <RefusalCard error={trace.error} />
                </div>
              </div>
            </Panel>
          )
        }}
      </Shown>
      {trace.data ? <div aria-live="polite"><Panel title={name}><Findings found={trace.data} /></Panel></div> : null}
    </ConsolePage>
  )
}

function Findings({ found }: { found: Found }) {
  const text = useText()
  const named = found.findings.filter((f) => f.isNamed)
  const strongest = Math.max(1, ...found.findings.map((f) => -f.pValueLog10))
  return (
    <>
      {named.length === 0
        ? <div className="outcome"><strong>{text('trace.nobody')}</strong><span>{text('trace.nobody.what')}</span></div>
        : named.map((f) => <div key={f.recipientId} className="outcome differs"><strong>{text('trace.found', { name: f.recipient })}</strong><span>{text('trace.chance', { p: chanceOf(f.pValueLog10) })}</span></div>)}
      <p className="quiet">{text('trace.read', { positions: formatCount(found.positions), deliveries: formatCount(found.deliveries), below: chanceOf(found.namedBelowLog10) })}</p>
      {found.findings.length > 0 ? (
        <Scroll label={text('nav.trace')}>
          <table className="plain">
            <thead><tr><th>{text('trace.recipient')}</th><th>{text('trace.strength')}</th><th className="number">{text('trace.p')}</th><th>{text('verify.result')}</th></tr></thead>
            <tbody>
              {found.findings.map((f) => (
                <tr key={f.recipientId + f.useIds.join('')}>
                  <td>{f.recipient}<div className="wrap">{f.useIds.map((id) => <Link key={id} to={`/console/uses/${id}`}>{text('use.path')}</Link>)}</div></td>
                  <td><span className={`strength${f.isNamed ? ' named' : ''}`} aria-hidden><span style={{ width: `${Math.max(0, -f.pValueLog10 / strongest) * 100}%` }} /></span></td>
                  <td className="number">{chanceOf(f.pValueLog10)}</td>
                  <td>{f.isNamed ? <strong className="danger-text">{text('trace.named')}</strong> : text('trace.not-named')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      ) : null}
    </>
  )
}
