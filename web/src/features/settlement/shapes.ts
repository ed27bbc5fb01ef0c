import type { OpenStep } from '~/patterns/OpenSteps'

export interface BillLine {
  id: string
  number: string
  agreementNumber: string
  buyerName: string
  sellerName: string
  stage: 'Issued' | 'Paid' | 'Settled'
  amountFen: number
  at: string
}

export interface Posting {
  id?: string
  at: string
  account: string
  accountName: string
  debitFen?: number
  creditFen?: number
  memo?: string
}

export interface BillView extends BillLine {
  urn: string
  agreementId: string
  lines: { useNumber: number; at: string; priceFen: number }[]
  netFen?: number
  taxFen?: number
  postings: Posting[]
  split: { party: string; role?: string; basisPoints: number; amountFen: number }[]
  openSteps: OpenStep[]
}

export interface AccountLine {
  id: string
  name: string
  code?: string
  balanceFen: number
}
