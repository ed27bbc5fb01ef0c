import type { Shape } from '~/api/shape'
import { useText } from '~/locales/text'

type AskedRight = Shape<'Registration.ClaimedRight'>
type Kind = AskedRight['kind']

/** 权利类型 — the three separable rights, each with its scope and term. */
export function RightsField({ kinds, rights, onChange }: { kinds: Kind[]; rights: AskedRight[]; onChange: (rights: AskedRight[]) => void }) {
  const text = useText()
  const change = (kind: Kind, part: Partial<AskedRight>) => onChange(rights.map((r) => (r.kind === kind ? { ...r, ...part } : r)))
  return (
    <fieldset className="form plain-set">
      <legend className="hint">{text('filing.rights.hint')}</legend>
      {kinds.map((kind) => {
        const asked = rights.find((r) => r.kind === kind)
        return (
          <div key={kind} className="stack tight">
            <label className="choice">
              <input type="checkbox" checked={asked !== undefined} onChange={(e) => onChange(e.target.checked ? [...rights, { kind, scope: text('right.scope.all') }] : rights.filter((r) => r.kind !== kind))} />
              <span><strong>{text.of('right', kind)}</strong> <span className="quiet">{text.of('right.what', kind)}</span></span>
            </label>
            {asked ? (
              <div className="two">
                <div className="field"><label htmlFor={`scope-${kind}`}>{text('right.scope')}</label><input id={`scope-${kind}`} className="input" required maxLength={500} value={asked.scope} onChange={(e) => change(kind, { scope: e.target.value })} /></div>
                <div className="field"><label htmlFor={`until-${kind}`}>{text('right.until')}</label><input id={`until-${kind}`} type="date" className="input" value={asked.validUntil ?? ''} onChange={(e) => change(kind, { validUntil: e.target.value || undefined })} /></div>
              </div>
            ) : null}
          </div>
        )
      })}
    </fieldset>
  )
}
