import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { Link } from 'react-router'
import { get, write } from '~/api/http'
import { refresh, useGet } from '~/api/queries'
import { type Shape, at, to } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { Dialog } from '~/patterns/Dialog'
import { EmptyState } from '~/patterns/EmptyState'
import { Moment } from '~/patterns/Moment'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { ConsolePage, Panel } from '~/shell/ConsolePage'

type Connection = Shape<'Catalog.ManageConnections.View'>

/** 数据库连接 — databases of the holder from which tables may be catalogued without leaving them. */
export default function Connections() {
  const text = useText()
  const read = useGet(at('/api/catalog/connections'))
  const [adding, setAdding] = useState(false)
  const [leaving, setLeaving] = useState<Connection>()
  const add = <button type="button" className="button solid" onClick={() => setAdding(true)}>{text('connection.new')}</button>
  return (
    <ConsolePage title={text('nav.connections')} actions={add}>
      <p className="notice">{text('connection.what')}</p>
      <Shown read={read}>
        {(all) => all.length === 0 ? <EmptyState title={text('connection.none')} hint={text('connection.none.hint')} /> : (
          <div className="cards watch">
            {all.map((c) => <Panel key={c.id} title={c.name} extra={<span className="quiet"><Moment at={c.at} brief /></span>}><One connection={c} onRemove={() => setLeaving(c)} /></Panel>)}
          </div>
        )}
      </Shown>
      {adding ? <Dialog title={text('connection.new')} onClose={() => setAdding(false)} wide><Add onDone={() => setAdding(false)} /></Dialog> : null}
      {leaving ? <Dialog title={text('connection.remove.of', { name: leaving.name })} onClose={() => setLeaving(undefined)}><Remove connection={leaving} onDone={() => setLeaving(undefined)} /></Dialog> : null}
    </ConsolePage>
  )
}

/** One database: whether it still answers is tried on request, by asking it for its tables. */
function One({ connection: c, onRemove }: { connection: Connection; onRemove: () => void }) {
  const text = useText()
  const tried = useMutation({ mutationFn: () => get(at('/api/catalog/connections/{id}/tables', { id: c.id })) })
  return (
    <>
      <div className="wrap">
        <Link className="button solid" to={`/console/connections/${c.id}`}>{text('connection.tables')}</Link>
        <button type="button" className="button" aria-label={text('connection.try.of', { name: c.name })} disabled={tried.isPending} onClick={() => tried.mutate()}>{text(tried.isPending ? 'connection.trying' : 'connection.try')}</button>
        <button type="button" className="link-button" aria-label={text('connection.remove.of', { name: c.name })} onClick={onRemove}>{text('connection.remove')}</button>
      </div>
      <div aria-live="polite">
        {tried.data ? <p className="good-text">✓ {text('connection.answers', { count: formatCount(tried.data.length) })}</p> : null}
        <RefusalCard error={tried.error} />
      </div>
    </>
  )
}

interface Props {
  label: string
  hint?: string
  type?: string
  max: number
  value: string
  onChange: (value: string) => void
}

function Line({ label, hint, type = 'text', max, value, onChange }: Props) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} className="input" type={type} required={type !== 'password'} maxLength={max} min={type === 'number' ? 1 : undefined} autoComplete={type === 'password' ? 'new-password' : 'off'} autoCapitalize="off" spellCheck={false} value={value} onChange={(e) => onChange(e.target.value)} />
      {hint ? <span className="hint">{hint}</span> : null}
    </div>
  )
}

/** The database is called before anything is kept: what does not answer, or may do more than read, is not added. */
function Add({ onDone }: { onDone: () => void }) {
  const text = useText()
  const [form, setForm] = useState({ name: '', host: '', port: '5432', database: '', user: '', password: '' })
  const put = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value })
  const add = useMutation({
    mutationFn: () => write(to('/api/catalog/connections'), { ...form, name: form.name.trim(), host: form.host.trim(), port: Number(form.port) }),
    onSuccess: () => {
      onDone()
      void refresh('/api/catalog/connections')
    },
  })
  return (
    <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); add.mutate() }}>
      <p className="quiet">{text('connection.role.what')}</p>
      <Line label={text('connection.name')} hint={text('connection.name.hint')} max={100} value={form.name} onChange={put('name')} />
      <div className="two">
        <Line label={text('connection.host')} hint={text('connection.host.hint')} max={253} value={form.host} onChange={put('host')} />
        <Line label={text('connection.port')} type="number" max={5} value={form.port} onChange={put('port')} />
        <Line label={text('connection.database')} max={63} value={form.database} onChange={put('database')} />
        <Line label={text('connection.user')} max={63} value={form.user} onChange={put('user')} />
      </div>
      <Line label={text('connection.password')} hint={text('connection.password.hint')} type="password" max={500} value={form.password} onChange={put('password')} />
      <RefusalCard error={add.error} />
      <div><button type="submit" className="button solid" disabled={add.isPending}>{text(add.isPending ? 'connection.trying' : 'connection.add')}</button></div>
    </form>
  )
}

function Remove({ connection, onDone }: { connection: Connection; onDone: () => void }) {
  const text = useText()
  const remove = useMutation({
    mutationFn: () => write(to('/api/catalog/connections/{id}/remove', { id: connection.id })),
    onSuccess: () => {
      onDone()
      void refresh('/api/catalog/connections')
    },
  })
  return (
    <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); remove.mutate() }}>
      <p>{text('connection.remove.what')}</p>
      <RefusalCard error={remove.error} />
      <div className="wrap"><button type="submit" className="button solid" disabled={remove.isPending}>{text('connection.remove')}</button><button type="button" className="button" onClick={onDone}>{text('do.cancel')}</button></div>
    </form>
  )
}
