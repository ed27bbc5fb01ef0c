import { useText } from '~/locales/text'
import { LawTag } from '~/patterns/LawTag'
import { Panel } from '~/shell/ConsolePage'
import { type Draft, type FormView, isAsked } from './draft'
import { MaterialField } from './MaterialField'

interface Props {
  form: FormView
  draft: Draft
  onChange: (draft: Draft) => void
}

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
  if (!form.needsCertificate && !form.counterparty && form.grounds.length === 0 && events.length === 0) return null
  return (
    <Panel title={text('filing.acts-on')}>
      <div className="form">
        {form.needsCertificate ? (
          <div className="field"><label htmlFor="certificate">{text('filing.certificate')}</label><input id="certificate" className="input" maxLength={60} value={draft.certificate ?? ''} onChange={(e) => onChange({ ...draft, certificate: e.target.value })} /></div>
        ) : null}
        {form.counterparty ? (
          <div className="field"><label htmlFor="counterparty" className="wrap">{text('filing.counterparty')} <LawTag basis={form.counterparty.basis} open={form.counterparty.open} /></label><input id="counterparty" className="input" value={draft.counterparty ?? ''} onChange={(e) => onChange({ ...draft, counterparty: e.target.value })} /><span className="hint">{text('filing.counterparty.hint')}</span></div>
        ) : null}
        {form.grounds.length > 0 ? (
          <div className="field"><label htmlFor="ground" className="wrap">{text('filing.ground')} <LawTag basis={form.grounds.find((g) => g.key === draft.ground)?.basis} /></label>
            <select id="ground" className="input" value={draft.ground ?? ''} onChange={(e) => onChange({ ...draft, ground: e.target.value })}><option value="">{text('do.choose')}</option>{form.grounds.map((g) => <option key={g.key} value={g.key}>{text.both(g)}</option>)}</select></div>
        ) : null}
        {events.map((e) => (
          <div key={e.key} className="field"><label htmlFor={`day-${e.key}`} className="wrap">{text.both(e)} <LawTag basis={e.basis} open={e.open} reason={e.reason} rests={`${e.length} ${text.of('unit', e.unit)}`} /></label><input id={`day-${e.key}`} type="date" className="input" value={draft.events[e.key] ?? ''} onChange={(ev) => onChange({ ...draft, events: { ...draft.events, [e.key]: ev.target.value } })} /></div>
        ))}
      </div>
    </Panel>
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
        {asked.map((f) => {
          const [id, value] = [`field-${f.key}`, draft.fields[f.key] ?? '']
          const common = { id, className: 'input', required: f.required, value }
          return (
            <div className="field" key={f.key}>
              <label htmlFor={id} className="wrap">{text.both({ zh: f.titleZh, en: f.titleEn })} <LawTag basis={f.basis} open={f.open} reason={f.reason} rests={text.both({ zh: f.titleZh, en: f.titleEn })} /></label>
              {f.choices.length > 0 ? (
                <select {...common} onChange={(e) => give(f.key, e.target.value)}><option value="">{text('do.choose')}</option>{f.choices.map((c) => <option key={c.key} value={c.key}>{text.both(c)}</option>)}</select>
              ) : f.type === 'LongText' ? (
                <textarea {...common} rows={3} maxLength={4000} onChange={(e) => give(f.key, e.target.value)} />
              ) : (
                <input {...common} type={f.type === 'Date' ? 'date' : f.type === 'Number' || f.type === 'Percent' ? 'number' : 'text'} step="any" maxLength={4000} onChange={(e) => give(f.key, e.target.value)} />
              )}
            </div>
          )
        })}
        {known.length > 0 ? <p className="quiet">{text('filing.fields.known', { names: known.map((f) => text.both({ zh: f.titleZh, en: f.titleEn })).join('、') })}</p> : null}
      </div>
    </Panel>
  )
}

function Materials({ form, draft, onChange }: Props) {
  const text = useText()
  const asked = form.materials.filter((m) => isAsked(m, draft.circumstances))
  if (asked.length === 0) return null
  return (
    <Panel title={text('filing.materials')}>
      <div className="form">
        {asked.map((m) => (
          <MaterialField
            key={m.key} material={m} given={draft.materials[m.key]} law={<LawTag basis={m.basis} open={m.open} reason={m.reason} rests={text.both({ zh: m.titleZh, en: m.titleEn })} />}
            onGive={(given) => { const { [m.key]: _, ...rest } = draft.materials; onChange({ ...draft, materials: given ? { ...rest, [m.key]: given } : rest }) }}
          />
        ))}
      </div>
    </Panel>
  )
}
