import type { OpenStep } from '~/patterns/OpenSteps'
import type { ColumnProfile } from '~/patterns/ProfileColumn'

export type ResourceStage = 'Received' | 'Profiling' | 'ProfileFailed' | 'Proposed' | 'Confirmed'

export interface ResourceLine {
  id: string
  title: string
  stage: ResourceStage
  /** 0 until profiling has counted. */
  rows: number
  fields: number
  level: number
  sizeBytes: number
  holderName?: string
  at: string
  certificateNumber?: string
}

export interface Field {
  name: string
  title: string
  type: string
  class: string
  level: number
  /** What profiling proposed; going below it needs a reason. */
  proposedLevel: number
  /** Below this the rules let nobody go. */
  floorLevel: number
  levelBasis: string
  personal?: string
  personalSharePercent?: number
  why: { zh: string; en: string }
}

export interface ResourceView {
  id: string
  urn: string
  title: string
  description: string
  stage: ResourceStage
  holderName?: string
  holderId: string
  rows: number
  sizeBytes: number
  sha256: string
  files: string[]
  level: number
  classification: string
  jobId?: string
  refusal?: { code: string; zh: string; en: string }
  fields: Field[]
  openSteps: OpenStep[]
  certificateNumber?: string
}

export interface Profile {
  rows: number
  columns: ColumnProfile[]
}

export interface Upload {
  id: string
  name: string
  sizeBytes: number
  sha256: string
}

export interface PublicResource {
  id: string
  title: string
  description: string
  classification: string
  holderName?: string
  rows: number
  fields: { title: string; class: string; level: number }[]
  level: number
  certificateNumber: string
}
