import type { Language } from '~/locales/text'

export interface Provision {
  /** The source's id as the rule packs cite it, for example `BJ-OPIN-2023`; empty when there is none. */
  source: string
  /** Where in it, in the reader's language. */
  place: string
}

/** Splits a citation such as `BJ-OPIN-2023 §6` or `BJ-PUB-DRAFT (三)`; what does not follow that form is kept as it stands. */
export function provisionOf(basis: string, language: Language): Provision {
  const match = /^([A-Z][A-Za-z0-9/.]*(?:-[A-Za-z0-9./]+)+)[\s,，]*(.*)$/.exec(basis.trim())
  if (match === null) return { source: '', place: basis }
  return { source: match[1]!, place: language === 'zh' ? inChinese(match[2]!) : match[2]! }
}

/** Opinions number their items （六）, laws their articles 第19条 and those articles' paragraphs 第2款. */
function inChinese(place: string): string {
  return place
    .replace(/§+\s*(\d+(?:\s*,\s*\d+)*)/, (_, items: string) => items.split(',').map((n) => `（${numeral(Number(n))}）`).join(''))
    .replace(/art\.\s*(\d+(?:\(\d+\))?(?:\s*[,–-]\s*\d+(?:\(\d+\))?)*)/, (_, articles: string) => articlesIn(articles))
    .replace(/\(([一二三四五六七八九十]+)\)/g, '（$1）')
}

/** `9, 10` is 第9、10条, `15(2), 15(3)` is 第15条第2款、第15条第3款. */
function articlesIn(articles: string): string {
  if (!articles.includes('(')) return `第${articles.replace(/\s*,\s*/g, '、')}条`
  return articles.split(/\s*,\s*/).map((a) => a.replace(/^([\d–-]+)(?:\((\d+)\))?$/, (_, n: string, p?: string) => `第${n}条${p ? `第${p}款` : ''}`)).join('、')
}

const digits = '一二三四五六七八九'

/** @param n 1 to 99 */
function numeral(n: number): string {
  const [tens, ones] = [Math.floor(n / 10), n % 10]
  return `${tens > 1 ? digits[tens - 1]! : ''}${tens > 0 ? '十' : ''}${ones > 0 ? digits[ones - 1]! : ''}`
}

/** The article among those given that the citation names, whatever it adds to it: `§6（来源合法）` and `art. 6(2)` are article 6, `(九)` is 9. */
export function citedOf<A extends { number: string }>(basis: string, source: string, articles: A[]): A | undefined {
  const place = basis.trim().slice(source.length).trim()
  const annex = /^annex[\s-]*(\w+)/i.exec(place)?.[1]
  const number = annex ? `annex-${annex}` : /^(?:§+|art\.)?\s*(\d+(?:\.\d+)*)/.exec(place)?.[1] ?? ordinal(/^[(（]?([一二三四五六七八九十]+)/.exec(place)?.[1])
  return articles.find((a) => a.number === number)
}

/** `二十一` is 21. */
function ordinal(numeral: string | undefined): string | undefined {
  if (!numeral) return undefined
  const [tens, ones] = numeral.includes('十') ? numeral.split('十') : ['', numeral]
  const ten = numeral.includes('十') ? (tens ? digits.indexOf(tens) + 1 : 1) : 0
  return String(ten * 10 + (ones ? digits.indexOf(ones) + 1 : 0))
}

export function formatBasis(basis: string, language: Language): string {
  const { source, place } = provisionOf(basis, language)
  return [source, place].filter(Boolean).join(' ')
}

/** One citation may name several provisions: `BJ-OPIN-2023 §6; BJ-ZONE-2023 art. 1`. */
export const provisionsIn = (basis: string) => basis.split(/\s*[;；]\s*/).filter(Boolean)

/** A provision of a draft: shown striped, because it does not bind yet. */
export const isDraft = (basis: string) => /DRAFT|征求意见/i.test(basis)
