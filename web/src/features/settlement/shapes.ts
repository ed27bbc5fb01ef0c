import type { OpenStep } from '~/patterns/OpenSteps'

export interface BillLine {
  id: string
  number: string
  agreementId: string
  agreementNumber: string
  buyerName: string
  sellerName: string
  holderName: string
  stage: 'Issued' | 'Paid' | 'Settled'
  uses: number
  amountFen: number
  issuedAt: string
  paidAt?: string
  openSteps: OpenStep[]
}

/** A posting as bills and accounts show it: debit and credit are both there, one of them 0. */
export interface Posting {
  at: string
  account?: string
  accountName?: string
  accountNameEn?: string
  ownerName?: string
  debitFen: number
  creditFen: number
  memo: string
  memoEn: string
}

export interface BillView {
  id: string
  urn: string
  number: string
  agreementId: string
  agreementNumber: string
  buyerName: string
  sellerName: string
  holderName: string
  stage: 'Issued' | 'Paid' | 'Settled'
  issuedAt: string
  paidAt?: string
  from: string
  until: string
  lines: { useNumber: number; useId: string; at: string; priceFen: number }[]
  amountFen: number
  currency: string
  tax: { treatment: string; basis: string; open: boolean; reason?: string }
  postings: Posting[]
  split: { role: string; partyId: string; party: string; basisPoints: number; amountFen: number }[]
  splitBasis: string
  statementSha256?: string
  openSteps: OpenStep[]
}

export interface AccountLine {
  id: string
  kind: 'Bank' | 'Receivable' | 'Payable' | 'Custody'
  code: string
  nameZh: string
  nameEn: string
  ownerId: string
  ownerName: string
  currency: string
  balanceFen: number
  basis: string
  open: boolean
  reason?: string
}

export interface AccountPosting {
  id: number
  at: string
  kind: string
  cause: string
  memoZh: string
  memoEn: string
  debitFen: number
  creditFen: number
}

export interface DepositLine {
  id: string
  ownerId: string
  ownerName: string
  reference: string
  amountFen: number
  at: string
  stage: 'Announced' | 'Credited' | 'Declined' | 'Reversed'
  reason?: string
  openSteps: OpenStep[]
}

export interface Unbilled {
  agreementId: string
  agreementNumber: string
  uses: number
}
