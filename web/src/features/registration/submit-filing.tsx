import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { refresh, useGet } from '~/api/queries'
import { write } from '~/api/http'
import { type Shape, at, to } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { DraftNote } from '~/patterns/DraftNote'
import { LawTag } from '~/patterns/LawTag'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { AccountNeeded } from './AccountNeeded'
import { EndedNote } from './EndedNote'
import { SimilarBefore } from './SimilarBefore'
import { type Draft, type FormView, empty, written } from './draft'
import { FormFields } from './FormFields'
import { RightsField } from './RightsField'

type Kind = FormView['kind']

/** The register that this city's holders file in when they do not choose another. */
const usual = 'cn-beijing-social'

/** 提交登记申请 — asks only what the catalog and the register do not know already. */
export default function SubmitFiling() {
  const text = useText()
  const [given] = useSearchParams()
  const resourceId = given.get('resource')
  const acts = given.has('kind') || given.has('certificate')
  const resource = useGet(resourceId ? at('/api/catalog/resources/{id}', { id: resourceId }) : null)
  const packs = useGet(at('/api/registration/packs'))
  return (
    <ConsolePage title={text('filing.new')} up={{ to: '/console/filings', label: text('nav.filings') }}>
      {resourceId ? <Shown read={resource}>{(r) => <Shown read={packs}>{(p) => <FilingForm resource={r} packs={p} />}</Shown>}</Shown>
        : acts ? <Shown read={packs}>{(p) => <FilingForm packs={p} />}</Shown> : (
          <div className="cards">
            <EmptyState title={text('filing.which')} hint={text('filing.which.hint')}><Link className="button solid" to="/console/catalog?stage=Confirmed">{text('nav.resources')}</Link></EmptyState>
            <EmptyState title={text('filing.on-certificate')} hint={text('filing.on-certificate.hint')}><Link className="button" to="/console/filings/new?kind=Change">{text('filing.on-certificate.do')}</Link></EmptyState>
          </div>
        )}
    </ConsolePage>
  )
}

type Resource = Shape<'Catalog.ReadResources.View'>
type Pack = Shape<'Registration.ListPacks.View'>

/** Kinds that a holder files: neither what only the registry proposes, nor what is over with the rules. */
const kindsOf = (pack: Pack | undefined) => (pack?.filings ?? []).filter((f) => !(f.rules.by.value ?? []).every((b) => b === 'Registry'))
  .filter((f) => !pack?.ended || pack.afterEnd?.value?.includes(f.kind))

/** A first filing is about a resource, every other about what a certificate attests. */
function FilingForm({ resource, packs }: { resource?: Resource; packs: Pack[] }) {
  const text = useText()
  const [given] = useSearchParams()
  const asked = given.get('kind') as Kind | null
  const fits = (p: Pack) => resource ? !p.ended : kindsOf(p).some((f) => f.kind === (asked ?? f.kind) && f.kind !== 'Initial')
  const offered = packs.filter((p) => fits(p))
  const [packId, setPackId] = useState((offered.find((p) => p.id === usual) ?? offered.find((p) => p.status === 'InForce' && !p.ended) ?? offered[0])?.id ?? '')
  const pack = offered.find((p) => p.id === packId)
  const kinds = kindsOf(pack).filter((f) => resource ? true : f.kind !== 'Initial')
  const [chosen, setKind] = useState<Kind>(resource ? 'Initial' : asked ?? 'Change')
  const kind = kinds.some((f) => f.kind === chosen) ? chosen : kinds[0]?.kind
  const form = useGet(pack && kind ? at('/api/registration/packs/{pack}/forms/{kind}', { pack: packId, kind }) : null)
  return (
    <div className="stack">
      <AccountNeeded pack={packId} />
      <Panel title={resource ? text('filing.resource') : text('filing.on-certificate')}>
        {resource ? <p><strong>{resource.title}</strong> <span className="quiet">{text('count.rows', { count: formatCount(resource.rows) })} · {text('level', { level: resource.level })} · {text('filing.known')}</span></p> : <p className="quiet">{text('filing.on-certificate.hint')}</p>}
        <div className="two">
          <div className="field form">
            <label htmlFor="pack">{text('filing.pack')}</label>
            <select id="pack" className="input" value={packId} onChange={(e) => setPackId(e.target.value)}>
              {offered.map((p) => <option key={p.id} value={p.id}>{`${text.both({ zh: p.title, en: p.titleEn })} · ${text.of('pack.status', p.ended ? 'Expired' : p.status)}`}</option>)}
            </select>
            {pack ? <span className="hint">{text('filing.pack.hint')} <Link to={`/law/${pack.id}`} target="_blank">{text('law.picture')}</Link></span> : null}
          </div>
          <div className="field form">
            <label htmlFor="kind">{text('filing.kind')}</label>
            <select id="kind" className="input" value={kind ?? ''} onChange={(e) => setKind(e.target.value as Kind)}>
              {kinds.map((f) => <option key={f.kind} value={f.kind}>{text.both({ zh: f.rules.titleZh, en: f.rules.titleEn })}</option>)}
            </select>
            <span className="wrap"><LawTag basis={form.data?.basis} /></span>
          </div>
        </div>
        <DraftNote drafts={pack?.drafts} />
        {pack ? <EndedNote pack={pack} /> : null}
      </Panel>
      {resource ? <SimilarBefore resource={resource.id} /> : null}
      <Shown read={form}>{(f) => <Filled key={`${packId}/${kind}`} resource={resource} form={f} />}</Shown>
    </div>
  )
}

/** What the catalog knows already: nobody has to tick that personal data is in a resource whose fields say so. */
function known(resource: Resource | undefined, form: FormView, given: URLSearchParams): Draft {
  const declared = (given.get('circumstances')?.split(',') ?? []).filter((c) => form.circumstances.some((x) => x.key === c)) as Draft['circumstances']
  const begun = { ...empty, circumstances: declared, certificate: given.get('certificate') ?? undefined }
  if (!resource) return begun
  const personal = resource.fields.some((f) => f.personal != null) && form.circumstances.some((c) => c.key === 'PersonalInformation')
  return personal ? { ...begun, circumstances: [...declared, 'PersonalInformation'] } : begun
}

function Filled({ resource, form }: { resource?: Resource; form: FormView }) {
  const text = useText()
  const navigate = useNavigate()
  const [given] = useSearchParams()
  const [draft, setDraft] = useState<Draft>(() => known(resource, form, given))
  const submit = useMutation({
    mutationFn: () => write(to('/api/registration/filings'), { pack: form.pack, kind: form.kind, resourceId: resource?.id, ...written(draft, form) }),
    onSuccess: ({ id }) => {
      void refresh('/api/registration', '/api/work', '/api/catalog')
      void navigate(`/console/filings/${id}`)
    },
  })
  const needsRights = form.kind === 'Initial' && draft.rights.length === 0
  return (
    <form className="stack" onSubmit={(e: FormEvent) => { e.preventDefault(); submit.mutate() }}>
      {form.rights.length === 0 ? null : <Panel title={text('filing.rights')}><RightsField kinds={form.rights} rights={draft.rights} onChange={(rights) => setDraft({ ...draft, rights })} /></Panel>}
      <FormFields form={form} resource={resource?.id ?? ''} draft={draft} onChange={setDraft} />
      <RefusalCard error={submit.error} />
      <div className="wrap"><button type="submit" className="button solid" disabled={submit.isPending || needsRights}>{text('filing.submit')}</button>{needsRights ? <span className="quiet">{text('filing.rights.needed')}</span> : null}</div>
    </form>
  )
}
