import { createContext, useContext } from 'react'
import zh from './zh.json'

/** Every sentence has a key here; both language files hold the same keys (a test compares them). */
export type Key = keyof typeof zh
export type Dictionary = Record<Key, string>
export type Language = 'zh' | 'en'
type Values = Record<string, string | number>

export function fill(sentence: string, values?: Values): string {
  return values === undefined ? sentence : sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole))
}

/** English counts one thing without the s; the sentences are written for many. */
export const singular = (sentence: string) =>
  sentence.replace(/(?<![\d.,])1 ((?:working |calendar )?)(answer|certificate|day|field|file|group|item|month|organization|record|row|use|year)s\b/g, '1 $1$2').replace(/(?<![\d.,])1 ((?:different )?)identities\b/g, '1 $1identity')

export interface Text {
  language: Language
  /** The BCP 47 tag that goes to the server and to Intl. */
  tag: 'zh-CN' | 'en'
  (key: Key, values?: Values): string
  /** The wording of a value the server names (a stage, a step, a role); the value itself when the files do not know it. */
  of(group: string, value: string | undefined): string
  /** Like `of`, but undefined when unknown. */
  find(group: string, value: string): string | undefined
  /** Picks from a sentence that the server sends in both languages. */
  both(words: { zh?: string; en?: string } | undefined): string
}

export function textOf(language: Language, dictionary: Dictionary): Text {
  const open = dictionary as Record<string, string | undefined>
  const find = (group: string, value: string) => open[`${group}.${value}`]
  const text = (key: Key, values?: Values) => (language === 'en' && values !== undefined ? singular(fill(dictionary[key], values)) : fill(dictionary[key], values))
  return Object.assign(text, {
    language,
    tag: language === 'zh' ? ('zh-CN' as const) : ('en' as const),
    find,
    of: (group: string, value: string | undefined) => (value === undefined ? '' : (find(group, value) ?? value)),
    both: (words: { zh?: string; en?: string } | undefined) => (language === 'zh' ? words?.zh : words?.en) ?? words?.zh ?? words?.en ?? '',
  })
}

export interface Speech {
  text: Text
  change: (language: Language) => void
}

export const SpeechContext = createContext<Speech | null>(null)

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext)
  if (speech === null) throw new Error('No SpeechContext above this component.')
  return speech
}

export const useText = () => useSpeech().text
