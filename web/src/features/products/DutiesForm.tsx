import type { Shape } from '~/api/shape'
import { useText } from '~/locales/text'
import { Quota } from './ControlsForm'

type Duty = Shape<'Contracts.DutyTerm'>
type Kind = Shape<'Contracts.DutyKind'>

const first: Record<Kind, Duty> = {
  Delete: { kind: 'Delete', days: 30 }, Report: { kind: 'Report', days: 10, everyDays: 90 }, Attribute: { kind: 'Attribute', source: '' }, Pay: { kind: 'Pay', days: 30 },
}
const kinds = Object.keys(first) as Kind[]

/** 义务 — what the buyer owes after a use or after the term; each with the time within which it is to be done. */
export function DutiesForm({ duties, onChange }: { duties: Duty[]; onChange: (duties: Duty[]) => void }) {
  const text = useText()
  const whole = (value: string) => (value === '' ? undefined : Math.max(0, Math.floor(Number(value))))
  const put = (duty: Duty) => onChange(duties.map((d) => (d.kind === duty.kind ? duty : d)))
  return (
    <fieldset className="plain-set stack tight">
      <legend className="label">{text('duty.title')}</legend>
      {kinds.map((kind) => {
        const duty = duties.find((d) => d.kind === kind)
        return (
          <div key={kind} className="duty">
            <label className="choice"><input type="checkbox" checked={duty !== undefined} onChange={(e) => onChange(e.target.checked ? [...duties, first[kind]] : duties.filter((d) => d.kind !== kind))} /><span><strong>{text.of('duty', kind)}</strong> <span className="quiet">{text.of('duty.what', kind)}</span></span></label>
            {duty ? (
              <div className="two">
                {kind === 'Report' ? <Quota label={text('duty.every')} value={duty.everyDays} onChange={(v) => put({ ...duty, everyDays: Math.max(1, whole(v) ?? 1) })} /> : null}
                {kind === 'Attribute'
                  ? <label className="field"><span className="label">{text('duty.source')}</span><input className="input" maxLength={200} value={duty.source ?? ''} onChange={(e) => put({ ...duty, source: e.target.value === '' ? undefined : e.target.value })} /></label>
                  : <Quota label={text.of('duty.days', kind)} min={0} value={duty.days} onChange={(v) => put({ ...duty, days: whole(v) })} />}
              </div>
            ) : null}
          </div>
        )
      })}
    </fieldset>
  )
}
