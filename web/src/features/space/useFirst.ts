import { useQuery } from '@tanstack/react-query'
import { get } from '~/api/http'
import { client } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import type { Schema } from './AgreementPage'
import { checking } from './CheckNote'
import { type First, answeredBefore, starter } from './starter'

/** So many that were answered before are tried: the newest may be of an older version of the data. */
const triedMax = 3

/**
 * 开始的查询 — what stands in the editor first. Another grouping of the same people may be refused beside what was released already, and
 * nobody can tell before it is run: so what was answered once is offered again, and made anew only where nothing was.
 */
export function useFirst(agreementId: string, schema: Schema, ways: Shape<'Contracts.UseMode'>[]) {
  return useQuery<First>({
    queryKey: ['first', agreementId],
    queryFn: async ({ signal }) => {
      const { items } = await get(at('/api/space/agreements/{id}/uses', { id: agreementId, take: 20 }), signal)
      for (const before of answeredBefore(items, schema.table, ways).slice(0, triedMax)) {
        const check = await client.fetchQuery(checking(agreementId, before.sql, before.mode, [])).catch(() => undefined)
        if (check?.allowed && check.answeredAs !== undefined) return before
      }
      return { sql: starter(schema, ways[0] === 'Private') }
    },
    // Looked for once, when the page opens: what is written since stays.
    staleTime: Infinity, gcTime: 0,
  })
}
