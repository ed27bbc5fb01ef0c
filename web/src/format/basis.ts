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
    .replace(/art\.\s*(\d+(?:\s*[,–-]\s*\d+)*)(?:\s*\((\d+)\))?/, (_, articles: string, paragraph?: string) =>
      `第${articles.replace(/\s*,\s*/g, '、')}条${paragraph ? `第${paragraph}款` : ''}`)
    .replace(/\(([一二三四五六七八九十]+)\)/g, '（$1）')
}

const digits = '一二三四五六七八九'

/** @param n 1 to 99 */
function numeral(n: number): string {
  const [tens, ones] = [Math.floor(n / 10), n % 10]
  return `${tens > 1 ? digits[tens - 1]! : ''}${tens > 0 ? '十' : ''}${ones > 0 ? digits[ones - 1]! : ''}`
}

/** The provision among those given whose article the citation names, whatever it adds to it: `§6（来源合法）` is `§6`. */
export function citedOf<P extends { article: string }>(basis: string, source: string, provisions: P[]): P | undefined {
  const place = basis.trim().slice(source.length).trim()
  return provisions.filter((p) => place.startsWith(p.article) && !/^\d/.test(place.slice(p.article.length))).sort((a, b) => b.article.length - a.article.length)[0]
}

export function formatBasis(basis: string, language: Language): string {
  const { source, place } = provisionOf(basis, language)
  return [source, place].filter(Boolean).join(' ')
}

/** One citation may name several provisions: `BJ-OPIN-2023 §6; BJ-ZONE-2023 art. 1`. */
export const provisionsIn = (basis: string) => basis.split(/\s*[;；]\s*/).filter(Boolean)

/** A provision of a draft: shown striped, because it does not bind yet. */
export const isDraft = (basis: string) => /DRAFT|征求意见/i.test(basis)
