import type { OpenStep } from '~/patterns/OpenSteps'
import type { ColumnProfile } from '~/patterns/ProfileColumn'

export type ResourceStage = 'Received' | 'Profiling' | 'ProfileFailed' | 'Proposed' | 'Confirmed'

export interface ResourceLine {
  id: string
  title: string
  stage: ResourceStage
  rows?: number
  fields?: number
  level?: number
  sizeBytes: number
  holderName: string
  at: string
}

export interface Field {
  name: string
  title: string
  type: string
  class: string
  level: number
  levelBasis?: string
  personal?: string
  personalShare?: number
  why?: string
}

export interface ResourceView {
  id: string
  urn: string
  title: string
  description: string
  stage: ResourceStage
  holderName: string
  holderId: string
  rows?: number
  sizeBytes: number
  sha256: string
  files: { name: string; sizeBytes: number; sha256: string }[]
  level?: number
  levelBasis?: string
  classification?: string
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
  description?: string
  holderName: string
  rows: number
  fields: string[]
  level: number
  certificateNumber?: string
}
