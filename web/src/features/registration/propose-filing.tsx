import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { write } from '~/api/http'
import { refresh, useGet } from '~/api/queries'
import { type Shape, at, to } from '~/api/shape'
import { useText } from '~/locales/text'
import { DraftNote } from '~/patterns/DraftNote'
import { EmptyState } from '~/patterns/EmptyState'
import { LawTag } from '~/patterns/LawTag'
import { type Paper, Papers } from '~/patterns/Papers'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { type Draft, type FormView, isAsked, isOf } from './draft'
import { MaterialField } from './MaterialField'
import { RightsField } from './RightsField'

type Certificate = Shape<'Registration.ShowCertificate.View'>
type Pack = Shape<'Registration.ListPacks.View'>

/** 依职权提出 — the registry proposes what its paper lets it do of its own accord: a revocation, a freeze; another person decides. */
export default function ProposeFiling() {
  const text = useText()
  const [given] = useSearchParams()
  const number = given.get('certificate')
  const certificate = useGet(number ? at('/api/public/certificates/{number}', { number }) : null)
  const packs = useGet(at('/api/registration/packs'))
  return (
    <ConsolePage title={text('filing.propose')} up={{ to: '/console/registrations', label: text('nav.certificates') }}>
      {number ? <Shown read={certificate}>{(c) => <Shown read={packs}>{(all) => <Choice certificate={c} pack={all.find((p) => p.id === c.pack)} />}</Shown>}</Shown>
        : <EmptyState title={text('filing.propose')} hint={text('filing.propose.hint')}><Link className="button" to="/console/registrations">{text('nav.certificates')}</Link></EmptyState>}
    </ConsolePage>
  )
}

/** Only what the pack lets the registry begin. */
function Choice({ certificate, pack }: { certificate: Certificate; pack: Pack | undefined }) {
  const text = useText()
  const kinds = (pack?.filings ?? []).filter((f) => (f.rules.by.value ?? []).includes('Registry'))
  const [kind, setKind] = useState(kinds[0]?.kind)
  const form = useGet(pack && kind ? at('/api/registration/packs/{pack}/forms/{kind}', { pack: pack.id, kind }) : null)
  if (!pack || kinds.length === 0) return <EmptyState title={text('filing.propose.none')} hint={text('filing.propose.none.hint')} />
  return (
    <div className="stack">
      <Panel title={certificate.number}>
        <p><strong>{certificate.resourceTitle}</strong> <span className="quiet">{certificate.holderName}</span></p>
        <div className="field form">
          <label htmlFor="kind">{text('filing.kind')}</label>
          <select id="kind" className="input" value={kind} onChange={(e) => setKind(kinds.find((f) => f.kind === e.target.value)?.kind)}>
            {kinds.map((f) => <option key={f.kind} value={f.kind}>{text.both({ zh: f.rules.titleZh, en: f.rules.titleEn })}</option>)}
          </select>
          <span className="wrap"><LawTag basis={form.data?.basis} /></span>
        </div>
        <DraftNote drafts={pack.drafts} />
      </Panel>
      <Shown read={form}>{(f) => <Proposal key={f.kind} certificate={certificate} form={f} />}</Shown>
    </div>
  )
}

function Proposal({ certificate, form }: { certificate: Certificate; form: FormView }) {
  const text = useText()
  const navigate = useNavigate()
  const [ground, setGround] = useState('')
  const grounds = form.grounds.filter((g) => g.by.length === 0 || g.by.includes('Registry'))
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState('')
  const [papers, setPapers] = useState<Paper[]>([])
  const [materials, setMaterials] = useState<Draft['materials']>({})
  const circumstances = circumstancesOf(form)
  const asked = form.materials.filter((m) => !m.known && isAsked(m, circumstances) && isOf(m, true, ground))
  const [rights, setRights] = useState<Draft['rights']>([])
  const propose = useMutation({
    mutationFn: () => write(to('/api/registration/filings/propose'), {
      pack: form.pack, kind: form.kind, certificate: certificate.number, ground: ground || undefined, reason: reason.trim(),
      until: until || undefined, rights, fields: {}, papers: papers.map((p) => p.sha256), circumstances,
      materials: asked.flatMap((m) => materials[m.key] ? [{ key: m.key, uploadSha256: materials[m.key]?.sha256, text: materials[m.key]?.text }] : []),
    } as Shape<'Registration.ProposeFiling.Request'>),
    onSuccess: ({ id }) => {
      void refresh('/api/registration', '/api/work')
      void navigate(`/console/filings/${id}`)
    },
  })
  return (
    <form className="stack" onSubmit={(e: FormEvent) => { e.preventDefault(); propose.mutate() }}>
      {form.partial ? <Panel title={text('filing.propose.part')}><p className="hint">{text('filing.propose.part.hint')}</p><RightsField kinds={form.rights} rights={rights} onChange={setRights} /></Panel> : null}
      <Panel title={text('filing.ground')}>
        <div className="form">
          {grounds.length > 0 ? (
            <div className="field"><label htmlFor="ground" className="wrap">{text('filing.ground')} <LawTag basis={grounds.find((g) => g.key === ground)?.basis} /></label>
              <select id="ground" className="input" required value={ground} onChange={(e) => setGround(e.target.value)}><option value="">{text('do.choose')}</option>{grounds.map((g) => <option key={g.key} value={g.key}>{text.both(g)}</option>)}</select></div>
          ) : null}
          {form.kind === 'Freeze' ? <div className="field"><label htmlFor="until">{text('right.until')}</label><input id="until" type="date" className="input" value={until} onChange={(e) => setUntil(e.target.value)} /></div> : null}
          <div className="field"><label htmlFor="reason">{text('reason.ask')}</label><textarea id="reason" className="input" rows={4} required maxLength={1000} value={reason} onChange={(e) => setReason(e.target.value)} /></div>
          <Papers given={papers} onChange={setPapers} label={text('act.papers')} />
          <p className="quiet">{text('filing.propose.other')}</p>
        </div>
      </Panel>
      {asked.length > 0 ? (
        <Panel title={text('filing.materials')}>
          <div className="form">
            {asked.map((m) => <MaterialField key={m.key} material={m} pack={form.pack} resource="" certificate={certificate.number} filing={form.kind} given={materials[m.key]} law={<LawTag basis={m.basis} open={m.open} reason={m.reason} />} onGive={(given) => { const { [m.key]: _, ...rest } = materials; setMaterials(given ? { ...rest, [m.key]: given } : rest) }} />)}
          </div>
        </Panel>
      ) : null}
      <RefusalCard error={propose.error} />
      <div><button type="submit" className="button solid" disabled={propose.isPending || reason.trim() === '' || (grounds.length > 0 && ground === '')}>{text('filing.propose')}</button></div>
    </form>
  )
}

/** Where the pack lets the registry act in certain circumstances only, these are what it states. */
const circumstancesOf = (form: FormView) => form.routes.find((r) => r.procedure === 'ByRegistry')?.all ?? []
