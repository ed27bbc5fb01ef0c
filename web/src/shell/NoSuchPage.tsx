import { Link } from 'react-router'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { useTitle } from './title'

export default function NoSuchPage() {
  const text = useText()
  useTitle(text('missing.title'))
  return (
    <div className="page narrow">
      <h1>{text('missing.title')}</h1>
      <EmptyState title={text('missing.what')} hint={text('missing.hint')}>
        <Link className="button" to="/">{text('do.home')}</Link>
        <Link className="button" to="/search">{text('nav.search')}</Link>
      </EmptyState>
    </div>
  )
}
