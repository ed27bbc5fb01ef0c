import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { refresh, usePages } from '~/api/queries'
import { write } from '~/api/http'
import { type Shape, at, to } from '~/api/shape'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { Moment } from '~/patterns/Moment'
import { RefusalCard } from '~/patterns/RefusalCard'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { Filters, useFilters } from '~/shell/Filters'
import { ListTable } from '~/shell/ListTable'
import { AddPerson, AppointPerson } from './AddPerson'
import { has, useSession } from './session'

type Kind = Shape<'Parties.OrganizationKind'>

/** The platform is founded with its node; everybody else is entered here. */
const kinds: Kind[] = ['PublicBody', 'Enterprise', 'NaturalPerson']

/** 主体 — organizations with their checked credit codes, natural persons who are parties themselves, and the people who act for them. */
export default function Organizations() {
  const text = useText()
  const admin = has(useSession().data, 'Administrator')
  const pages = usePages(at('/api/parties/organizations'), { q: useFilters().q })
  return (
    <ConsolePage title={text('nav.organizations')}>
      <Filters search={text('parties.search')} />
      <ListTable
        pages={pages} id={(o) => o.id} label={text('nav.organizations')} empty={<EmptyState title={text('parties.none')} hint={text('parties.none.hint')} />}
        columns={[
          { key: 'name', title: text('parties.name'), show: (o) => o.name },
          { key: 'code', title: text('parties.known'), show: (o) => <span className="code">{o.code}</span> },
          { key: 'kind', title: text('parties.kind'), show: (o) => text.of('party', o.kind) },
          { key: 'on', title: text('parties.on'), show: (o) => <Moment day={o.registeredOn} /> },
        ]}
      />
      {admin ? <div className="cards"><Panel title={text('parties.new')}><AddOrganization /></Panel><Panel title={text('people.new')}><AddPerson organizations={pages.items ?? []} /></Panel><Panel title={text('people.appoint')}><AppointPerson organizations={pages.items ?? []} /></Panel></div> : null}
    </ConsolePage>
  )
}

function AddOrganization() {
  const text = useText()
  const start = { name: '', code: '', kind: kinds[0]! }
  const [form, setForm] = useState(start)
  const person = form.kind === 'NaturalPerson'
  const add = useMutation({
    mutationFn: () => write(to('/api/parties/organizations'), form),
    onSuccess: () => {
      setForm(start)
      return refresh('/api/parties')
    },
  })
  return (
    <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); add.mutate() }}>
      <div className="field"><label htmlFor="org-kind">{text('parties.kind')}</label><select id="org-kind" className="input" value={form.kind} onChange={(e) => setForm({ ...form, kind: e.target.value as Kind, code: '' })}>{kinds.map((k) => <option key={k} value={k}>{text.of('party', k)}</option>)}</select></div>
      <div className="field"><label htmlFor="org-name">{text(person ? 'parties.name.person' : 'parties.name')}</label><input id="org-name" className="input" required maxLength={200} autoComplete="off" value={form.name} onChange={(e) => setForm({ ...form, name: e.target.value })} /></div>
      <div className="field"><label htmlFor="org-code">{text(person ? 'parties.number' : 'parties.code')}</label><input id="org-code" className="input code" required minLength={18} maxLength={18} autoComplete="off" aria-describedby="org-code-hint" value={form.code} onChange={(e) => setForm({ ...form, code: e.target.value.toUpperCase() })} /><span id="org-code-hint" className="hint">{text(person ? 'parties.number.hint' : 'parties.code.hint')}</span></div>
      <div aria-live="polite">{add.isSuccess ? <p className="good-text">{text('parties.added')}</p> : null}<RefusalCard error={add.error} /></div>
      <div><button type="submit" className="button solid" disabled={add.isPending}>{text('parties.new')}</button></div>
    </form>
  )
}
