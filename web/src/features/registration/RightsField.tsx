import type { Shape } from '~/api/shape'
import { inEnglish, wholeScope } from '~/format/filedTexts'
import { useText } from '~/locales/text'
import { LawTag } from '~/patterns/LawTag'

type AskedRight = Shape<'Registration.ClaimedRight'>
type Kind = AskedRight['kind']
type Offered = Shape<'Registration.RightRules'>

/** 权利类型 — the three separable rights, each with its scope and term. */
export function RightsField({ kinds, rights, onChange }: { kinds: Offered[]; rights: AskedRight[]; onChange: (rights: AskedRight[]) => void }) {
  const text = useText()
  const change = (kind: Kind, part: Partial<AskedRight>) => onChange(rights.map((r) => (r.kind === kind ? { ...r, ...part } : r)))
  return (
    <fieldset className="form plain-set">
      <legend className="hint">{text('filing.rights.hint')}</legend>
      {kinds.map(({ kind, titleZh, titleEn, basis, open, reason }) => {
        const asked = rights.find((r) => r.kind === kind)
        return (
          <div key={kind} className="stack tight">
            <label className="choice">
              <input type="checkbox" checked={asked !== undefined} onChange={(e) => onChange(e.target.checked ? [...rights, { kind, scope: wholeScope, exclusive: false, items: [], scenarios: [] }] : rights.filter((r) => r.kind !== kind))} />
              <span className="wrap"><strong>{text.both({ zh: titleZh, en: titleEn })}</strong> <span className="quiet">{text.find('right.what', kind)}</span></span>
            </label>
            <span className="wrap"><LawTag basis={basis} open={open} reason={reason} /></span>
            {asked ? (
              <div className="two">
                <div className="field"><label htmlFor={`scope-${kind}`}>{text('right.scope')}</label><input id={`scope-${kind}`} className="input" required maxLength={500} value={asked.scope} onChange={(e) => change(kind, { scope: e.target.value })} />{text.language === 'en' ? <span className="hint">{text('as-filed.scope')} {inEnglish(asked.scope)}</span> : null}</div>
                <div className="field"><label htmlFor={`until-${kind}`}>{text('right.until')}</label><input id={`until-${kind}`} type="date" className="input" value={asked.validUntil ?? ''} onChange={(e) => change(kind, { validUntil: e.target.value || undefined })} /></div>
              </div>
            ) : null}
          </div>
        )
      })}
    </fieldset>
  )
}
