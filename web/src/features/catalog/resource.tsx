import { useCallback } from 'react'
import { Link, useParams } from 'react-router'
import { refresh, useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { has, useSession } from '~/features/parties/session'
import { formatBytes, formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { JobProgress } from '~/patterns/JobProgress'
import { OpenSteps } from '~/patterns/OpenSteps'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { Timeline } from '~/patterns/Timeline'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { ConfirmForm } from './ConfirmForm'
import { FieldList } from './FieldList'

type ResourceView = Shape<'Catalog.ReadResources.View'>

/** 数据资源 — its files, its profile, its level, and what its steward has to confirm. */
export default function Resource() {
  const { id } = useParams()
  const text = useText()
  const read = useGet(at('/api/catalog/resources/{id}', { id }), { every: (r) => (r?.stage === 'Received' || r?.stage === 'Profiling' ? 1500 : false) })
  return (
    <Shown read={read} title={text('nav.resources')}>
      {(r) => (
        <ConsolePage
          title={r.title} up={{ to: '/console/catalog', label: text('nav.resources') }}
          beside={<><Stage stage={r.stage} group="stage.resource" />{r.fields.length > 0 ? <span>{text('level', { level: r.level })} {text.of('level.means', String(r.level))}</span> : null}{r.certificateNumber ? <Link to={`/v/${r.certificateNumber}`}>{text('certificate')} {r.certificateNumber}</Link> : null}</>}
          actions={<Further resource={r} />}
        >
          <Body resource={r} />
        </ConsolePage>
      )}
    </Shown>
  )
}

/** What can be done with a resource in other areas; the server refuses what is not yet due, with its reason. */
function Further({ resource }: { resource: ResourceView }) {
  const text = useText()
  const session = useSession().data
  if (!has(session, 'Steward') || session?.organizationId !== resource.holderId || resource.stage !== 'Confirmed') return null
  return (
    <>
      {resource.certificateNumber ? null : <Link className="button solid" to={`/console/filings/new?resource=${resource.id}`}>{text('filing.new')}</Link>}
      {resource.certificateNumber ? <Link className="button solid" to={`/console/products/new?resource=${resource.id}`}>{text('product.new')}</Link> : null}
    </>
  )
}

function Body({ resource: r }: { resource: ResourceView }) {
  const text = useText()
  const profile = useGet(r.stage === 'Proposed' || r.stage === 'Confirmed' ? at('/api/catalog/resources/{id}/profile', { id: r.id }) : null)
  const onEnd = useCallback(() => void refresh('/api/catalog', '/api/work', '/api/evidence/facts'), [])
  const confirm = r.openSteps.find((s) => s.step === 'Confirm')
  return (
    <div className="panes">
      <div>
        {r.jobId && (r.stage === 'Received' || r.stage === 'Profiling') ? <JobProgress id={r.jobId} onEnd={onEnd} /> : null}
        {r.refusal ? <div className="refusal" role="status"><p className="refusal-rule">{text.both(r.refusal)}</p><p className="refusal-code code">{r.refusal.code}</p></div> : null}
        <OpenSteps steps={r.openSteps} stale={['/api/catalog', '/api/jobs']} except={['Confirm']} />
        {confirm
          ? <ConfirmForm key={r.id} resource={r} step={confirm} profile={profile.data} />
          : r.fields.length > 0 ? <Panel title={text('resource.profile')}>{r.description ? <p>{r.description}</p> : null}<FieldList fields={r.fields} profile={profile.data} /></Panel> : null}
      </div>
      <div>
        <Panel title={text('resource.about')}>
          <dl className="pairs">
            <dt>{text('chain.holder')}</dt><dd>{r.holderName}</dd>
            {r.classification ? <><dt>{text('resource.classification')}</dt><dd>{r.classification}</dd></> : null}
            <dt>{text('resource.rows')}</dt><dd>{r.fields.length > 0 ? formatCount(r.rows) : '—'}</dd>
            <dt>{text('resource.size')}</dt><dd>{formatBytes(r.sizeBytes)}</dd>
            {r.table ? <><dt>{text('resource.table')}</dt><dd><span className="code">{r.table.schema}.{r.table.name}</span> <span className="quiet">{r.table.connection ?? text('connection.gone')}</span></dd></> : null}
            {r.files.length === 0 ? null : <><dt>{text('resource.files')}</dt><dd>{r.files.map((name) => <div key={name}>{name}</div>)}</dd></>}
            <dt>{text('resource.sha256')}</dt><dd className="code">{r.sha256}</dd>
            <dt>{text('urn')}</dt><dd className="code">{r.urn}</dd>
          </dl>
        </Panel>
        <Panel title={text('timeline')}><Timeline subject={r.urn} steps={r.openSteps} /></Panel>
      </div>
    </div>
  )
}
