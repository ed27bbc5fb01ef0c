import type { RunningClock } from '~/patterns/Clock'
import type { OpenStep } from '~/patterns/OpenSteps'
import type { Right } from '~/patterns/RightsCard'

export interface PackMaterial {
  key: string
  titleZh: string
  titleEn: string
  required: boolean
  basis: string
}

export interface PackTerm {
  deadline: string
  length: number
  unit: 'WorkingDays' | 'CalendarDays'
  basis: string
  open: boolean
  reason?: string
}

export interface Pack {
  id: string
  title: string
  source: string
  status: 'Draft' | 'Trial' | 'InForce'
  filingKinds: string[]
  materials: PackMaterial[]
  clocks: PackTerm[]
}

export interface ProcedureRow {
  step: string
  from: string
  to: string
  actor: string
  deadline?: string
  term?: { length: number; unit: 'WorkingDays' | 'CalendarDays' }
  basis?: string
  open?: boolean
  reason?: string
}

export interface Procedure {
  pack: string
  stages: string[]
  rows: ProcedureRow[]
}

export interface FilingLine {
  id: string
  number: string
  resourceTitle: string
  applicantName: string
  stage: string
  clock?: RunningClock
  at: string
}

export interface LawRow {
  stage: string
  step: string
  actor: string
  deadline?: string
  term?: { length: number; unit: 'WorkingDays' | 'CalendarDays' }
  basis?: string
  open?: boolean
  reason?: string
}

export interface FilingObjection {
  id?: string
  name?: string
  grounds: string
  at: string
  outcome?: string
}

export interface FilingView {
  id: string
  urn: string
  number: string
  pack: { id: string; title: string; status: string; sha256: string }
  resource: { id: string; title: string; rows?: number; level?: number; holderName?: string; sha256?: string }
  applicantName: string
  rights: Right[]
  source: string
  compliance: string
  authorization: string
  materials: { key: string; titleZh?: string; titleEn?: string; required?: boolean; basis?: string; sha256?: string; name?: string; text?: string }[]
  stage: string
  clock?: RunningClock
  openSteps: OpenStep[]
  law: LawRow[]
  objections: FilingObjection[]
  certificateNumber?: string
}

export interface PublicityLine {
  id: string
  number: string
  resourceTitle: string
  applicantName: string
  rights: string[]
  from: string
  until: string
  left: number
  stage: string
  summary?: string
}

export interface CertificateView {
  number: string
  status: 'Valid' | 'Suspended' | 'Revoked' | 'Expired'
  holderName: string
  resourceTitle: string
  rights: Right[]
  rows?: number
  fields?: number
  level?: number
  dataSha256?: string
  issuedOn: string
  validUntil?: string
  issuerName: string
  credentialSha256: string
  pdfSha256?: string
  factId: string
  leafIndex?: number
  pack: string
}

export interface CertificateLine {
  number: string
  resourceTitle: string
  holderName: string
  status: string
  issuedOn: string
  validUntil?: string
  openSteps?: OpenStep[]
}
