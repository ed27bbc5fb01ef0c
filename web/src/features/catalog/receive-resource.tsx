import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { upload, write } from '~/api/http'
import { refresh } from '~/api/queries'
import { type Shape, to } from '~/api/shape'
import { formatBytes, formatShare } from '~/format/numbers'
import { useText } from '~/locales/text'
import { FilePicker } from '~/patterns/FilePicker'
import { RefusalCard } from '~/patterns/RefusalCard'
import { ConsolePage, Panel } from '~/shell/ConsolePage'

interface Sent {
  file: File
  fraction: number
  upload?: Shape<'Catalog.ReceiveFile.Response'>
  error?: unknown
}

/** 接收数据 — files go into the holder's own domain; profiling starts when they are named. */
export default function ReceiveResource() {
  const text = useText()
  const navigate = useNavigate()
  const [sent, setSent] = useState<Sent[]>([])
  const [title, setTitle] = useState('')
  const [description, setDescription] = useState('')
  const change = (file: File, part: Partial<Sent>) => setSent((all) => all.map((s) => (s.file === file ? { ...s, ...part } : s)))
  const add = (files: File[]) => {
    setSent((all) => [...all, ...files.map((file) => ({ file, fraction: 0 }))])
    if (title === '' && files[0]) setTitle(files[0].name.replace(/\.[^.]+$/, ''))
    for (const file of files) {
      upload(to('/api/catalog/uploads', { name: file.name }), file, (fraction) => change(file, { fraction }))
        .then((done) => change(file, { fraction: 1, upload: done }), (error: unknown) => change(file, { error }))
    }
  }
  const ready = sent.filter((s) => s.upload)
  const create = useMutation({
    mutationFn: () => write(to('/api/catalog/resources'), { title: title.trim(), description: description.trim(), uploadIds: ready.map((s) => s.upload!.id) }),
    onSuccess: ({ id }) => {
      void refresh('/api/catalog', '/api/work', '/api/jobs')
      void navigate(`/console/catalog/${id}`)
    },
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    create.mutate()
  }
  const busy = sent.some((s) => !s.upload && !s.error)
  return (
    <ConsolePage title={text('resource.receive')} up={{ to: '/console/catalog', label: text('nav.resources') }}>
      <Panel title={text('resource.files')}>
        <p className="quiet">{text('resource.receive.what')} <Link to="/console/connections">{text('resource.from-database')}</Link></p>
        <FilePicker label={text('resource.choose')} hint={text('resource.formats')} accept=".csv,.parquet,.json,.ndjson,.tsv,.txt,.zip,.gz" multiple onFiles={add} />
        <ul className="short-list" aria-live="polite">
          {sent.map((s) => (
            <li key={s.file.name + s.file.lastModified}>
              <div className="short-line"><strong>{s.file.name}</strong><span className="quiet">{formatBytes(s.file.size)} · {s.upload ? text('resource.uploaded') : s.error ? text('resource.not-uploaded') : formatShare(s.fraction)}</span></div>
              {s.upload ? <span className="code quiet">{s.upload.sha256}</span> : s.error ? <RefusalCard error={s.error} /> : <div className="job-bar"><span style={{ width: `${s.fraction * 100}%` }} /></div>}
              <div><button type="button" className="link-button" onClick={() => setSent((all) => all.filter((o) => o !== s))}>{text('do.remove')}</button></div>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={text('resource.describe')}>
        <form className="form" onSubmit={submit}>
          <div className="field">
            <label htmlFor="title">{text('resource.title')}</label>
            <input id="title" className="input" required maxLength={200} value={title} onChange={(e) => setTitle(e.target.value)} />
          </div>
          <div className="field">
            <label htmlFor="description">{text('resource.description')}</label>
            <textarea id="description" className="input" rows={4} maxLength={2000} value={description} onChange={(e) => setDescription(e.target.value)} />
            <span className="hint">{text('resource.description.hint')}</span>
          </div>
          <RefusalCard error={create.error} />
          <div><button type="submit" className="button solid" disabled={ready.length === 0 || busy || create.isPending}>{text('resource.create')}</button></div>
        </form>
      </Panel>
    </ConsolePage>
  )
}
