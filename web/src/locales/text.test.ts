import { describe, expect, it } from 'vitest'
import en from './en.json'
import { singular, textOf } from './text'

describe('an English sentence with a number', () => {
  it('counts one thing without the s, and nothing else', () => {
    expect(singular('1 working days left (until 4 Dec)')).toBe('1 working day left (until 4 Dec)')
    expect(singular('11 days, 2.1 days, 0,1 days')).toBe('11 days, 2.1 days, 0,1 days')
    expect(textOf('en', en)('count.rows', { count: '1' })).toBe('1 row')
    expect(textOf('en', en)('count.rows', { count: '1,001' })).toBe('1,001 rows')
  })
})
