import { useText } from '~/locales/text'

interface Pages {
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
}

/** Asks the server for the page that follows; gone when there is none. */
export function MoreButton({ pages }: { pages: Pages }) {
  const text = useText()
  if (!pages.hasNextPage) return null
  return (
    <p><button type="button" className="button" disabled={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>{text('do.more')}</button></p>
  )
}
