import { describe, expect, it } from 'vitest'
import en from '~/locales/en.json'
import { textOf } from '~/locales/text'
import zh from '~/locales/zh.json'
import { regimeValue } from './regimeValue'

describe('a value of a rule pack', () => {
  it('says a day as people write it', () => {
    expect(regimeValue('InForce 2023-06-20–', textOf('zh', zh))).toBe('有效 自 2023年6月20日（周二） 起')
    expect(regimeValue('Draft 2023-06-20–2025-06-19', textOf('en', en))).toContain('20 Jun 2023 (Tue) to 19 Jun 2025 (Thu)')
  })
})
