import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'

/** The register that a rule pack speaks for, by the pack's id or its own. */
export function useRegister(of: string | undefined): Shape<'Registration.SearchRegister.RegisterView'> | undefined {
  const registers = useGet(of ? at('/api/public/registers') : null)
  return registers.data?.find((r) => r.pack === of || r.id === of)
}

/** The draft papers behind a rule pack, so that every page that relies on it names them. */
export function useDrafts(pack: string | undefined): string[] | undefined {
  return useRegister(pack)?.drafts
}
