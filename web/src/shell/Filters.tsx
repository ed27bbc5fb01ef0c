import { useSearchParams } from 'react-router'
import { useText } from '~/locales/text'

interface Props {
  /** Stages one may filter by, with the wording group they belong to. */
  stages?: string[]
  group?: string
  search?: string
}

/** Filters live in the address, so that a view can be kept as a bookmark and sent to a colleague. */
export function Filters({ stages, group = 'stage', search }: Props) {
  const text = useText()
  const [given, setGiven] = useSearchParams()
  const set = (key: string, value: string) => {
    const next = new URLSearchParams(given)
    if (value) next.set(key, value)
    else next.delete(key)
    setGiven(next, { replace: true })
  }
  return (
    <form role="search" className="wrap filters" onSubmit={(e) => { e.preventDefault(); set('q', String(new FormData(e.currentTarget).get('q') ?? '').trim()) }}>
      {search ? (
        <>
          <label className="hidden-text" htmlFor="filter-q">{search}</label>
          <input id="filter-q" name="q" type="search" className="input" placeholder={search} defaultValue={given.get('q') ?? ''} />
        </>
      ) : null}
      {stages ? (
        <>
          <label className="hidden-text" htmlFor="filter-stage">{text('filter.stage')}</label>
          <select id="filter-stage" className="input" value={given.get('stage') ?? ''} onChange={(e) => set('stage', e.target.value)}>
            <option value="">{text('filter.all')}</option>
            {stages.map((s) => <option key={s} value={s}>{text.find(group, s) ?? text.of('stage', s)}</option>)}
          </select>
        </>
      ) : null}
      {search ? <button type="submit" className="button">{text('nav.search')}</button> : null}
    </form>
  )
}

export function useFilters(): { q?: string; stage?: string } {
  const [given] = useSearchParams()
  return { q: given.get('q') ?? undefined, stage: given.get('stage') ?? undefined }
}
