import { useEffect } from 'react'
import { useText } from '~/locales/text'

/** The browser tab's name and what a screen reader says on arrival. */
export function useTitle(title: string | undefined) {
  const text = useText()
  useEffect(() => {
    document.title = title ? `${title} · ${text('name')}` : text('name')
  }, [title, text])
}
