import { useDeferredValue, useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'

import { useText } from '~/locales/text'
import { Dialog } from '~/patterns/Dialog'
import { RefusalCard } from '~/patterns/RefusalCard'

const apple = /Mac|iP(hone|ad)/.test(navigator.userAgent)

/** 快速查找 — any number, name or term jumps there; ⌘K or Ctrl+K from anywhere in the console. */
export function QuickSearch() {
  const text = useText()
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const key = (e: KeyboardEvent) => {
      if ((e.metaKey || e.ctrlKey) && e.key.toLowerCase() === 'k') {
        e.preventDefault()
        setOpen(true)
      }
    }
    addEventListener('keydown', key)
    return () => removeEventListener('keydown', key)
  }, [])
  return (
    <>
      <button type="button" className="quick" onClick={() => setOpen(true)}><span className="quick-hint">{text('quick.hint')}</span><kbd>{apple ? '⌘K' : 'Ctrl K'}</kbd></button>
      {open ? <Dialog title={text('nav.search')} onClose={() => setOpen(false)} wide><Finder onLeave={() => setOpen(false)} /></Dialog> : null}
    </>
  )
}

function Finder({ onLeave }: { onLeave: () => void }) {
  const text = useText()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [picked, setPicked] = useState(0)
  const q = useDeferredValue(typed.trim())
  const read = useGet(q ? at('/api/search', { q }) : null, { keep: true })
  const hits = q ? (read.data ?? []) : []
  const go = (hit: Shape<'Kernel.SearchHit'> | undefined) => {
    if (!hit) return
    onLeave()
    void navigate(hit.href)
  }
  const key = (e: React.KeyboardEvent) => {
    if (e.key === 'ArrowDown') setPicked(Math.min(picked + 1, hits.length - 1))
    else if (e.key === 'ArrowUp') setPicked(Math.max(picked - 1, 0))
    else if (e.key === 'Enter') go(hits[picked])
    else return
    e.preventDefault()
  }
  return (
    <div className="stack tight">
      <input
        className="input" role="combobox" aria-expanded={hits.length > 0} aria-controls="hits" aria-activedescendant={hits[picked] ? `hit-${picked}` : undefined}
        aria-label={text('quick.hint')} placeholder={text('quick.hint')} value={typed} onChange={(e) => { setTyped(e.target.value); setPicked(0) }} onKeyDown={key}
      />
      <RefusalCard error={read.error} />
      <ul id="hits" role="listbox" aria-label={text('nav.search')} className="hits">
        {hits.map((hit, i) => (
          <li key={hit.href + hit.title} id={`hit-${i}`} role="option" aria-selected={i === picked} onClick={() => go(hit)}>
            <span className="quiet">{text.of('hit', hit.kind)}</span> <strong>{hit.title}</strong> <span className="quiet">{hit.number}</span>
          </li>
        ))}
      </ul>
      {q && read.data && hits.length === 0 ? <p className="quiet" role="status">{text('search.none', { q })}</p> : null}
    </div>
  )
}
