import type { ReactNode } from 'react'
import { Loading } from './Loading'
import { RefusalCard } from './RefusalCard'

interface Read<T> {
  data: T | undefined
  error: unknown
  refetch: () => unknown
}

/** What was read, or why it cannot be shown, or that it is coming. */
export function Shown<T>({ read, lines, children }: { read: Read<T>; lines?: number; children: (data: T) => ReactNode }) {
  if (read.data !== undefined) return <>{children(read.data)}</>
  if (read.error) return <RefusalCard error={read.error} onRetry={() => void read.refetch()} />
  return <Loading lines={lines} />
}
