import type { ReactNode } from 'react'
import { Loading } from './Loading'
import { RefusalCard } from './RefusalCard'

interface Read<T> {
  data: T | undefined
  error: unknown
  refetch: () => unknown
}

interface Props<T> {
  read: Read<T>
  lines?: number
  /** The page's heading until what was read brings its own; a page without a heading has no beginning. */
  title?: string
  children: (data: T) => ReactNode
}

/** What was read, or why it cannot be shown, or that it is coming. */
export function Shown<T>({ read, lines, title, children }: Props<T>) {
  if (read.data !== undefined) return <>{children(read.data)}</>
  const instead = read.error ? <RefusalCard error={read.error} onRetry={() => void read.refetch()} /> : <Loading lines={lines} />
  return title === undefined ? instead : <div className="stack"><h1>{title}</h1>{instead}</div>
}
