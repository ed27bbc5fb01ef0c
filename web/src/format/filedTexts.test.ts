import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inEnglish, wholeScope } from './filedTexts'

const source = (path: string) => readFileSync(join(import.meta.dirname, '../../../src', path), 'utf8')

/** The texts of the server with a value in each hole. */
const written = [...[...source('Modules/Registration/Wording.cs').matchAll(/\$"(本[^"]+)"/g), ...source('Modules/Registration/Filings/FilingPapers.cs').matchAll(/\$"([^"]*行[^"]*)"/g), ...source('Modules/Registration/Trades/RegisterSignedTrade.cs').matchAll(/\$"([^"]*[\u4e00-\u9fff][^"]*)"/g)]]
  .map(([, text]) => text!.replace(/\{[^}]*Sha256\}/g, '0af9').replace(/\{\w+(?:\.\w+)*\}/g, 'X-1'))

describe('what the platform writes into filings', () => {
  it('has its English for reading', () => {
    expect(written.length).toBe(5)
    for (const text of [...written, wholeScope]) expect(inEnglish(text), text).toMatch(/^[\x20-\x7e]+$/)
    expect(written.map(inEnglish).join(' '), 'nothing of the values is lost').toMatch(/X-1.*X-1.*X-1/)
  })

  it('leaves alone what people wrote', () => {
    expect(inEnglish('以统计产品形式经营')).toBeUndefined()
  })
})
