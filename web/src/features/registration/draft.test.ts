import { expect, test } from 'vitest'
import type { Shape } from '~/api/shape'
import { type FormView, filedDraft, written } from './draft'

const paper = { titleZh: '', titleEn: '', required: true, when: [], waived: [], basis: '', open: false }
const form = {
  fields: [{ key: 'debt', when: [], waived: [] }],
  materials: [{ ...paper, key: 'contract', mayFollow: false }, { ...paper, key: 'source', mayFollow: true }, { ...paper, key: 'report', mayFollow: false }],
} as unknown as FormView

const filing = {
  rights: [{ kind: 'ProductOperation', scope: '全部' }], fields: { debt: '借款' }, circumstances: [], certificate: 'BJSJ-1', counterparty: 'b',
  actsOn: { encumbrance: 'e', amountFen: 300, until: '2027-01-01', events: { Contract: '2026-03-02' }, ground: 'agreed', promised: ['source'] },
  materials: [{ key: 'contract', text: '合同' }, { key: 'report', statementId: 's' }],
} as unknown as Shape<'Registration.GetFiling.View'>

test('a correction that changes nothing states all that was filed', () => {
  expect(written(filedDraft(filing), form)).toEqual({
    rights: filing.rights, fields: { debt: '借款' }, circumstances: [], certificate: 'BJSJ-1', counterparty: 'b', ground: 'agreed', unit: undefined,
    encumbrance: 'e', amountFen: 300, until: '2027-01-01', events: { Contract: '2026-03-02' }, promised: ['source'],
    materials: [
      { key: 'contract', uploadSha256: undefined, text: '合同', statementId: undefined },
      { key: 'report', uploadSha256: undefined, text: undefined, statementId: 's' },
    ],
  })
})

test('only what may follow and is not there is promised', () => {
  const draft = filedDraft(filing)
  expect(written({ ...draft, promised: ['source', 'contract'] }, form).promised).toEqual(['source'])
  expect(written({ ...draft, materials: { ...draft.materials, source: { text: '来源' } } }, form).promised).toEqual([])
})
