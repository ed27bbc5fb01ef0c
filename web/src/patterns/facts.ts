import type { Shape } from '~/api/shape'
import type { Text } from '~/locales/text'

export type Fact = Shape<'Evidence.ListFacts.FactView'>

/** Nobody acts twice in so short a time: what one act leaves is told once. */
const oneActMs = 100

/** The wording group of a subject's steps: `urn:yuanliu:<node>:agreement:<id>` has `step.agreement`. */
const groupOf = (subject: string) => `step.${/:([a-z-]+):[^:]*$/.exec(subject)?.[1] ?? ''}`

export const stepOf = (fact: Fact) => (typeof fact.body['step'] === 'string' ? fact.body['step'] : undefined)

/** A step of the subject's own procedure, in words. */
export const stepNameOf = (subject: string, step: string, text: Text) => text.find(groupOf(subject), step) ?? text.of('step', step)

/** A fact in words: its step where it is one, else its kind. What stands beside a subject has steps of its own: `space.duty-step/1` has `step.duty`. */
export function factName(fact: Fact, text: Text): string {
  const step = stepOf(fact)
  if (step === undefined) return text.of('fact', fact.kind.replace(/\/\d+$/, ''))
  const beside = /\.([a-z-]+)-step\/\d+$/.exec(fact.kind)?.[1]
  return (beside === undefined ? undefined : text.find(`step.${beside}`, step)) ?? stepNameOf(fact.subject, step, text)
}

const textIn = (fact: Fact, field: string) => (typeof fact.body[field] === 'string' ? fact.body[field] : undefined)

/** Which duty a fact tells of, with its day as of that fact: a step and a new day bear the duty's id, what it is stands where it arose. */
export function dutyOf(fact: Fact, all: Fact[]): { what: string; dueOn: string } | undefined {
  if (!/^space\.duty-/.test(fact.kind)) return undefined
  const told = all.filter((f) => /^space\.duty-/.test(f.kind) && f.body['duty'] === fact.body['duty'] && f.at <= fact.at).sort((a, b) => (a.at < b.at ? -1 : 1))
  const what = told.map((f) => textIn(f, 'what')).find((w) => w !== undefined)
  const dueOn = textIn(fact, 'dueOn') ?? told.map((f) => textIn(f, 'dueOn')).findLast((d) => d !== undefined)
  return what === undefined || dueOn === undefined ? undefined : { what, dueOn }
}

/** What somebody from outside did, whose name only the registrar sees; everything else without a person is time's. */
export const isPublic = (fact: Fact) => stepOf(fact) === 'Object' || /objection-raised/.test(fact.kind) || fact.body['side'] === 'Objector'

/** What each act left, oldest first. */
export function actsOf(facts: Fact[]): Fact[][] {
  const acts: Fact[][] = []
  for (const fact of [...facts].sort((a, b) => (a.at < b.at ? -1 : 1))) {
    const last = acts.at(-1)?.at(-1)
    if (last && last.personName === fact.personName && Date.parse(fact.at) - Date.parse(last.at) < oneActMs) acts.at(-1)!.push(fact)
    else acts.push([fact])
  }
  return acts
}
