import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import { refresh } from '~/api/queries'
import { write } from '~/api/http'
import { to } from '~/api/shape'
import { useText } from '~/locales/text'
import { Moment } from '~/patterns/Moment'
import { RefusalCard } from '~/patterns/RefusalCard'
import { EvidenceField, type Evidence } from './EvidenceField'

/** 提出异议 — anyone who says who they are may object, with evidence; the key to follow it is shown once. */
export function ObjectionForm({ id, open }: { id: string; open: boolean }) {
  const text = useText()
  const [form, setForm] = useState({ name: '', contact: '', code: '', grounds: '' })
  const [papers, setPapers] = useState<Evidence[]>([])
  const object = useMutation({
    mutationFn: () => write(to('/api/public/publicity/{id}/object', { id }), { ...form, code: form.code.trim() || undefined, papers }),
    onSuccess: () => refresh('/api/public/publicity'),
  })
  if (object.isSuccess) return <Received id={object.data.id} secret={object.data.secret} due={object.data.answerDueOn} />
  if (!open) return <p className="notice">{text('publicity.closed')}</p>
  return (
    <form className="card stack no-print" onSubmit={(e: FormEvent) => { e.preventDefault(); object.mutate() }}>
      <h2>{text('objection.title')}</h2>
      <p className="quiet">{text('objection.what')}</p>
      {(['name', 'contact', 'code'] as const).map((key) => (
        <div className="field" key={key}>
          <label htmlFor={key}>{text(`objection.${key}`)}</label>
          <input id={key} className="input" required={key !== 'code'} maxLength={key === 'code' ? 18 : 100} value={form[key]} onChange={(e) => setForm({ ...form, [key]: e.target.value })} />
          {key === 'code' ? <span className="hint">{text('objection.code.hint')}</span> : null}
        </div>
      ))}
      <div className="field">
        <label htmlFor="grounds">{text('objection.grounds')}</label>
        <textarea id="grounds" className="input" rows={5} required maxLength={4000} value={form.grounds} onChange={(e) => setForm({ ...form, grounds: e.target.value })} />
      </div>
      <EvidenceField papers={papers} onChange={setPapers} />
      <RefusalCard error={object.error} />
      <div><button type="submit" className="button solid" disabled={object.isPending}>{text('objection.send')}</button></div>
    </form>
  )
}

/** The secret opens the objection to its maker alone; nobody can tell it a second time. */
function Received({ id, secret, due }: { id: string; secret: string; due?: string }) {
  const text = useText()
  return (
    <div className="card stack tight" role="status">
      <h2>{text('objection.received')}</h2>
      {due ? <p>{text('objection.due')} <Moment day={due} /></p> : null}
      <p>{text('objection.keep')}</p>
      <p className="secret code">{secret}</p>
      <div><Link className="button solid" to={`/objections/${id}#${secret}`}>{text('objection.follow')}</Link></div>
    </div>
  )
}
