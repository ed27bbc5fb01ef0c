import type { Shape } from '~/api/shape'
import { priceOf } from './open-doors'
import type { RoomTable } from './room'

type Counted = Shape<'Space.AskQuestion.CountedView'>
type Terms = Pick<Shape<'Space.ListUses.SchemaView'>, 'pricePerUseFen' | 'controls'>

interface Cost {
  fen: number
  /** Other agreements that the next use is counted under, by what the question or the register calls them. */
  also: { name: string; left: number; total: number }[]
}

/** What the next use costs: as the server counts it once it has read the question, for a derived table brings agreements along that the text does not name; before that as far as the text tells. */
export function costOf(schema: Terms, mode: Shape<'Contracts.UseMode'>, beside: RoomTable[], counted: Counted[] = []): Cost {
  if (counted.length > 0) return {
    fen: counted.reduce((sum, c) => sum + c.priceFen, 0),
    also: counted.slice(1).map((c) => ({ name: beside.find((t) => t.agreementId === c.agreementId)?.as ?? c.agreementNumber, left: c.usesLeft, total: c.uses })),
  }
  const named = beside.flatMap((t) => (t.schema ? [{ as: t.as, schema: t.schema }] : []))
  return {
    fen: [schema, ...named.map((n) => n.schema)].reduce((sum, s) => sum + priceOf(s, mode), 0),
    also: named.map((n) => ({ name: n.as, left: n.schema.usesLeft, total: n.schema.uses })),
  }
}
