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
  const place = match[2]!.replace(/(?:§+|art\.)\s*([\d–-]+(?:\s*,\s*\d+)*)/, (_, articles: string) => (language === 'zh' ? `第${articles.replace(/\s*,\s*/g, '、')}条` : `§${articles}`))
  return { source: match[1]!, place }
}

export function formatBasis(basis: string, language: Language): string {
  const { source, place } = provisionOf(basis, language)
  return [source, place].filter(Boolean).join(' ')
}

/** One citation may name several provisions: `BJ-OPIN-2023 §6; BJ-ZONE-2023 art. 1`. */
export const provisionsIn = (basis: string) => basis.split(/\s*[;；]\s*/).filter(Boolean)

/** A provision of a draft: shown striped, because it does not bind yet. */
export const isDraft = (basis: string) => /DRAFT|征求意见/i.test(basis)
