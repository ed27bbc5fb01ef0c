import type { RunningClock } from '~/patterns/Clock'
import type { OpenStep } from '~/patterns/OpenSteps'
import type { Right } from '~/patterns/RightsCard'

export type TermUnit = 'WorkingDays' | 'CalendarDays'

export interface PackMaterial {
  key: string
  titleZh: string
  titleEn: string
  required: boolean
  when: 'Always' | 'PersonalData' | 'Optional'
  basis: string
}

export interface PackTerm {
  deadline: string
  length: number
  unit: TermUnit
  basis: string
  open: boolean
  reason?: string
}

export interface Pack {
  id: string
  title: string
  titleEn: string
  jurisdiction: string
  source: string
  status: 'Draft' | 'Trial' | 'InForce'
  effectiveFrom: string
  effectiveTo?: string
  sha256: string
  filingKinds: string[]
  rights: string[]
  materials: PackMaterial[]
  clocks: PackTerm[]
}

export interface ProcedureRow {
  stage: string
  step: string
  from: string
  to: string
  actor: string
  deadline?: string
  term?: { length: number; unit: TermUnit }
  /** The step that time takes when the term ends. */
  whenDue?: string
  basis: string
  open: boolean
  reason?: string
}

export interface Procedure {
  pack: string
  title: string
  status: string
  source: string
  sha256: string
  sources: { id: string; article: string; zh: string }[]
  rows: ProcedureRow[]
  values: { name: string; value: string; basis: string; open: boolean; reason?: string }[]
}

export interface FilingLine {
  id: string
  number: string
  resourceTitle: string
  applicantName: string
  stage: string
  clock?: RunningClock
  at: string
  certificateNumber?: string
}

export interface FilingObjection {
  id: string
  name?: string
  contact?: string
  grounds: string
  at: string
  outcome?: 'Dismissed' | 'Upheld' | 'Moot'
  decidedAt?: string
  answer?: string
}

export interface FilingMaterial {
  key: string
  titleZh: string
  titleEn: string
  required: boolean
  basis: string
  name?: string
  sha256?: string
  sizeBytes?: number
  text?: string
  href?: string
}

export interface FilingView {
  id: string
  urn: string
  number: string
  kind: string
  pack: { id: string; title: string; status: string; sha256: string }
  resource: { id: string; title: string; description: string; rows: number; fields: number; level: number; sizeBytes: number; sha256: string; holderName: string }
  applicantName: string
  rights: Right[]
  source: string
  compliance: string
  authorization: string
  materials: FilingMaterial[]
  stage: string
  clock?: RunningClock
  openSteps: OpenStep[]
  law: ProcedureRow[]
  acts: { step: string; from: string; to: string; by: string; personName?: string; at: string; reason?: string }[]
  objections: FilingObjection[]
  publicisedOn?: string
  publicUntil?: string
  certificateNumber?: string
}

/** What the board shows depends on the pack: some publish the applicant, some the data's state. */
export interface PublicityLine {
  id: string
  number: string
  resourceTitle?: string
  applicantName?: string
  rights?: string[]
  from: string
  until: string
  left?: number
  stage: string
  summary?: string
  data?: { rows: number; fields: number; level: number; sizeBytes: number; sha256: string }
  pack: string
  basis: string
  open: boolean
}

export interface CertificateView {
  number: string
  status: 'Valid' | 'Suspended' | 'Revoked' | 'Expired'
  statusReason?: string
  title: string
  holderName: string
  holderCode: string
  resourceTitle: string
  resourceUrn: string
  summary: string
  rights: Right[]
  rows: number
  fields: number
  fieldList: { title: string; class: string; level: number }[]
  level: number
  sizeBytes: number
  dataSha256: string
  issuedOn: string
  validUntil?: string
  issuerName: string
  issuerDid: string
  basis: string
  credentialSha256: string
  pdfSha256?: string
  factId?: string
  leafIndex?: number
  filingNumber: string
  publicFrom: string
  publicUntil: string
  pack: string
  packTitle: string
  packSha256: string
}

export interface CertificateLine {
  id: string
  number: string
  status: string
  statusReason?: string
  resourceId: string
  resourceTitle: string
  holderName: string
  rights: string[]
  issuedOn: string
  validUntil?: string
  filingId: string
  openSteps: OpenStep[]
}

/** The statements every filing makes; packs list them among the materials too. */
export const statements = ['source', 'compliance', 'authorization'] as const
