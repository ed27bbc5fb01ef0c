import type { ProductColumn } from '~/features/trading/shapes'

export interface RoomSchema {
  agreementId: string
  agreementNumber: string
  /** The name under which a query finds the data. */
  table: string
  columns: ProductColumn[]
  minGroup: number
  purpose: string
  uses: number
  usesLeft: number
  from: string
  until: string
  inForce: boolean
  pricePerUseFen: number
}

export interface Check {
  allowed: boolean
  refusal?: { code: string; zh: string; en: string; clause?: string; basis?: string; instead?: { zh: string; en: string } }
  plan?: { dimensions: string[]; measures: string[] }
}

export type Cell = string | number | boolean | null

export interface Answer {
  useId: string
  number: number
  columns: { name: string; type: string }[]
  rows: Cell[][]
  suppressedGroups: boolean
  minGroup: number
  usesLeft: number
  priceFen: number
  /** The same question was answered before: the same answer, free of charge. */
  repeat: boolean
  factId: string
  resultSha256: string
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
  querySha256: string
  resultSha256?: string
  factId?: string
}

/** Uses are subjects of their own on the agreement's node: `urn:yuanliu:<node>:use:<id>`. */
export const urnOfUse = (agreementUrn: string, useId: string) => agreementUrn.replace(/:agreement:.*$/, `:use:${useId}`)
