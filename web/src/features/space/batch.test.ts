import { describe, expect, it } from 'vitest'
import { cellsOfCsv, csvOf, itemsOf } from './batch'

const terms = { keys: ['code'], compared: ['name', 'trade'], needsConsent: true }

describe('a file of verifications', () => {
  it('is read with quotes, line ends of every kind and a byte order mark', () => {
    expect(cellsOfCsv('\uFEFFa,b\r\n"x, ""y""\n",2\r\n\n')).toEqual([['a', 'b'], ['x, "y"', '2']])
  })

  it('asks only about what stands in it', () => {
    expect(itemsOf('trade,code,授权编号,name\n工业,9111,SQ-1,\n', terms, 10, '授权编号')).toEqual({ items: [{ keys: { code: '9111' }, values: { trade: '工业' }, consent: 'SQ-1' }] })
  })

  it.each([
    ['', { kind: 'empty' }],
    ['code,name,consent\n', { kind: 'empty' }],
    ['name\nx\n', { kind: 'header', columns: ['code', '授权编号'] }],
    ['code,name,consent\n1,x,S\n2,y,S\n3,z,S', { kind: 'many', count: 3 }],
    ['code,name,consent\n1,x,S\n,y,S', { kind: 'line', line: 3, what: 'key' }],
    ['code,name,consent\n1,,S', { kind: 'line', line: 2, what: 'value' }],
    ['code,name,consent\n1,x,', { kind: 'line', line: 2, what: 'consent' }],
  ])('%j is told what is wrong with it', (csv, fault) => {
    expect(itemsOf(csv, terms, 2, '授权编号')).toEqual({ fault })
  })

  it('is given back harmless to spreadsheets', () => {
    expect(csvOf([['=1+1', 'a"b']])).toBe('\uFEFF"\'=1+1","a""b"\r\n')
  })
})
