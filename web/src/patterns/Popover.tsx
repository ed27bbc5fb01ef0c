import { type ReactNode, useId, useRef, useState } from 'react'

interface Props {
  /** What the button shows. */
  face: ReactNode
  className?: string
  /** The button's name for screen readers, where the face alone does not say it. */
  label?: string
  children: ReactNode
}

/** A button with a panel that closes on Escape or a click elsewhere; the browser's own popover keeps it above everything. */
export function Popover({ face, className, label, children }: Props) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  // A table may hold hundreds of these: what a panel shows is made when it opens.
  const [open, setOpen] = useState(false)

  const place = () => {
    const [at, box] = [button.current!.getBoundingClientRect(), panel.current!]
    const width = Math.min(360, innerWidth - 24)
    box.style.width = `${width}px`
    box.style.left = `${Math.max(12, Math.min(at.left, innerWidth - width - 12))}px`
    const below = innerHeight - at.bottom
    const up = below < 220 && at.top > below
    box.style.top = up ? 'auto' : `${at.bottom + 6}px`
    box.style.bottom = up ? `${innerHeight - at.top + 6}px` : 'auto'
    box.style.maxHeight = `${(up ? at.top : below) - 24}px`
  }

  return (
    <>
      <button ref={button} type="button" className={className} aria-label={label} popoverTarget={id} onClick={(e) => e.stopPropagation()}>
        {face}
      </button>
      <div ref={panel} id={id} popover="auto" className="popover" onBeforeToggle={(e) => {
        if (e.newState === 'open') place()
        setOpen(e.newState === 'open')
      }} onClick={(e) => e.stopPropagation()}>
        {open ? children : null}
      </div>
    </>
  )
}
