import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { write } from '~/api/http'
import { refresh, useGet } from '~/api/queries'
import { type Shape, at, to } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { ConsolePage, Panel } from '~/shell/ConsolePage'

type Table = Shape<'Catalog.ManageConnections.TableView'>

/** 库中可读的表 — one is picked, with all or some of its columns, and becomes a resource that stays where it is. */
export default function ConnectionPage() {
  const id = useParams()['id']!
  const text = useText()
  const all = useGet(at('/api/catalog/connections'))
  const read = useGet(at('/api/catalog/connections/{id}/tables', { id }))
  const [given, setGiven] = useSearchParams()
  const picked = given.get('table') ? { schema: given.get('schema') ?? '', name: given.get('table')! } : undefined
  return (
    <ConsolePage title={all.data?.find((c) => c.id === id)?.name ?? text('nav.connections')} up={{ to: '/console/connections', label: text('nav.connections') }}>
      <Shown read={read} lines={6}>
        {(tables) => (
          <div className="panes">
            <div>
              <Panel title={text('connection.tables')} extra={<span className="quiet">{text('connection.tables.count', { count: formatCount(tables.length) })}</span>}>
                <Tables tables={tables} picked={picked} onPick={(t) => setGiven({ schema: t.schema, table: t.name }, { replace: true })} />
              </Panel>
            </div>
            <div>{picked ? <Panel title={`${picked.schema}.${picked.name}`}><Take key={`${picked.schema}.${picked.name}`} connectionId={id} table={picked} /></Panel> : <Panel title={text('table.take')}><p className="quiet">{text('table.pick.hint')}</p></Panel>}</div>
          </div>
        )}
      </Shown>
    </ConsolePage>
  )
}

/** Longest lists are narrowed by typing. */
const shownMost = 200

function Tables({ tables, picked, onPick }: { tables: Table[]; picked?: Table; onPick: (table: Table) => void }) {
  const text = useText()
  const [search, setSearch] = useState('')
  const found = tables.filter((t) => `${t.schema}.${t.name}`.toLowerCase().includes(search.trim().toLowerCase()))
  if (tables.length === 0) return <p className="notice warn">{text('connection.tables.none')}</p>
  return (
    <>
      <input className="input" type="search" aria-label={text('table.search')} placeholder={text('table.search')} value={search} onChange={(e) => setSearch(e.target.value)} />
      <div className="choices" role="radiogroup" aria-label={text('connection.tables')}>
        {found.slice(0, shownMost).map((t) => (
          <label key={`${t.schema}.${t.name}`} className="choice">
            <input type="radio" name="table" checked={picked?.schema === t.schema && picked.name === t.name} onChange={() => onPick(t)} />
            <span className="code">{t.schema}.{t.name}</span>
          </label>
        ))}
      </div>
      {found.length === 0 ? <p className="quiet">{text('table.search.none')}</p> : found.length > shownMost ? <p className="quiet">{text('table.search.more', { count: formatCount(found.length - shownMost) })}</p> : null}
    </>
  )
}

/** 库表编目 — its columns, its name and what it is; the profile starts at once. */
function Take({ connectionId, table }: { connectionId: string; table: Table }) {
  const text = useText()
  const navigate = useNavigate()
  const read = useGet(at('/api/catalog/connections/{id}/columns', { id: connectionId, schema: table.schema, table: table.name }))
  const [form, setForm] = useState({ title: table.name, description: '' })
  const [left, setLeft] = useState<string[]>([])
  const readable = (read.data ?? []).filter((c) => c.type !== undefined && c.type !== null)
  const columns = readable.map((c) => c.name).filter((name) => !left.includes(name))
  const take = useMutation({
    mutationFn: () => write(to('/api/catalog/resources/from-database'), { title: form.title.trim(), description: form.description.trim(), connectionId, schema: table.schema, table: table.name, columns }),
    onSuccess: ({ id }) => {
      void refresh('/api/catalog', '/api/work', '/api/jobs')
      void navigate(`/console/catalog/${id}`)
    },
  })
  return (
    <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); take.mutate() }}>
      <p className="quiet">{text('table.take.what')}</p>
      <fieldset className="plain-set stack tight">
        <legend className="label">{text('table.columns')}</legend>
        <Shown read={read} lines={4}>
          {(all) => (
            <div className="choices">
              {all.map((c) => (
                <label key={c.name} className="choice">
                  <input type="checkbox" aria-label={c.name} disabled={!c.type} checked={columns.includes(c.name)} onChange={(e) => setLeft(e.target.checked ? left.filter((n) => n !== c.name) : [...left, c.name])} />
                  <span>{c.name} <span className="quiet code">{c.native}</span>{c.type ? null : <span className="quiet"> {text('table.column.unfit')}</span>}</span>
                </label>
              ))}
            </div>
          )}
        </Shown>
      </fieldset>
      <div className="field"><label htmlFor="table-title">{text('resource.title')}</label><input id="table-title" className="input" required maxLength={200} value={form.title} onChange={(e) => setForm({ ...form, title: e.target.value })} /></div>
      <div className="field"><label htmlFor="table-description">{text('resource.description')}</label><textarea id="table-description" className="input" rows={3} maxLength={2000} value={form.description} onChange={(e) => setForm({ ...form, description: e.target.value })} /></div>
      <RefusalCard error={take.error} />
      <div><button type="submit" className="button solid" disabled={take.isPending || columns.length === 0}>{text('table.take')}</button></div>
    </form>
  )
}
