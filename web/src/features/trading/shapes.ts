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
  pricePerUseFen: number
  uses: number
  /** Only once in force. */
  usesLeft?: number
  until: string
  at: string
  openSteps: OpenStep[]
}

/** What a proposal and every counter-proposal state. */
export interface Terms {
  purpose: string
  uses: number
  until: string
  minGroup?: number
  columns?: string[]
  pricePerUseFen?: number
}

export interface AgreementView {
  id: string
  urn: string
  number: string
  stage: string
  buyerId: string
  buyerName: string
  sellerId: string
  sellerName: string
  holderId: string
  holderName: string
  /** Columns are those the product opens, whether this agreement uses them or not. */
  product: { id: string; name: string; columns: ProductColumn[] }
  listingId: string
  resourceId: string
  certificateNumber: string
  /** What lies on the table now. */
  terms: Terms
  policy: { purpose: string; uses: number; from: string; until: string; minGroup: number; columns: ProductColumn[] }
  sentences: PolicySentence[]
  odrl: unknown
  pricePerUseFen: number
  split: { holderBasisPoints: number; operatorBasisPoints: number; platformBasisPoints: number; basis: string }
  usesLeft?: number
  rounds: { by: 'Buyer' | 'Seller'; at: string; terms: Terms }[]
  signatures: { side: 'Buyer' | 'Seller'; personName: string; at: string; documentSha256: string }[]
  openSteps: OpenStep[]
  termsSha256?: string
  documentSha256?: string
  endReason?: string
  at: string
}
