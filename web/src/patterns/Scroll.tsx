import { type ReactNode, useEffect, useRef, useState } from 'react'

/** A wide table's frame: scrolls sideways when it must, and only then is a stop for the keyboard. */
export function Scroll({ label, className = '', children }: { label: string; className?: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const [scrolls, setScrolls] = useState(false)
  useEffect(() => {
    const look = () => setScrolls(box.current !== null && (box.current.scrollWidth > box.current.clientWidth || box.current.scrollHeight > box.current.clientHeight))
    const watch = new ResizeObserver(look)
    watch.observe(box.current!)
    look()
    return () => watch.disconnect()
  }, [])
  return <div ref={box} className={`scroll ${className}`} {...(scrolls ? { tabIndex: 0, role: 'region', 'aria-label': label } : {})}>{children}</div>
}
