import type { Shape } from '~/api/shape'
import { useText } from '~/locales/text'
import { Quota } from './ControlsForm'
import { Loss } from './Loss'
import { microPerOne } from './noise'

type Terms = Shape<'Contracts.PrivacyTerms'>

/** 隐私预算条款 — what a month and an answer may tell of one identity, said as ρ and as what that comes to. */
export function NoiseForm({ terms, onChange }: { terms: Terms; onChange: (terms: Terms) => void }) {
  const text = useText()
  const micro = (value: string) => Math.max(1, Math.round(Number(value) * microPerOne))
  return (
    <fieldset className="plain-set stack tight">
      <legend className="label">{text('noise.terms')}</legend>
      <p className="quiet">{text('noise.terms.what')}</p>
      <div className="two">
        <Rho label={text('noise.per-month')} value={terms.perMonth} onChange={(v) => onChange({ ...terms, perMonth: micro(v) })} />
        <Rho label={text('noise.per-use')} value={terms.perUse} onChange={(v) => onChange({ ...terms, perUse: micro(v) })} />
        <Quota label={text('noise.groups')} hint={text('noise.groups.what')} value={terms.groupsPerIdentity} onChange={(v) => onChange({ ...terms, groupsPerIdentity: Math.max(1, Math.floor(Number(v))) })} />
      </div>
      <p className="notice"><Loss terms={terms} /></p>
    </fieldset>
  )
}

function Rho({ label, value, onChange }: { label: string; value: number; onChange: (value: string) => void }) {
  return (
    <label className="field">
      <span className="label">{label}</span>
      <input type="number" min={0.000001} max={100} step="any" required className="input" value={value / microPerOne} onChange={(e) => onChange(e.target.value)} />
    </label>
  )
}
