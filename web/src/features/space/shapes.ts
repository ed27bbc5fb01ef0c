import type { PolicySentence } from '~/patterns/PolicySentences'
import type { ProductColumn } from '~/features/trading/shapes'

export interface RoomSchema {
  /** The name under which a query finds the data. */
  table?: string
  columns: ProductColumn[]
  minGroup: number
  uses?: number
  usesLeft: number
  until: string
  sentences: PolicySentence[]
}

export interface Check {
  allowed: boolean
  refusal?: { code: string; zh: string; en: string; clause?: string; basis?: string; instead?: string }
  plan?: { dimensions: string[]; measures: string[] }
}

export type Cell = string | number | boolean | null

export interface Answer {
  useId: string
  number: number
  columns: { name: string; type: string }[]
  rows: Cell[][]
  suppressedGroups: boolean
  usesLeft: number
  priceFen: number
  factId: string
  elapsedMs: number
}

export interface UseLine {
  id: string
  at: string
  kind: 'Answered' | 'Denied'
  number?: number
  code?: string
  clause?: string
  sql?: string
  groups?: number
  priceFen?: number
  factId: string
  leafIndex?: number
}
