import type { Shape } from '~/api/shape'
import { useText } from '~/locales/text'
import { PublicValues } from './PublicValues'

type Control = Shape<'Contracts.ColumnControl'>
type Comparing = Shape<'Contracts.Comparing'>

const ways: Comparing[] = ['Equality', 'Range', 'Pattern', 'Column']

interface Props {
  title: string
  use: Shape<'Contracts.ColumnUse'>
  control: Control
  /** Answers with noise are open: groups may be named that everybody knows. */
  noise: boolean
  onChange: (control: Control) => void
}

/** 列的使用控制 — bounds of a measure, comparisons of a dimension, and whether others may join on it; nothing else applies. */
export function ColumnLimits({ title, use, control, noise, onChange }: Props) {
  const text = useText()
  const bound = (key: 'low' | 'high') => (
    <input
      type="number" step="any" className="input bound" aria-label={text(`limit.${key}.of`, { field: title })} placeholder={text(`limit.${key}`)} value={control[key] ?? ''}
      onChange={(e) => onChange({ ...control, [key]: e.target.value === '' ? undefined : Number(e.target.value) })}
    />
  )
  const compared = control.comparisons ?? ways
  if (use === 'Measure') return <span className="bounds">{bound('low')}<span aria-hidden>～</span>{bound('high')}</span>
  if (use === 'None' || use === 'Join') return null
  return (
    <span className="wrap limits">
      {use === 'Dimension' ? ways.map((way) => (
        <label key={way} className="choice">
          <input type="checkbox" aria-label={`${text.of('comparing', way)} ${title}`} checked={compared.includes(way)} onChange={(e) => onChange({ ...control, comparisons: e.target.checked ? ways.filter((w) => w === way || compared.includes(w)) : compared.filter((w) => w !== way) })} />
          <span aria-hidden>{text.of('comparing', way)}</span>
        </label>
      )) : null}
      <label className="choice">
        <input type="checkbox" aria-label={`${text('limit.joinable')} ${title}`} checked={control.joinable} onChange={(e) => onChange({ ...control, joinable: e.target.checked })} />
        <span aria-hidden>{text('limit.joinable')}</span>
      </label>
      {use === 'Dimension' && noise ? <PublicValues title={title} values={control.publicValues ?? undefined} onChange={(publicValues) => onChange({ ...control, publicValues })} /> : null}
    </span>
  )
}
