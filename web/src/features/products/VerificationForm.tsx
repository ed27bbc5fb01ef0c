import type { Shape } from '~/api/shape'
import { useText } from '~/locales/text'

type Terms = Shape<'Contracts.VerificationTerms'>
export type Field = Pick<Shape<'Catalog.ReadResources.FieldView'>, 'name' | 'title' | 'level' | 'personal'>

interface Props {
  fields: Field[]
  terms: Terms
  onChange: (terms: Terms) => void
}

/** 核验条款 — by which columns a record is found, which are compared, and whether the person's authorization must be named. */
export function VerificationForm({ fields, terms, onChange }: Props) {
  const text = useText()
  const pick = (list: 'keys' | 'compared', other: 'keys' | 'compared') => (
    <fieldset className="plain-set">
      <legend className="label">{text(`verification.${list}`)}</legend>
      <p className="quiet">{text(`verification.${list}.what`)}</p>
      <div className="choices">
        {fields.map((f) => (
          <label key={f.name} className="choice">
            <input
              type="checkbox" aria-label={`${text(`verification.${list}`)} ${f.title}`} checked={terms[list].includes(f.name)} disabled={terms[other].includes(f.name)}
              onChange={(e) => onChange({ ...terms, [list]: e.target.checked ? [...terms[list], f.name] : terms[list].filter((n) => n !== f.name) })}
            />
            <span aria-hidden>{f.title}{f.personal ? <span className="personal"> {text.of('personal', f.personal)}</span> : null}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
  return (
    <fieldset className="plain-set stack tight">
      <legend className="label">{text('verification.terms')}</legend>
      <p className="quiet">{text('verification.terms.what')}</p>
      {pick('keys', 'compared')}
      {pick('compared', 'keys')}
      <label className="choice"><input type="checkbox" checked={terms.needsConsent} onChange={(e) => onChange({ ...terms, needsConsent: e.target.checked })} /><span>{text('verification.consent')} <span className="quiet">{text('verification.consent.what')}</span></span></label>
    </fieldset>
  )
}
