import { useQuery } from '@tanstack/react-query'
import { client, sessionKey } from '~/api/queries'
import { follow, get, write } from '~/api/http'
import { Refusal } from '~/api/refusal'
import { type Shape, at, to } from '~/api/shape'

export type Session = Shape<'Parties.SessionView'>
export type Role = Shape<'Kernel.Role'>

/** The cookie is out of a script's reach; this only remembers that asking is worthwhile. */
const place = 'yuanliu-signed-in'

async function read(signal?: AbortSignal): Promise<Session | null> {
  try {
    const session = await get(at('/api/session'), signal)
    localStorage.setItem(place, '1')
    return session
  } catch (failure) {
    if (!(failure instanceof Refusal) || failure.status !== 401) throw failure
    localStorage.removeItem(place)
    return null
  }
}

/** Who is signed in; null when nobody is. */
export function useSession(options?: { onlyIfKnown?: boolean }) {
  return useQuery<Session | null>({
    queryKey: sessionKey,
    queryFn: ({ signal }) => read(signal),
    enabled: !options?.onlyIfKnown || localStorage.getItem(place) !== null,
    staleTime: 60_000,
  })
}

export async function signIn(login: string, password: string): Promise<Session> {
  const session = await write(to('/api/session'), { login, password })
  remember(session)
  return session
}

export async function signOut() {
  await follow('/api/session', undefined, 'DELETE')
  localStorage.removeItem(place)
  client.clear()
  client.setQueryData(sessionKey, null)
}

/** Acts for another organization of the same person; everything read so far belonged to the old one. */
export async function switchTo(organizationId: string) {
  const session = await write(to('/api/session/organization'), { organizationId })
  client.clear()
  remember(session)
}

function remember(session: Session) {
  client.removeQueries({ predicate: (q) => !String(q.queryKey[0]).startsWith('/api/public') && q.queryKey[0] !== '/api/clock' })
  localStorage.setItem(place, '1')
  client.setQueryData(sessionKey, session)
}

export const has = (session: Session | null | undefined, ...roles: Role[]) => roles.some((r) => session?.roles.includes(r))
