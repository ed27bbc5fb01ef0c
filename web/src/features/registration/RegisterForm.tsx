import { useSearchParams } from 'react-router'
import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { useText } from '~/locales/text'

interface Props {
  /** With what only the register's own pages may filter by. */
  full?: boolean
  /** What may be typed, where it is not the register's own. */
  term?: string
  stages?: Shape<'Registration.Stage'>[]
}

const rights = ['Holding', 'ProcessingAndUse', 'ProductOperation', 'IntellectualProperty', 'Usufruct']

/** What is looked for in the register; kept in the address, so that it can be sent to a colleague. */
export function RegisterForm({ full, term, stages }: Props) {
  const text = useText()
  const asked = term ?? text('register.term')
  const [given, setGiven] = useSearchParams()
  const registers = useGet(at('/api/public/registers'))
  const set = (key: string, value: string) => {
    const next = new URLSearchParams(given)
    if (value) next.set(key, value)
    else next.delete(key)
    setGiven(next, { replace: true })
  }
  const choice = (key: string, label: string, options: [string, string][]) => (
    <>
      <label className="hidden-text" htmlFor={`register-${key}`}>{label}</label>
      <select id={`register-${key}`} className="input" value={given.get(key) ?? ''} onChange={(e) => set(key, e.target.value)}>
        <option value="">{label}</option>
        {options.map(([value, name]) => <option key={value} value={value}>{name}</option>)}
      </select>
    </>
  )
  return (
    <form role="search" className="wrap filters" onSubmit={(e) => { e.preventDefault(); set('term', String(new FormData(e.currentTarget).get('term') ?? '').trim()) }}>
      <label className="hidden-text" htmlFor="register-term">{asked}</label>
      <input key={given.get('term')} id="register-term" name="term" type="search" className="input term" maxLength={100} placeholder={asked} defaultValue={given.get('term') ?? ''} />
      <button type="submit" className="button solid">{text('nav.search')}</button>
      {choice('register', text('register.all'), (registers.data ?? []).map((r) => [r.id, text.both({ zh: r.title, en: r.titleEn })]))}
      {stages ? choice('stage', text('publicity.any-stage'), stages.map((s) => [s, text.of('stage.filing', s)])) : null}
      {full ? choice('right', text('register.any-right'), rights.map((r) => [r, text.of('right', r)])) : null}
      {full ? choice('burdened', text('register.any-burden'), [['true', text('register.burdened')], ['false', text('register.free')]]) : null}
      {full ? choice('standing', text('register.any-state'), [['true', text('register.standing')], ['false', text('register.ended')]]) : null}
    </form>
  )
}
