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
import { type Draft, type FormView, empty, written } from './draft'
import { FormFields } from './FormFields'
import { RightsField } from './RightsField'

type Kind = FormView['kind']

/** The register that this city's holders file in when they do not choose another. */
const usual = 'cn-beijing-social'

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
  const [packId, setPackId] = useState((packs.find((p) => p.id === usual) ?? packs.find((p) => p.status === 'InForce') ?? packs[0])?.id ?? '')
  const [kind, setKind] = useState<Kind>('Initial')
  const pack = packs.find((p) => p.id === packId)
  const form = useGet(pack ? at('/api/registration/packs/{pack}/forms/{kind}', { pack: packId, kind }) : null)
  return (
    <div className="stack">
      <AccountNeeded pack={packId} />
      <Panel title={text('filing.resource')}>
        <p><strong>{resource.title}</strong> <span className="quiet">{text('count.rows', { count: formatCount(resource.rows) })} · {text('level', { level: resource.level })} · {text('filing.known')}</span></p>
        <div className="two">
          <div className="field form">
            <label htmlFor="pack">{text('filing.pack')}</label>
            <select id="pack" className="input" value={packId} onChange={(e) => { setPackId(e.target.value); setKind('Initial') }}>
              {packs.map((p) => <option key={p.id} value={p.id}>{`${text.both({ zh: p.title, en: p.titleEn })} · ${text.of('pack.status', p.status)}`}</option>)}
            </select>
            {pack ? <span className="hint">{text('filing.pack.hint')} <Link to={`/law/${pack.id}`} target="_blank">{text('law.picture')}</Link></span> : null}
          </div>
          <div className="field form">
            <label htmlFor="kind">{text('filing.kind')}</label>
            <select id="kind" className="input" value={kind} onChange={(e) => setKind(e.target.value as Kind)}>
              {(pack?.filings ?? []).filter((f) => !(f.rules.by.value ?? []).every((b) => b === 'Registry')).map((f) => <option key={f.kind} value={f.kind}>{text.both({ zh: f.rules.titleZh, en: f.rules.titleEn })}</option>)}
            </select>
            <span className="wrap"><LawTag basis={form.data?.basis} /></span>
          </div>
        </div>
        {pack?.status === 'Draft' ? <p className="notice warn-text">{text('filing.draft')}</p> : null}
      </Panel>
      <Shown read={form}>{(f) => <Filled key={`${packId}/${kind}`} resource={resource} form={f} />}</Shown>
    </div>
  )
}

/** What the catalog knows already: nobody has to tick that personal data is in a resource whose fields say so. */
function known(resource: Shape<'Catalog.ReadResources.View'>, form: FormView): Draft {
  const personal = resource.fields.some((f) => f.personal != null) && form.circumstances.some((c) => c.key === 'PersonalInformation')
  return personal ? { ...empty, circumstances: ['PersonalInformation'] } : empty
}

function Filled({ resource, form }: { resource: Shape<'Catalog.ReadResources.View'>; form: FormView }) {
  const text = useText()
  const navigate = useNavigate()
  const [draft, setDraft] = useState<Draft>(() => known(resource, form))
  const submit = useMutation({
    mutationFn: () => write(to('/api/registration/filings'), { pack: form.pack, kind: form.kind, resourceId: resource.id, ...written(draft, form) }),
    onSuccess: ({ id }) => {
      void refresh('/api/registration', '/api/work', '/api/catalog')
      void navigate(`/console/filings/${id}`)
    },
  })
  const needsRights = form.kind === 'Initial' && draft.rights.length === 0
  return (
    <form className="stack" onSubmit={(e: FormEvent) => { e.preventDefault(); submit.mutate() }}>
      <Panel title={text('filing.rights')}><RightsField kinds={form.rights} rights={draft.rights} onChange={(rights) => setDraft({ ...draft, rights })} /></Panel>
      <FormFields form={form} draft={draft} onChange={setDraft} />
      <RefusalCard error={submit.error} />
      <div className="wrap"><button type="submit" className="button solid" disabled={submit.isPending || needsRights}>{text('filing.submit')}</button>{needsRights ? <span className="quiet">{text('filing.rights.needed')}</span> : null}</div>
    </form>
  )
}
