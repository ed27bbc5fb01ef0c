import type { Shape } from '~/api/shape'
import type { GivenMaterial } from './MaterialField'

export type FormView = Shape<'Registration.ShowForm.View'>
export type Circumstance = FormView['circumstances'][number]['key']
type Form = Shape<'Registration.FilingForm'>

/** What an applicant has filled in so far. */
export interface Draft {
  rights: Form['rights']
  fields: Record<string, string>
  circumstances: Circumstance[]
  materials: Record<string, GivenMaterial>
  events: Record<string, string>
  ground?: string
  counterparty?: string
  certificate?: string
  encumbrance?: string
  /** In whole fen. */
  amountFen?: number
  until?: string
  unit?: string
  /** Papers that are to follow, by their keys. */
  promised: string[]
}

export const empty: Draft = { rights: [], fields: {}, circumstances: [], materials: {}, events: {}, promised: [] }

/** 补正 begins with all that was filed: what a correction leaves out is no longer stated. */
export function filedDraft(filing: Shape<'Registration.GetFiling.View'>): Draft {
  const { actsOn: on } = filing
  return {
    rights: filing.rights, fields: { ...filing.fields }, circumstances: filing.circumstances, certificate: filing.certificate,
    counterparty: filing.counterparty, ground: on.ground, encumbrance: on.encumbrance, amountFen: on.amountFen, until: on.until, unit: on.unit,
    events: { ...on.events }, promised: on.promised,
    materials: Object.fromEntries(filing.materials.map((m) => [m.key,
      { name: m.name, sha256: m.sha256, sizeBytes: m.sizeBytes, text: m.text, statementId: m.statementId }])),
  }
}

/** Whether the law asks for a field or a paper in these circumstances. */
export function isAsked(item: { when: Circumstance[]; waived?: Circumstance[] }, circumstances: Circumstance[]): boolean {
  return (item.when.length === 0 || item.when.some((c) => circumstances.includes(c))) && !(item.waived ?? []).some((c) => circumstances.includes(c))
}

/** Whether a paper is the registry's, or an applicant's, on the ground that is named. */
export function isOf(paper: { by: string[]; grounds: string[] }, registry: boolean, ground: string | undefined): boolean {
  return (paper.by.length === 0 || paper.by.some((p) => (p === 'Registry') === registry)) && (paper.grounds.length === 0 || paper.grounds.includes(ground ?? ''))
}

/** The draft as the server wants it. What is no longer asked for stays behind. */
export function written(draft: Draft, form: FormView): Form {
  const asked = (key: string, items: { key: string; when: Circumstance[]; waived?: Circumstance[] }[]) =>
    items.some((i) => i.key === key && isAsked(i, draft.circumstances))
  return {
    rights: draft.rights, circumstances: draft.circumstances, ground: draft.ground || undefined,
    counterparty: draft.counterparty || undefined, certificate: draft.certificate || undefined,
    encumbrance: draft.encumbrance || undefined, amountFen: draft.amountFen, until: draft.until || undefined,
    unit: draft.unit || undefined,
    promised: draft.promised.filter((key) => !draft.materials[key] && form.materials.some((m) => m.key === key && m.mayFollow && isAsked(m, draft.circumstances))),
    fields: Object.fromEntries(Object.entries(draft.fields).filter(([key, value]) => value !== '' && asked(key, form.fields))),
    materials: Object.entries(draft.materials).filter(([key]) => asked(key, form.materials))
      .map(([key, m]) => ({ key, uploadSha256: m.sha256, text: m.text, statementId: m.statementId })),
    events: Object.fromEntries(Object.entries(draft.events).filter(([, day]) => day !== '')),
  } as Form
}
