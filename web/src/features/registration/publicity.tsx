import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link, useParams } from 'react-router'
import { refresh, useGet } from '~/api/queries'
import { write } from '~/api/http'
import { at, to } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { LawTag } from '~/patterns/LawTag'
import { Moment } from '~/patterns/Moment'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { useTitle } from '~/shell/title'

/** 公示 — one filing as the public may see it, with the way to object. */
export default function Publicity() {
  const text = useText()
  const { id } = useParams()
  const read = useGet(at('/api/public/publicity/{id}', { id }))
  useTitle(read.data?.resourceTitle ?? text('nav.publicity'))
  return (
    <div className="page narrow stack">
      <p><Link to="/publicity">{text('nav.publicity')}</Link></p>
      <Shown read={read} title={text('nav.publicity')}>
        {(p) => (
          <>
            <h1>{p.resourceTitle ?? p.number}</h1>
            <p className="wrap"><Stage stage={p.stage} group="stage.filing" />{p.left !== undefined && p.left >= 0 ? <strong>{text('publicity.left', { days: p.left })}</strong> : null}<LawTag basis={p.basis} open={p.open} rests={text('publicity.term')} /></p>
            <dl className="pairs">
              <dt>{text('filing.number')}</dt><dd>{p.number}</dd>
              {p.applicantName ? <><dt>{text('filing.applicant')}</dt><dd>{p.applicantName}</dd></> : null}
              {p.rights ? <><dt>{text('filing.rights')}</dt><dd>{p.rights.map((r) => text.of('right', r)).join(text('list.comma'))}</dd></> : null}
              <dt>{text('publicity.term')}</dt><dd><Moment day={p.from} /> – <Moment day={p.until} /></dd>
              {p.data ? <><dt>{text('certificate.data')}</dt><dd>{text('count.rows', { count: formatCount(p.data.rows) })} · {text('resource.fields')} {p.data.fields} · {text('level', { level: p.data.level })}</dd></> : null}
              <dt>{text('filing.pack')}</dt><dd><Link to={`/law/${p.pack}`}>{p.pack}</Link></dd>
            </dl>
            {p.summary ? <p>{p.summary}</p> : null}
            <ObjectionForm id={p.id} open={p.stage === 'Publicised'} />
          </>
        )}
      </Shown>
    </div>
  )
}

/** Anyone who says who they are may object. */
function ObjectionForm({ id, open }: { id: string; open: boolean }) {
  const text = useText()
  const [form, setForm] = useState({ name: '', contact: '', grounds: '' })
  const object = useMutation({
    mutationFn: () => write(to('/api/public/publicity/{id}/object', { id }), form),
    onSuccess: () => refresh('/api/public/publicity'),
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    object.mutate()
  }
  if (object.isSuccess) return <p className="notice" role="status">{text('objection.received')} {object.data.answerDueOn ? <>{text('objection.due')} <Moment day={object.data.answerDueOn} /></> : null}</p>
  if (!open) return <p className="notice">{text('publicity.closed')}</p>
  return (
    <form className="card stack no-print" onSubmit={submit}>
      <h2>{text('objection.title')}</h2>
      <p className="quiet">{text('objection.what')}</p>
      {(['name', 'contact'] as const).map((key) => (
        <div className="field" key={key}>
          <label htmlFor={key}>{text(`objection.${key}`)}</label>
          <input id={key} className="input" required maxLength={200} value={form[key]} onChange={(e) => setForm({ ...form, [key]: e.target.value })} />
        </div>
      ))}
      <div className="field">
        <label htmlFor="grounds">{text('objection.grounds')}</label>
        <textarea id="grounds" className="input" rows={5} required maxLength={2000} value={form.grounds} onChange={(e) => setForm({ ...form, grounds: e.target.value })} />
      </div>
      <RefusalCard error={object.error} />
      <div><button type="submit" className="button solid" disabled={object.isPending}>{text('objection.send')}</button></div>
    </form>
  )
}
