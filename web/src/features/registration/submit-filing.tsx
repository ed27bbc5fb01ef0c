import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { refresh, useGet } from '~/api/queries'
import { write } from '~/api/http'
import { type Shape, at, to } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { LawTag } from '~/patterns/LawTag'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { AccountNeeded } from './AccountNeeded'
import { type GivenMaterial, MaterialField } from './MaterialField'
import { RightsField } from './RightsField'
import { statements } from './statements'

/** 提交登记申请 — asks only what the catalog does not know already. */
export default function SubmitFiling() {
  const text = useText()
  const resourceId = useSearchParams()[0].get('resource')
  const resource = useGet(resourceId ? at('/api/catalog/resources/{id}', { id: resourceId }) : null)
  const packs = useGet(at('/api/registration/packs'))
  return (
    <ConsolePage title={text('filing.new')} up={{ to: '/console/filings', label: text('nav.filings') }}>
      {resourceId === null ? (
        <EmptyState title={text('filing.which')} hint={text('filing.which.hint')}><Link className="button solid" to="/console/catalog?stage=Confirmed">{text('nav.resources')}</Link></EmptyState>
      ) : (
        <Shown read={resource}>{(r) => <Shown read={packs}>{(p) => <FilingForm resource={r} packs={p} />}</Shown>}</Shown>
      )}
    </ConsolePage>
  )
}

function FilingForm({ resource, packs }: { resource: Shape<'Catalog.ReadResources.View'>; packs: Shape<'Registration.ListPacks.View'>[] }) {
  const text = useText()
  const navigate = useNavigate()
  const [packId, setPackId] = useState((packs.find((p) => p.status === 'InForce') ?? packs[0])?.id ?? '')
  const law = (key: (typeof statements)[number]) => <LawTag basis={pack?.materials.find((m) => m.key === key)?.basis} rests={text(`filing.${key}`)} />
  const pack = packs.find((p) => p.id === packId)
  const [rights, setRights] = useState<Shape<'Registration.ClaimedRight'>[]>([])
  const [said, setSaid] = useState<Record<(typeof statements)[number], string>>({ source: '', compliance: '', authorization: '' })
  const [materials, setMaterials] = useState<Record<string, GivenMaterial>>({})
  const further = (pack?.materials ?? []).filter((m) => !statements.some((s) => s === m.key))
  const submit = useMutation({
    mutationFn: () => write(to('/api/registration/filings'), {
      pack: packId, resourceId: resource.id, rights, ...said,
      materials: Object.entries(materials).map(([key, m]) => ({ key, uploadSha256: m.sha256, text: m.text })),
    }),
    onSuccess: ({ id }) => {
      void refresh('/api/registration', '/api/work', '/api/catalog')
      void navigate(`/console/filings/${id}`)
    },
  })
  return (
    <form className="stack" onSubmit={(e: FormEvent) => { e.preventDefault(); submit.mutate() }}>
      <AccountNeeded pack={packId} />
      <Panel title={text('filing.resource')}>
        <p><strong>{resource.title}</strong> <span className="quiet">{text('count.rows', { count: formatCount(resource.rows) })} · {text('level', { level: resource.level })} · {text('filing.known')}</span></p>
        <div className="field form">
          <label htmlFor="pack">{text('filing.pack')}</label>
          <select id="pack" className="input" value={packId} onChange={(e) => setPackId(e.target.value)}>
            {packs.map((p) => <option key={p.id} value={p.id}>{`${text.both({ zh: p.title, en: p.titleEn })} · ${text.of('pack.status', p.status)}`}</option>)}
          </select>
          {pack ? <span className="hint">{text('filing.pack.hint')} <Link to={`/law/${pack.id}`} target="_blank">{text('law.picture')}</Link></span> : null}
        </div>
      </Panel>
      <Panel title={text('filing.rights')}><RightsField kinds={pack?.rights ?? []} rights={rights} onChange={setRights} /></Panel>
      <Panel title={text('filing.statements')}>
        <div className="form">
          {statements.map((key) => (
            <div className="field" key={key}>
              <label htmlFor={key} className="wrap">{text(`filing.${key}`)} {law(key)}</label>
              <textarea id={key} className="input" rows={3} required maxLength={4000} value={said[key]} onChange={(e) => setSaid({ ...said, [key]: e.target.value })} />
              <span className="hint">{text(`filing.${key}.hint`)}</span>
            </div>
          ))}
        </div>
      </Panel>
      {further.length > 0 ? (
        <Panel title={text('filing.materials')}>
          <div className="form">
            {further.map((m) => (
              <MaterialField key={m.key} material={m} given={materials[m.key]} onGive={(given) => setMaterials(({ [m.key]: _, ...rest }) => (given ? { ...rest, [m.key]: given } : rest))} law={<LawTag basis={m.basis} rests={text.both({ zh: m.titleZh, en: m.titleEn })} />} />
            ))}
          </div>
        </Panel>
      ) : null}
      <RefusalCard error={submit.error} />
      <div className="wrap"><button type="submit" className="button solid" disabled={submit.isPending || rights.length === 0}>{text('filing.submit')}</button>{rights.length === 0 ? <span className="quiet">{text('filing.rights.needed')}</span> : null}</div>
    </form>
  )
}
