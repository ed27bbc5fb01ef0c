import { type ReactNode, useId } from 'react'
import type { Shape } from '~/api/shape'
import { useText } from '~/locales/text'

export type Controls = Shape<'Contracts.UseControls'>

/** Doors of the clean room; files, rows and verification are opened elsewhere, with terms of their own. */
const modes: Shape<'Contracts.UseMode'>[] = ['Aggregate', 'ListOverlap']

/** As the server has them where nothing is said. */
export const usual: Controls = {
  modes: ['Aggregate'], rowsMax: 10_000, cellsMax: 200_000, bytesMax: 16 * 1024 * 1024, refusalsPerDayMax: 1_000, probesPerDayMax: 1_000_000, duties: [], prices: [],
}

/** 使用控制 — by which doors, and how much: what leaves at once, in a day, and of one identity. */
export function ControlsForm({ controls, onChange }: { controls: Controls; onChange: (controls: Controls) => void }) {
  const text = useText()
  const whole = (value: string) => (value === '' ? undefined : Math.max(1, Math.floor(Number(value))))
  return (
    <div className="form">
      <fieldset className="plain-set">
        <legend className="label">{text('control.modes')}</legend>
        <div className="choices">
          {modes.map((m) => (
            <label key={m} className="choice">
              <input type="checkbox" checked={controls.modes.includes(m)} disabled={controls.modes.length === 1 && controls.modes.includes(m)} onChange={(e) => onChange({ ...controls, modes: modes.filter((x) => (x === m ? e.target.checked : controls.modes.includes(x))) })} />
              <span>{text.of('mode', m)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className="two">
        <Quota label={text('control.rows')} value={controls.rowsMax} onChange={(v) => onChange({ ...controls, rowsMax: whole(v) ?? usual.rowsMax })} />
        <Quota label={text('control.per-identity')} hint={text('control.per-identity.what')} value={controls.rowsPerIdentityMax} onChange={(v) => onChange({ ...controls, rowsPerIdentityMax: whole(v) })} />
        <Quota label={text('control.uses-a-day')} value={controls.usesPerDayMax} onChange={(v) => onChange({ ...controls, usesPerDayMax: whole(v) })} />
        <Quota label={text('control.refusals-a-day')} hint={text('control.refusals-a-day.what')} value={controls.refusalsPerDayMax} onChange={(v) => onChange({ ...controls, refusalsPerDayMax: whole(v) ?? usual.refusalsPerDayMax })} />
        <Quota label={text('control.list-min')} hint={text('control.list-min.what')} value={controls.listMin} onChange={(v) => onChange({ ...controls, listMin: whole(v) })} />
        <Quota label={text('control.slot')} hint={text('control.slot.what')} max={600} value={controls.slotSeconds} onChange={(v) => onChange({ ...controls, slotSeconds: whole(v) })} />
      </div>
    </div>
  )
}

function Quota({ label, hint, value, max, onChange }: { label: string; hint?: ReactNode; value: number | undefined; max?: number; onChange: (value: string) => void }) {
  const text = useText()
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="number" min={1} max={max} className="input" placeholder={text('control.none')} value={value ?? ''} onChange={(e) => onChange(e.target.value)} />
      {hint ? <span className="hint">{hint}</span> : null}
    </div>
  )
}
