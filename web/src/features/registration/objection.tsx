import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useLocation, useParams } from 'react-router'
import { client, useGet } from '~/api/queries'
import { write } from '~/api/http'
import { type Shape, at, to } from '~/api/shape'
import { useText } from '~/locales/text'
import { Moment } from '~/patterns/Moment'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { useTitle } from '~/shell/title'
import { DraftMark } from './DraftMark'
import { type Evidence, EvidenceField } from './EvidenceField'
import { Sides } from './Objections'

type Objection = Shape<'Registration.FollowObjection.View'>

/** 异议跟踪 — the objector's own page: what was said by both sides, what may be added, how it ended. The key stays behind the hash. */
export default function FollowObjection() {
  const text = useText()
  const { id } = useParams()
  const { hash } = useLocation()
  const [secret, setSecret] = useState(hash.slice(1))
  const [typed, setTyped] = useState('')
  const address = at('/api/public/objections/{id}', { id, secret })
  const read = useGet(secret ? address : null)
  useTitle(text('objection.follow'))
  return (
    <div className="page stack">
      <h1>{text('objection.follow')}</h1>
      {secret && !read.error ? <Shown read={read}>{(o) => <Followed objection={o} secret={secret} onSaid={(said) => client.setQueryData([address], said)} />}</Shown> : (
        <form className="card stack" onSubmit={(e: FormEvent) => { e.preventDefault(); setSecret(typed.trim()) }}>
          <p>{text('objection.key.ask')}</p>
          <RefusalCard error={read.error} />
          <div className="field"><label htmlFor="key">{text('objection.key')}</label><input id="key" className="input" autoComplete="off" required maxLength={100} value={typed} onChange={(e) => setTyped(e.target.value)} /></div>
          <div><button type="submit" className="button solid">{text('objection.open')}</button></div>
        </form>
      )}
    </div>
  )
}

function Followed({ objection: o, secret, onSaid }: { objection: Objection; secret: string; onSaid: (said: Objection) => void }) {
  const text = useText()
  return (
    <div className="stack wide-gap">
      <header className="stack tight">
        <h2>{o.resourceTitle ?? o.filingNumber}</h2>
        <p className="wrap"><span className="code">{o.filingNumber}</span><DraftMark of={o.pack} /><Stage stage={o.stage} group="stage.filing" /><span className={o.outcome ? '' : 'warn-text'}>{text.of('objection.outcome', o.outcome ?? 'Open')}</span></p>
      </header>
      <section className="stack tight"><h2>{text('hearing.title')}</h2><Sides objection={o} /></section>
      {o.outcome ? (
        <section className="stack tight"><h2>{text('objection.answer')}</h2>{o.decidedAt ? <p className="quiet"><Moment at={o.decidedAt} /></p> : null}<p className="prose">{o.answer ?? text.of('objection.outcome', o.outcome)}</p></section>
      ) : <Say id={o.id} secret={secret} onSaid={onSaid} />}
    </div>
  )
}

/** Both sides are heard until it is decided. */
function Say({ id, secret, onSaid }: { id: string; secret: string; onSaid: (said: Objection) => void }) {
  const text = useText()
  const [said, setSaid] = useState('')
  const [papers, setPapers] = useState<Evidence[]>([])
  const send = useMutation({
    mutationFn: () => write(to('/api/public/objections/{id}/respond', { id }), { secret, text: said.trim(), papers }),
    onSuccess: (now) => { setSaid(''); setPapers([]); onSaid(now) },
  })
  return (
    <form className="card stack" onSubmit={(e: FormEvent) => { e.preventDefault(); send.mutate() }}>
      <h2>{text('hearing.say')}</h2>
      <div className="field"><label htmlFor="said">{text('hearing.text')}</label><textarea id="said" className="input" rows={4} required maxLength={4000} value={said} onChange={(e) => setSaid(e.target.value)} /></div>
      <EvidenceField papers={papers} onChange={setPapers} />
      <RefusalCard error={send.error} />
      <div><button type="submit" className="button solid" disabled={send.isPending || said.trim() === ''}>{text('hearing.send')}</button></div>
    </form>
  )
}
