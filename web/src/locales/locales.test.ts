import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import en from './en.json'
import { fill, textOf } from './text'
import zh from './zh.json'

const root = join(import.meta.dirname, '..')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f) && !f.endsWith('.test.ts') && !f.endsWith('schema.ts'))
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const uncommented = (source: string) => source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/[^\n]*/g, '$1')
const blanks = (sentence: string) => (sentence.match(/\{\w+\}/g) ?? []).sort()

describe('the language files', () => {
  it('hold the same keys in the same order', () => {
    expect(Object.keys(en)).toEqual(Object.keys(zh))
  })

  it('leave the same blanks to fill in both languages', () => {
    for (const key of Object.keys(zh) as (keyof typeof zh)[]) expect([key, ...blanks(en[key])]).toEqual([key, ...blanks(zh[key])])
  })

  it('say something under every key, and no Chinese in English but the way back', () => {
    for (const [key, sentence] of Object.entries({ ...zh, ...en })) expect(sentence, key).not.toBe('')
    expect(Object.entries(en).filter(([key, sentence]) => /\p{Script=Han}/u.test(sentence) && key !== 'language.other')).toEqual([])
  })

  it('hold no key that nothing asks for', () => {
    const sources = files.map(read).join('\n')
    const asked = new Set([...sources.matchAll(/['"`]([a-z][\w.-]*)['"`]/g)].map((m) => m[1]))
    const groups = [...sources.matchAll(/(?:of|find)\(\s*['"]([\w.-]+)['"]/g), ...sources.matchAll(/group = '([\w.-]+)'|group="([\w.-]+)"/g)].map((m) => m[1] ?? m[2])
    const stems = [...sources.matchAll(/`([a-z][\w.-]*\.)\$\{/g)].map((m) => m[1]!)
    const idle = Object.keys(zh).filter((key) => !asked.has(key) && !groups.some((g) => key.startsWith(`${g}.`)) && !stems.some((s) => key.startsWith(s)))
    expect(idle).toEqual([])
  })
})

describe('the source', () => {
  const isLanguageAware = (file: string) => file.replaceAll('\\', '/').startsWith('format/') || file.replaceAll('\\', '/') === 'features/space/chart.ts'

  it('holds no Chinese sentence outside the language files', () => {
    const found = files.filter((f) => !isLanguageAware(f) && /\p{Script=Han}/u.test(uncommented(read(f))))
    expect(found).toEqual([])
  })

  it('holds no bare text between tags', () => {
    const found = files.filter((f) => f.endsWith('.tsx')).flatMap((f) =>
      [...uncommented(read(f)).matchAll(/<(?:\w+)[^<>{}]*>([^<>{}]*[A-Za-z]{2,}[^<>{}]*)<\/\w+>/g)].map((m) => `${f}: ${m[1]!.trim()}`))
    expect(found).toEqual([])
  })
})

describe('a text', () => {
  const text = textOf('en', en as Record<keyof typeof zh, string>)

  it('fills its blanks and leaves unknown ones visible', () => {
    expect(fill('{a} of {b}', { a: 1 })).toBe('1 of {b}')
    expect(text('use.number', { number: 3 })).toBe('Use 3')
  })

  it('shows a value of the server as it is when the files do not know it', () => {
    expect(text.of('step', 'Accept')).toBe('Accept')
    expect(text.of('step', 'Harmonise')).toBe('Harmonise')
    expect(text.find('step', 'Harmonise')).toBeUndefined()
  })

  it('falls back to the other language of a bilingual sentence', () => {
    expect(text.both({ zh: '不予受理' })).toBe('不予受理')
    expect(text.both({ zh: '受理', en: 'accept' })).toBe('accept')
    expect(text.both(undefined)).toBe('')
  })
})
