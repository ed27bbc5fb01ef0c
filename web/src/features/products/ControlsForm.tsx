import { type ReactNode, useId } from 'react'
import type { Shape } from '~/api/shape'
import { formatBytes } from '~/format/numbers'
import { useText } from '~/locales/text'
import { DutiesForm } from './DutiesForm'
import { NoiseForm } from './NoiseForm'
import { PricesForm } from './PricesForm'
import { ReceiversForm } from './ReceiversForm'
import { TemplatesForm } from './TemplatesForm'
import { type Field, VerificationForm } from './VerificationForm'

export type Controls = Shape<'Contracts.UseControls'>
type Mode = Shape<'Contracts.UseMode'>

/** Every door that a product can have. */
const modes: Mode[] = ['Aggregate', 'Template', 'ListOverlap', 'Private', 'Verification', 'Api', 'File']

/** As the server has them where nothing is said. */
export const usual: Controls = {
  modes: ['Aggregate'], rowsMax: 10_000, cellsMax: 200_000, bytesMax: 16 * 1024 * 1024, refusalsPerDayMax: 1_000, probesPerDayMax: 1_000_000, duties: [], prices: [], templates: [],
}

interface Props {
  controls: Controls
  fields: Field[]
  onChange: (controls: Controls) => void
}

/** 使用控制 — by which doors, how much, at what price and with which duties: what leaves at once, in a day, and of one identity. */
export function ControlsForm({ controls, fields, onChange }: Props) {
  const text = useText()
  const whole = (value: string) => (value === '' ? undefined : Math.max(1, Math.floor(Number(value))))
  const has = (m: Mode) => controls.modes.includes(m)
  const choose = (mode: Mode, open: boolean) => {
    const chosen = modes.filter((m) => (m === mode ? open : has(m)))
    onChange({
      ...controls, modes: chosen, prices: controls.prices.filter((p) => chosen.includes(p.mode)),
      privacy: chosen.includes('Private') ? (controls.privacy ?? { perMonth: 1_000_000, perUse: 100_000, groupsPerIdentity: 1 }) : undefined,
      rowsPerIdentityMax: mode === 'Private' && open ? (controls.rowsPerIdentityMax ?? 1) : controls.rowsPerIdentityMax,
      templates: !chosen.includes('Template') ? [] : controls.templates.length > 0 ? controls.templates : [{ name: 't1', title: '', sql: '', parameters: [] }],
      verification: chosen.includes('Verification') ? (controls.verification ?? { keys: [], compared: [], needsConsent: true }) : undefined,
    })
  }
  return (
    <div className="form">
      <fieldset className="plain-set">
        <legend className="label">{text('control.modes')}</legend>
        <div className="modes">
          {modes.map((m) => (
            <label key={m} className={`mode-card${has(m) ? ' chosen' : ''}`}>
              <span className="choice"><input type="checkbox" checked={has(m)} disabled={controls.modes.length === 1 && has(m)} onChange={(e) => choose(m, e.target.checked)} /><strong>{text.of('mode', m)}</strong></span>
              <span className="quiet">{text.of('mode.what', m)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {has('Template') ? <TemplatesForm templates={controls.templates} onChange={(templates) => onChange({ ...controls, templates })} /> : null}
      {controls.privacy ? <NoiseForm terms={controls.privacy} onChange={(privacy) => onChange({ ...controls, privacy })} /> : null}
      {controls.verification ? <VerificationForm fields={fields} terms={controls.verification} onChange={(verification) => onChange({ ...controls, verification })} /> : null}
      <fieldset className="plain-set stack tight">
        <legend className="label">{text('control.quotas')}</legend>
        <div className="two">
          <Quota label={text('control.rows')} value={controls.rowsMax} onChange={(v) => onChange({ ...controls, rowsMax: whole(v) ?? usual.rowsMax })} />
          <Quota label={text('control.cells')} hint={text('control.cells.what')} value={controls.cellsMax} onChange={(v) => onChange({ ...controls, cellsMax: whole(v) ?? usual.cellsMax })} />
          <Quota label={text('control.bytes')} hint={formatBytes(controls.bytesMax)} value={controls.bytesMax} onChange={(v) => onChange({ ...controls, bytesMax: whole(v) ?? usual.bytesMax })} />
          <Quota label={text('control.per-identity')} hint={text('control.per-identity.what')} value={controls.rowsPerIdentityMax} onChange={(v) => onChange({ ...controls, rowsPerIdentityMax: whole(v) })} />
          <Quota label={text('control.uses-a-day')} value={controls.usesPerDayMax} onChange={(v) => onChange({ ...controls, usesPerDayMax: whole(v) })} />
          <Quota label={text('control.refusals-a-day')} hint={text('control.refusals-a-day.what')} value={controls.refusalsPerDayMax} onChange={(v) => onChange({ ...controls, refusalsPerDayMax: whole(v) ?? usual.refusalsPerDayMax })} />
          <Quota label={text('control.probes')} hint={text('control.probes.what')} value={controls.probesPerDayMax} onChange={(v) => onChange({ ...controls, probesPerDayMax: whole(v) ?? usual.probesPerDayMax })} />
          <Quota label={text('control.list-min')} hint={text('control.list-min.what')} value={controls.listMin} onChange={(v) => onChange({ ...controls, listMin: whole(v) })} />
          <Quota label={text('control.slot')} hint={text('control.slot.what')} max={600} value={controls.slotSeconds} onChange={(v) => onChange({ ...controls, slotSeconds: whole(v) })} />
          <Place place={controls.place} onChange={(place) => onChange({ ...controls, place })} />
        </div>
      </fieldset>
      <p className="quiet">{text('control.at-listing')}</p>
      <ReceiversForm receivers={controls.receivers ?? undefined} onChange={(receivers) => onChange({ ...controls, receivers })} />
      <PricesForm modes={controls.modes} prices={controls.prices} onChange={(prices) => onChange({ ...controls, prices })} />
      <DutiesForm duties={controls.duties} onChange={(duties) => onChange({ ...controls, duties })} />
    </div>
  )
}

function Place({ place, onChange }: { place: string | undefined; onChange: (place: string | undefined) => void }) {
  const text = useText()
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{text('control.place')}</label>
      <input id={id} className="input" inputMode="numeric" pattern="[0-9]{6}" maxLength={6} placeholder={text('control.place.any')} value={place ?? ''} onChange={(e) => onChange(e.target.value === '' ? undefined : e.target.value)} />
      <span className="hint">{text('control.place.what')}</span>
    </div>
  )
}

interface QuotaProps {
  label: string
  hint?: ReactNode
  value: number | undefined
  min?: number
  max?: number
  onChange: (value: string) => void
}

export function Quota({ label, hint, value, min = 1, max, onChange }: QuotaProps) {
  const text = useText()
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="number" min={min} max={max} className="input" placeholder={text('control.none')} value={value ?? ''} onChange={(e) => onChange(e.target.value)} />
      {hint ? <span className="hint">{hint}</span> : null}
    </div>
  )
}
