import type { Shape } from '~/api/shape'
import { useText } from '~/locales/text'

type Template = Shape<'Contracts.QueryTemplate'>
type Parameter = Shape<'Contracts.TemplateParameter'>
type Kind = Shape<'Contracts.ParameterKind'>

const kinds: Kind[] = ['Text', 'Number', 'Day']

/** A name that no other has yet. */
const free = (stem: string, taken: string[]) => `${stem}${Array.from({ length: taken.length + 1 }, (_, i) => i + 1).find((n) => !taken.includes(`${stem}${n}`))}`

/** 查询模板 — questions that are fixed but for the values of their typed parameters. */
export function TemplatesForm({ templates, onChange }: { templates: Template[]; onChange: (templates: Template[]) => void }) {
  const text = useText()
  const put = (at: number, template: Template) => onChange(templates.map((t, i) => (i === at ? template : t)))
  return (
    <fieldset className="plain-set stack tight">
      <legend className="label">{text('template.title')}</legend>
      <p className="quiet">{text('template.what')}</p>
      {templates.map((t, i) => (
        <div key={t.name} className="template stack tight">
          <label className="field"><span className="label">{text('template.name')}</span><input className="input" required maxLength={200} value={t.title} onChange={(e) => put(i, { ...t, title: e.target.value })} /></label>
          <label className="field"><span className="label">{text('template.sql')}</span><textarea className="input sql low" rows={3} required maxLength={4000} spellCheck={false} autoCapitalize="off" value={t.sql} onChange={(e) => put(i, { ...t, sql: e.target.value })} /></label>
          {t.parameters.map((p, j) => <One key={p.name} parameter={p} onChange={(next) => put(i, { ...t, parameters: t.parameters.flatMap((x, k) => (k === j ? (next ? [next] : []) : [x])) })} />)}
          <div className="wrap">
            <button type="button" className="button" onClick={() => put(i, { ...t, parameters: [...t.parameters, { name: free('p', t.parameters.map((p) => p.name)), title: '', kind: 'Text' }] })}>{text('template.parameter.add')}</button>
            <button type="button" className="link-button" onClick={() => onChange(templates.filter((_, k) => k !== i))}>{text('template.remove', { name: t.title })}</button>
          </div>
        </div>
      ))}
      <div><button type="button" className="button" onClick={() => onChange([...templates, { name: free('t', templates.map((t) => t.name)), title: '', sql: '', parameters: [] }])}>{text('template.add')}</button></div>
    </fieldset>
  )
}

function One({ parameter: p, onChange }: { parameter: Parameter; onChange: (parameter: Parameter | undefined) => void }) {
  const text = useText()
  const choices = (written: string) => written.split(/[,，、]/).map((c) => c.trim()).filter((c) => c !== '')
  return (
    <div className="parameter">
      <span className="code">${p.name}</span>
      <input className="input" aria-label={text('template.parameter.of', { name: p.name })} placeholder={text('template.parameter.title')} required maxLength={200} value={p.title} onChange={(e) => onChange({ ...p, title: e.target.value })} />
      <select className="input" aria-label={text('template.kind.of', { name: p.name })} value={p.kind} onChange={(e) => onChange({ ...p, kind: e.target.value as Kind })}>{kinds.map((k) => <option key={k} value={k}>{text.of('parameter.kind', k)}</option>)}</select>
      <input className="input" aria-label={text('template.choices.of', { name: p.name })} placeholder={text('template.choices')} defaultValue={p.choices?.join(text('list.comma')) ?? ''} onChange={(e) => onChange({ ...p, choices: choices(e.target.value).length > 0 ? choices(e.target.value) : undefined })} />
      <button type="button" className="icon-button" aria-label={text('template.parameter.remove', { name: p.name })} onClick={() => onChange(undefined)}>×</button>
    </div>
  )
}
