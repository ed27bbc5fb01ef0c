import { useId, useState } from 'react'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { valuesOf } from './values'

interface Props {
  title: string
  values: string[] | undefined
  onChange: (values: string[] | undefined) => void
}

/** 公开分组 — groups that everybody may know: an answer with noise tells of each of them, whether anybody is there or not. */
export function PublicValues({ title, values, onChange }: Props) {
  const text = useText()
  const id = useId()
  const [written, setWritten] = useState(values?.join('\n') ?? '')
  const read = valuesOf(written)
  const name = text('public-values.of', { field: title })
  return (
    <details>
      <summary>{text('public-values')} <span className="quiet">{values ? text('public-values.count', { count: formatCount(values.length) }) : text('public-values.none')}</span><span className="hidden-text"> {title}</span></summary>
      <div className="field">
        <p id={`${id}-what`} className="quiet">{text('public-values.what')}</p>
        <textarea
          id={id} className="input" rows={4} spellCheck={false} aria-label={name} aria-describedby={`${id}-what`} aria-invalid={read.fault !== undefined || undefined} value={written}
          onChange={(e) => {
            setWritten(e.target.value)
            const next = valuesOf(e.target.value)
            if (next.fault === undefined) onChange(next.values.length > 0 ? next.values : undefined)
          }}
        />
        {read.fault ? <span className="hint warn-text" role="status">{text.of('public-values.bad', read.fault)}</span> : null}
      </div>
    </details>
  )
}
