import type { OpenStep } from '~/patterns/OpenSteps'
import type { ColumnUse, ProductColumn } from '~/features/trading/shapes'

export interface ProductLine {
  id: string
  name: string
  stage: string
  holderName: string
  operatorName?: string
  resourceTitle: string
  certificateNumber: string
  at?: string
}

export interface ProductView extends ProductLine {
  urn: string
  description: string
  operatorId?: string
  resourceId: string
  columns: ProductColumn[]
  minGroup: number
  checks: { item: string; passed: boolean; basis?: string; note?: string }[]
  openSteps: OpenStep[]
}

export const uses: ColumnUse[] = ['None', 'Dimension', 'Measure', 'Identity']
