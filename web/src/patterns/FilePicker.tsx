import { type DragEvent, useId, useState } from 'react'
import { useText } from '~/locales/text'

interface Props {
  label: string
  hint?: string
  /** Where something else names the field as well. */
  id?: string
  accept?: string
  multiple?: boolean
  disabled?: boolean
  onFiles: (files: File[]) => void
}

/** A place to drop files that is also an ordinary file field for keyboard and screen reader. */
export function FilePicker({ label, hint, id: named, accept, multiple, disabled, onFiles }: Props) {
  const text = useText()
  const own = useId()
  const id = named ?? own
  const [over, setOver] = useState(false)
  const drop = (e: DragEvent) => {
    e.preventDefault()
    setOver(false)
    if (!disabled) onFiles([...e.dataTransfer.files].slice(0, multiple ? undefined : 1))
  }
  return (
    <div className={`file-picker${over ? ' over' : ''}`} onDragOver={(e) => { e.preventDefault(); setOver(true) }} onDragLeave={() => setOver(false)} onDrop={drop}>
      <input
        id={id} type="file" className="hidden-text" accept={accept} multiple={multiple} disabled={disabled}
        onChange={(e) => { onFiles([...(e.target.files ?? [])]); e.target.value = '' }}
      />
      <label htmlFor={id}><strong>{label}</strong> <span className="quiet">{text('file.drop')}</span></label>
      {hint ? <p className="quiet">{hint}</p> : null}
    </div>
  )
}
