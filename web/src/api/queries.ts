import { QueryClient, type UseQueryResult, keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { get } from './http'
import { Refusal } from './refusal'
import { type Address, type Page, within } from './shape'

export const sessionKey = ['/api/session'] as const

export const client: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: false,
      // A refusal is an answer: asking again would not change it. Only a broken connection is retried.
      retry: (count, error) => count < 2 && error instanceof Refusal && (error.status === 0 || error.status === 503),
    },
  },
})

client.getQueryCache().subscribe((event) => {
  if (event.type !== 'updated' || event.action.type !== 'error') return
  const error = event.action.error as unknown
  // The session ended: the shell notices and leads to sign-in, which leads back here.
  if (error instanceof Refusal && error.status === 401 && event.query.queryKey[0] !== sessionKey[0])
    client.setQueryData(sessionKey, null)
})

/** Reads one path; null means "not now". The path is the cache key, so a write can name what it made stale. */
export function useGet<T>(path: Address<T> | null, options?: { every?: (data: T | undefined) => number | false; keep?: boolean }): UseQueryResult<T> {
  return useQuery<T>({
    queryKey: [path],
    queryFn: ({ signal }) => get<T>(path!, signal),
    enabled: path !== null,
    refetchInterval: options?.every ? (q) => options.every!(q.state.data) : false,
    ...(options?.keep ? { placeholderData: keepPreviousData } : {}),
  })
}

/**
 * Reads a keyset-paged list, page after page; the log, which only grows, is read backwards with `before`.
 * @param lookMs how often to look again, for what changes while one watches; whoever reads on below the first page is left in peace
 */
export function usePages<T>(path: Address<Page<T>>, filter: Record<string, string | undefined> = {}, cursor: 'after' | 'before' = 'after', lookMs?: number) {
  const pages = useInfiniteQuery({
    queryKey: [path, filter],
    queryFn: ({ pageParam, signal }) => get(within(path, { ...filter, [cursor]: pageParam }), signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    // While a list is narrowed its rows stay in sight; those of another list never do.
    placeholderData: (old, query) => (query?.queryKey[0] === path ? old : undefined),
    refetchInterval: lookMs === undefined ? false : (q) => ((q.state.data?.pages.length ?? 1) > 1 ? false : lookMs),
  })
  return { ...pages, items: pages.data?.pages.flatMap((p) => p.items) }
}

/** Everything read under these path beginnings is asked for again. */
export function refresh(...beginnings: string[]) {
  return client.invalidateQueries({
    predicate: (q) => typeof q.queryKey[0] === 'string' && beginnings.some((b) => (q.queryKey[0] as string).startsWith(b)),
  })
}
