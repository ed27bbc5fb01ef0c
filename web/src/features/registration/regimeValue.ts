import { formatDay } from '~/format/dates'
import type { Text } from '~/locales/text'

/** Where the packs' words may stand in the language files, the nearest first. */
const groups = ['rule.value', 'procedure', 'step', 'right', 'pack.status', 'unit', 'deadline', 'filing.kind', 'actor']

/** Turns of phrase of the comparison that are more than a word, the longest first. */
const phrases = [['until the right ends', 'until'], ['renewed from the old last day', 'renewed'], ['no end', 'endless'], [', bars', 'bars'], ['yes', 'yes'], ['no', 'no']] as const

const word = (name: string, text: Text) => groups.map((g) => text.find(g, name)).find((found) => found !== undefined) ?? name

/** A value of a rule pack, which the server gives in the packs' own vocabulary, in the reader's language. */
export function regimeValue(value: string, text: Text): string {
  const day = (d: string) => formatDay(d, text.language)
  let said = value
    .replace(/(\d{4}-\d\d-\d\d)–(\d{4}-\d\d-\d\d)?/, (_, from: string, until?: string) => (until ? text('regime.between', { from: day(from), until: day(until) }) : text('regime.from', { day: day(from) })))
    .replace(/(\d+) (WorkingDays|CalendarDays|CalendarMonths) (after|before) (\w+)/g, (_, length: string, unit: string, side: 'after' | 'before', event: string) =>
      text(`regime.${side}`, { length, unit: text.of('unit', unit), event: word(event, text) }))
    .replace(/(\d+) (WorkingDays|CalendarDays|CalendarMonths)/g, (_, length: string, unit: string) => text('law.length', { length, unit: text.of('unit', unit) }))
    .replace(/(\d+) years/g, (_, years: string) => text('regime.years', { years }))
    .replace(/\{(year|seq):?(\d*)\}/g, (_, blank: 'year' | 'seq', digits: string) => text(`rule.blank.${blank}`, { digits }))
  for (const [phrase, key] of phrases) said = said.replace(new RegExp(phrase.length > 3 ? phrase : `^${phrase}$`, 'g'), text(`regime.${key}`))
  return said
    .replace(/\b[A-Z][A-Za-z]+\b/g, (name) => word(name, text))
    .replace(/, /g, text('list.comma')).replace(/; /g, text('list.semicolon'))
}
