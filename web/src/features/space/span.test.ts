import { describe, expect, it } from 'vitest'
import { spanOf } from './span'

const at = (sql: string, about: string | undefined) => {
  const span = spanOf(sql, about)
  return span ? sql.slice(...span) : undefined
}

describe('the place a refusal is about', () => {
  it('is the name where it stands by itself, quoted or not', () => {
    expect(at('select phone2, phone from data', 'phone')).toBe('phone')
    expect(spanOf('select phone2, phone from data', 'phone')?.[0]).toBe(15)
    expect(at('select "PM2.5" from data', 'PM2.5')).toBe('"PM2.5"')
    expect(at('select 手机号码, 手机 from data', '手机')).toBe('手机')
    expect(at('select MAX(price) from data', 'max')).toBe('MAX')
  })

  it('is never inside text or a comment', () => {
    expect(spanOf("select 'phone' -- phone\n, phone from data", 'phone')?.[0]).toBe(26)
  })

  it('is a character of a syntax error, or nothing', () => {
    expect(at('select fro data', '@7')).toBe('fro')
    expect(at('select', '@90')).toBe('t')
    expect(at('select 1', undefined)).toBeUndefined()
    expect(at('select 1', 'phone')).toBeUndefined()
  })
})
