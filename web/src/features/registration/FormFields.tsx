import { useState } from 'react'
import { useGet } from '~/api/queries'
import { at } from '~/api/shape'
import { fenOf, formatFen } from '~/format/numbers'
import { useText } from '~/locales/text'
import { LawTag } from '~/patterns/LawTag'
import { Panel } from '~/shell/ConsolePage'
import { AskedField } from './AskedField'
import { type Draft, type FormView, isAsked, isOf } from './draft'
import { MaterialField } from './MaterialField'
import { PartyField } from './PartyField'

interface Props {
  form: FormView
  /** What the filing is about: statements of third parties are about it too. */
  resource: string
  draft: Draft
  onChange: (draft: Draft) => void
}

/** Whoever succeeds the other side files alone; that side is told, not asked. */
const succeeds = (form: FormView, draft: Draft) => form.by.some((b) => b.key === 'Successor')
  && (['SubjectSplitOrMerged', 'SubjectEnded', 'EffectiveJudgment'] as const).some((c) => draft.circumstances.includes(c))

/** 登记表单 — drawn from the rule pack: circumstances, fields, days, grounds and papers, each with the article that asks for it. */
export function FormFields(props: Props) {
  return (<><Circumstances {...props} /><Sides {...props} /><Fields {...props} /><Materials {...props} /></>)
}

function Circumstances({ form, draft, onChange }: Props) {
  const text = useText()
  if (form.circumstances.length === 0) return null
  const toggle = (key: Draft['circumstances'][number], on: boolean) =>
    onChange({ ...draft, circumstances: on ? [...draft.circumstances, key] : draft.circumstances.filter((c) => c !== key) })
  return (
    <Panel title={text('filing.circumstances')}>
      <fieldset className="form plain-set">
        <legend className="hint">{text('filing.circumstances.hint')}</legend>
        {form.circumstances.map((c) => (
          <label key={c.key} className="choice"><input type="checkbox" checked={draft.circumstances.includes(c.key)} onChange={(e) => toggle(c.key, e.target.checked)} /><span>{text.both(c)}</span></label>
        ))}
      </fieldset>
    </Panel>
  )
}

/** The certificate it acts on, the other side, the ground, the days that terms count from. */
function Sides({ form, draft, onChange }: Props) {
  const text = useText()
  const events = form.events.filter((e) => e.asked && isAsked(e, draft.circumstances))
  const grounds = form.grounds.filter((g) => g.by.length === 0 || g.by.some((p) => p !== 'Registry'))
  if (!form.needsCertificate && !form.counterparty && !form.burdens && !form.lifts && grounds.length === 0 && events.length === 0) return null
  return (
    <Panel title={text('filing.acts-on')}>
      <div className="form">
        {form.needsCertificate ? (
          <CertificateField value={draft.certificate ?? ''} onChange={(certificate) => onChange({ ...draft, certificate })} />
        ) : null}
        {form.counterparty ? (
          <PartyField id="counterparty" label={<>{text('filing.counterparty')} <LawTag basis={form.counterparty.basis} open={form.counterparty.open} /></>} hint={succeeds(form, draft) ? text('filing.counterparty.succeeded') : form.counterparty.consents ? text('filing.counterparty.hint') : undefined} given={draft.counterparty} onGive={(counterparty) => onChange({ ...draft, counterparty })} />
        ) : null}
        {form.burdens ? <Burden draft={draft} onChange={onChange} /> : null}
        {form.lifts ? <Lifted draft={draft} onChange={onChange} /> : null}
        {grounds.length > 0 ? (
          <div className="field"><label htmlFor="ground" className="wrap">{text('filing.ground')} <LawTag basis={grounds.find((g) => g.key === draft.ground)?.basis} /></label>
            <select id="ground" className="input" value={draft.ground ?? ''} onChange={(e) => onChange({ ...draft, ground: e.target.value })}><option value="">{text('do.choose')}</option>{grounds.map((g) => <option key={g.key} value={g.key}>{text.both(g)}{g.by.length === 0 ? '' : ` (${form.by.filter((p) => g.by.includes(p.key)).map((p) => text.both(p)).join(text('list.comma'))})`}</option>)}</select></div>
        ) : null}
        {events.map((e) => (
          <div key={e.key} className="field"><label htmlFor={`day-${e.key}`} className="wrap">{text.both(e)} <LawTag basis={e.basis} open={e.open} reason={e.reason} rests={`${e.length} ${text.of('unit', e.unit)}`} /></label><input id={`day-${e.key}`} type="date" className="input" value={draft.events[e.key] ?? ''} onChange={(ev) => onChange({ ...draft, events: { ...draft.events, [e.key]: ev.target.value } })} /></div>
        ))}
      </div>
    </Panel>
  )
}

/** One's own certificates are offered; another's number is typed. */
function CertificateField({ value, onChange }: { value: string; onChange: (certificate: string) => void }) {
  const text = useText()
  const own = useGet(at('/api/registration/certificates', { take: 100 }))
  return (
    <div className="field">
      <label htmlFor="certificate">{text('filing.certificate')}</label>
      <input id="certificate" className="input" list="own-certificates" maxLength={60} autoComplete="off" value={value} onChange={(e) => onChange(e.target.value.trim())} />
      <datalist id="own-certificates">{own.data?.items.filter((c) => c.status === 'Valid').map((c) => <option key={c.number} value={c.number}>{c.resourceTitle}</option>)}</datalist>
      <span className="hint">{own.data?.items.find((c) => c.number === value)?.resourceTitle ?? text('filing.certificate.hint')}</span>
    </div>
  )
}

function Burden({ draft, onChange }: Pick<Props, 'draft' | 'onChange'>) {
  const text = useText()
  const [amount, setAmount] = useState(draft.amountFen === undefined ? '' : (draft.amountFen / 100).toFixed(2))
  return (
    <div className="two">
      <div className="field"><label htmlFor="amount">{text('filing.amount')}</label><input id="amount" className="input" inputMode="decimal" value={amount} onChange={(e) => { setAmount(e.target.value); onChange({ ...draft, amountFen: fenOf(e.target.value) ?? undefined }) }} /><span className="hint">{draft.amountFen === undefined ? text('filing.amount.hint') : formatFen(draft.amountFen)}</span></div>
      <div className="field"><label htmlFor="burden-until">{text('right.until')}</label><input id="burden-until" type="date" className="input" value={draft.until ?? ''} onChange={(e) => onChange({ ...draft, until: e.target.value })} /></div>
    </div>
  )
}

/** Which burden is lifted: of those on one's own rights and of those in one's own favour. */
function Lifted({ draft, onChange }: Pick<Props, 'draft' | 'onChange'>) {
  const text = useText()
  const ledger = useGet(at('/api/registration/ledger'))
  const own = ledger.data?.rights.flatMap((r) => r.encumbrances.map((e) => ({ ...e, on: `${r.title ?? r.unitNumber ?? ''} ${text.of('right', r.kind)}` }))) ?? []
  const all = [...new Map([...own, ...(ledger.data?.inFavour ?? []).map((e) => ({ ...e, on: '' }))].filter((e) => e.standing).reverse().map((e) => [e.id, e])).values()]
  return (
    <div className="field">
      <label htmlFor="lifted">{text('filing.lifted')}</label>
      <select id="lifted" className="input" value={draft.encumbrance ?? ''} onChange={(e) => onChange({ ...draft, encumbrance: e.target.value })}>
        <option value="">{text('do.choose')}</option>
        {all.map((e) => <option key={e.id} value={e.id}>{[text.of('encumbrance', e.kind), e.inFavourOfName, e.on].filter(Boolean).join(' · ')}</option>)}
      </select>
    </div>
  )
}

function Fields({ form, draft, onChange }: Props) {
  const text = useText()
  const asked = form.fields.filter((f) => isAsked(f, draft.circumstances) && !f.known)
  const known = form.fields.filter((f) => isAsked(f, draft.circumstances) && f.known)
  if (asked.length + known.length === 0) return null
  const give = (key: string, value: string) => onChange({ ...draft, fields: { ...draft.fields, [key]: value } })
  return (
    <Panel title={text('filing.fields')}>
      <div className="form">
        {asked.map((f) => <AskedField key={f.key} field={f} value={draft.fields[f.key] ?? ''} onGive={(value) => give(f.key, value)} />)}
        {known.length > 0 ? <p className="quiet">{text('filing.fields.known', { names: known.map((f) => text.both({ zh: f.titleZh, en: f.titleEn })).join(text('list.comma')) })}</p> : null}
      </div>
    </Panel>
  )
}

function Materials({ form, resource, draft, onChange }: Props) {
  const text = useText()
  const asked = form.materials.filter((m) => isAsked(m, draft.circumstances) && isOf(m, false, draft.ground))
  if (asked.length === 0) return null
  return (
    <Panel title={text('filing.materials')}>
      <div className="form">
        {asked.map((m) => (
          <MaterialField
            key={m.key} material={m} pack={form.pack} resource={resource} certificate={draft.certificate} filing={form.kind} given={draft.materials[m.key]}
            promised={m.mayFollow ? draft.promised.includes(m.key) : undefined} gaps={form.gaps} onPromise={(on) => onChange({ ...draft, promised: on ? [...draft.promised, m.key] : draft.promised.filter((k) => k !== m.key) })} law={<LawTag basis={m.basis} open={m.open} reason={m.reason} rests={text.both({ zh: m.titleZh, en: m.titleEn })} />}
            onGive={(given) => { const { [m.key]: _, ...rest } = draft.materials; onChange({ ...draft, materials: given ? { ...rest, [m.key]: given } : rest }) }}
          />
        ))}
      </div>
    </Panel>
  )
}
