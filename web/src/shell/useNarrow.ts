import { useSyncExternalStore } from 'react'

/** Whether the window is narrower than this many pixels. */
export function useNarrow(width: number): boolean {
  const media = matchMedia(`(max-width: ${width - 0.02}px)`)
  return useSyncExternalStore(
    (changed) => {
      media.addEventListener('change', changed)
      return () => media.removeEventListener('change', changed)
    },
    () => media.matches,
  )
}
