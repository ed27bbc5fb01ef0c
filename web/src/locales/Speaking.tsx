import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { client } from '~/api/queries'
import { speak } from '~/api/http'
import { type Dictionary, type Language, SpeechContext, textOf } from './text'
import zh from './zh.json'

const place = 'yuanliu-language'

/** Chinese unless this browser's user chose English before. */
export function chosen(): Language {
  return localStorage.getItem(place) === 'en' ? 'en' : 'zh'
}

/** English comes in a file of its own, so that most visitors never load it. */
export async function dictionary(language: Language): Promise<Dictionary> {
  return language === 'zh' ? zh : ((await import('./en.json')).default as Dictionary)
}

/** Gives every component below the chosen language. */
export function Speaking({ first, children }: { first: { language: Language; words: Dictionary }; children: ReactNode }) {
  const [{ language, words }, setSpeech] = useState(first)
  const text = useMemo(() => textOf(language, words), [language, words])
  useEffect(() => {
    document.documentElement.lang = text.tag
    speak(text.tag)
  }, [text])
  const speech = useMemo(() => ({
    text,
    change: (next: Language) => void dictionary(next).then((found) => {
      localStorage.setItem(place, next)
      speak(next === 'zh' ? 'zh-CN' : 'en')
      setSpeech({ language: next, words: found })
      return client.invalidateQueries()
    }),
  }), [text])
  return <SpeechContext.Provider value={speech}>{children}</SpeechContext.Provider>
}
