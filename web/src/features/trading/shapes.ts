import type { OpenStep } from '~/patterns/OpenSteps'
import type { PolicySentence } from '~/patterns/PolicySentences'

export type ColumnUse = 'None' | 'Dimension' | 'Measure' | 'Identity'

export interface ProductColumn {
  name: string
  title: string
  type: string
  use: ColumnUse
}

export interface Listing {
  id: string
  number: string
  productId: string
  name: string
  description: string
  seller: { id: string; name: string }
  holder: { id: string; name: string }
  stage: 'Open' | 'Withdrawn'
  priceMode: string
  priceBasis: string
  pricePerUseFen: number
  maxUses: number
  termDaysMax: number
  purposes: string[]
  certificateNumber: string
  at: string
  openSteps: OpenStep[]
  resourceId?: string
  minGroup?: number
  columns?: ProductColumn[]
}

export interface AgreementLine {
  id: string
  number: string
  stage: string
  productName: string
  buyerName: string
  sellerName: string
  uses: number
  usesLeft?: number
  until: string
  pricePerUseFen: number
  at: string
}

export interface Terms {
  purpose: string
  uses: number
  until: string
  columns?: string[]
  minGroup?: number
  pricePerUseFen?: number
}

export interface AgreementView {
  id: string
  urn: string
  number: string
  stage: string
  buyerName: string
  sellerName: string
  holderName: string
  product: { id: string; name: string; columns?: ProductColumn[] }
  policy: { purpose: string; uses: number; from?: string; until: string; minGroup: number; columns: ProductColumn[] }
  sentences: PolicySentence[]
  odrl: unknown
  pricePerUseFen: number
  split: { holderBasisPoints: number; operatorBasisPoints: number; platformBasisPoints: number; basis: string }
  usesLeft?: number
  rounds: { by: string; at: string; terms: Terms }[]
  signatures: { side: string; personName: string; at: string; documentSha256: string }[]
  openSteps: OpenStep[]
  documentSha256?: string
}
