import { useText } from '~/locales/text'

/** Grey lines of the size of what comes, so that nothing jumps. */
export function Loading({ lines = 4 }: { lines?: number }) {
  const text = useText()
  return (
    <div className="loading" role="status" aria-busy="true">
      <span className="hidden-text">{text('loading')}</span>
      {Array.from({ length: lines }, (_, i) => <span key={i} style={{ width: `${90 - ((i * 23) % 50)}%` }} />)}
    </div>
  )
}
