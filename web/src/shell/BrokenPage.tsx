import { useRouteError } from 'react-router'
import { useText } from '~/locales/text'
import { RefusalCard } from '~/patterns/RefusalCard'
import './public.css'

/** What stands in place of a page that failed to load or to draw. */
export function BrokenPage() {
  const text = useText()
  return (
    <main className="page narrow">
      <h1>{text('broken.title')}</h1>
      <RefusalCard error={useRouteError()} />
      <p className="wrap">
        <button type="button" className="button solid" onClick={() => location.reload()}>{text('do.reload')}</button>
        <a className="button" href="/">{text('do.home')}</a>
      </p>
    </main>
  )
}
