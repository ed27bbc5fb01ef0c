import { useState } from 'react'
import { useGet } from '~/api/queries'
import { type Address, type Page } from '~/api/shape'
import { useText } from '~/locales/text'

/** A list to choose from: whole while it is short; once there are more, the server looks by words. */
export function useFound<T>(path: (q: string | undefined) => Address<Page<T>>) {
  const [q, setQ] = useState('')
  const read = useGet(path(q.trim() || undefined), { keep: true })
  return { read, items: read.data?.items, q, setQ, hasMore: q !== '' || (read.data?.next ?? null) !== null }
}

/** 查找更多 — the words that the server looks for, shown once a list does not fit into one answer. */
export function FindMore({ found, label }: { found: { q: string; setQ: (q: string) => void; hasMore: boolean }; label: string }) {
  const text = useText()
  if (!found.hasMore) return null
  return <input type="search" className="input" aria-label={label} placeholder={text('do.find')} value={found.q} onChange={(e) => found.setQ(e.target.value)} onKeyDown={(e) => { if (e.key === 'Enter') e.preventDefault() }} />
}
