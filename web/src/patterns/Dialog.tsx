import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useText } from '~/locales/text'

/** A modal on the browser's own dialog: focus stays inside, Escape closes, focus returns. */
export function Dialog({ title, onClose, children, wide }: { title: string; onClose: () => void; children: ReactNode; wide?: boolean }) {
  const text = useText()
  const element = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    element.current?.showModal()
    // What one came to fill in, not the way out.
    element.current?.querySelector<HTMLElement>('.dialog-body :is(input, textarea, select, button, a)')?.focus()
  }, [])
  return (
    <dialog ref={element} className={`dialog${wide ? ' wide' : ''}`} aria-labelledby={id} onClose={onClose}>
      <div className="dialog-head">
        <h2 id={id}>{title}</h2>
        <button type="button" className="icon-button" aria-label={text('do.close')} onClick={onClose}>×</button>
      </div>
      <div className="dialog-body">{children}</div>
    </dialog>
  )
}
