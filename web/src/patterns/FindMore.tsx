import { useState } from 'react'
import { useGet } from '~/api/queries'
import { type Address, type Page } from '~/api/shape'
import { useText } from '~/locales/text'

/** A list to choose from: whole while it is short; once there are more, the server looks by words. */
export function useFound<T>(path: (q: string | undefined) => Address<Page<T>>) {
  const [q, setQ] = useState('')
  const read = useGet(path(q.trim() || undefined), { keep: true })
  const items = read.data?.items
  return { read, items, q, setQ, hasMore: q !== '' || (read.data?.next ?? null) !== null, isNone: !read.isPlaceholderData && items?.length === 0 }
}

interface Props {
  found: { q: string; setQ: (q: string) => void; hasMore: boolean; isNone: boolean }
  label: string
}

/** 查找更多 — the words that the server looks for, shown once a list does not fit into one answer; said aloud where nothing has them. */
export function FindMore({ found, label }: Props) {
  const text = useText()
  const q = found.q.trim()
  if (!found.hasMore) return null
  return (
    <>
      <input type="search" className="input" aria-label={label} placeholder={text('do.find')} value={found.q} onChange={(e) => found.setQ(e.target.value)} onKeyDown={(e) => { if (e.key === 'Enter') e.preventDefault() }} />
      <div aria-live="polite" className="hint">{found.isNone && q !== '' ? text('search.none', { q }) : null}</div>
    </>
  )
}
