import type { OpenStep } from '~/patterns/OpenSteps'
import type { ColumnUse, ProductColumn } from '~/features/trading/shapes'

export interface ProductLine {
  id: string
  name: string
  stage: string
  resourceTitle: string
  holderName: string
  operatorName: string
  minGroup: number
  at: string
}

export interface ProductCheck {
  item: string
  zh: string
  en: string
  effect: 'Banned' | 'Restricted'
  passed: boolean
  restricted: boolean
  note: string
  basis: string
  open: boolean
  reason?: string
}

export interface ProductView {
  id: string
  urn: string
  name: string
  description: string
  stage: string
  holder: { id: string; name: string }
  operator: { id: string; name: string }
  resourceId: string
  resourceTitle: string
  certificateNumber: string
  columns: ProductColumn[]
  minGroup: number
  at: string
  checks: ProductCheck[]
  openSteps: OpenStep[]
}

export interface NegativeList {
  source: string
  sha256: string
  levelOpenableMax: { value: number; basis: string; open?: boolean; reason?: string }
  groupRowsMin: { value: number; basis: string; open?: boolean; reason?: string }
  items: { key: string; check: string; effect: 'Banned' | 'Restricted'; zh: string; en: string; words?: string[]; groupRowsMin?: number; basis: string; open?: boolean; reason?: string }[]
}

export const uses: ColumnUse[] = ['None', 'Dimension', 'Measure', 'Identity']
