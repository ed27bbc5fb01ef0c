import { useText } from '~/locales/text'
import { LawTag } from '~/patterns/LawTag'
import type { FormView } from './draft'

interface Props {
  field: FormView['fields'][number]
  value: string
  onGive: (value: string) => void
}

/** 表单项 — one field of a form that a pack asks for, with the article that does. */
export function AskedField({ field: f, value, onGive }: Props) {
  const text = useText()
  const name = text.both({ zh: f.titleZh, en: f.titleEn })
  const common = { id: `field-${f.key}`, className: 'input', required: f.required, value }
  return (
    <div className="field">
      <label htmlFor={common.id} className="wrap">{name} <LawTag basis={f.basis} open={f.open} reason={f.reason} rests={name} />{f.private ? <span className="wrap quiet">{text('field.private')} <LawTag basis={f.private.basis} open={f.private.open} reason={f.private.reason} rests={text('field.private')} /></span> : null}</label>
      {f.choices.length > 0 ? (
        <select {...common} onChange={(e) => onGive(e.target.value)}><option value="">{text('do.choose')}</option>{f.choices.map((c) => <option key={c.key} value={c.key}>{text.both(c)}</option>)}</select>
      ) : f.type === 'LongText' ? (
        <textarea {...common} rows={3} maxLength={4000} onChange={(e) => onGive(e.target.value)} />
      ) : (
        <input {...common} type={f.type === 'Date' ? 'date' : f.type === 'Number' || f.type === 'Percent' ? 'number' : 'text'} step="any" maxLength={4000} onChange={(e) => onGive(e.target.value)} />
      )}
    </div>
  )
}
