import { useGet } from '~/api/queries'
import { at } from '~/api/shape'

/** The draft papers behind a rule pack, so that every page that relies on it names them. */
export function useDrafts(pack: string | undefined): string[] | undefined {
  const registers = useGet(pack ? at('/api/public/registers') : null)
  return registers.data?.find((r) => r.pack === pack || r.id === pack)?.drafts
}
