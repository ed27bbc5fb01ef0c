import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { refresh, useGet, usePages } from '~/api/queries'
import { sendForm, upload, write } from '~/api/http'
import { type Act, type Shape, at, to } from '~/api/shape'
import { has, useSession } from '~/features/parties/session'
import { formatShare } from '~/format/numbers'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { FilePicker } from '~/patterns/FilePicker'
import { Moment } from '~/patterns/Moment'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Stage } from '~/patterns/Stage'
import { Shown } from '~/patterns/Shown'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { ListTable } from '~/shell/ListTable'

type Recognized = Shape<'Registration.RecognizeCertificate.View'>

/** 证书互认 — which other registries count here and how far, and what of theirs was recognized. */
export default function Recognition() {
  const text = useText()
  const session = useSession().data
  const pages = usePages(at('/api/registration/recognized'))
  return (
    <ConsolePage title={text('nav.recognition')}>
      <p className="quiet">{text('recognition.what')}</p>
      {has(session, 'Registrar') ? <div className="cards"><One /><Whole /></div> : null}
      <Nodes may={has(session, 'Administrator')} />
      {has(session, 'Registrar', 'Regulator', 'Steward') ? (
        <ListTable<Recognized>
          pages={pages} id={(r) => r.id} label={text('recognition.list')} empty={<EmptyState title={text('recognition.none')} hint={text('recognition.none.hint')} />}
          columns={[
            { key: 'number', title: text('certificate.number'), whole: true, show: (r) => r.number },
            { key: 'resource', title: text('filing.resource'), show: (r) => r.resourceTitle },
            { key: 'holder', title: text('chain.holder'), show: (r) => <>{r.holderName}<div className="code quiet">{r.holderCode}</div></> },
            { key: 'node', title: text('certificate.issuer'), show: (r) => r.nodeName },
            { key: 'limits', title: text('recognition.limits'), show: (r) => r.limits },
            { key: 'stands', title: text('filter.stage'), show: (r) => <Stage stage={r.status} group="stage.certificate" /> },
            { key: 'status', title: text('recognition.status-at'), show: (r) => <Moment at={r.statusAt} brief /> },
            { key: 'on', title: text('recognition.on'), show: (r) => <Moment day={r.recognizedOn} /> },
          ]}
        />
      ) : null}
    </ConsolePage>
  )
}

const stale = ['/api/registration/recognized', '/api/registration/known-nodes']

/** One certificate with the status lists it names, as its holder hands them in. */
function One() {
  const text = useText()
  const [credential, setCredential] = useState<File | null>(null)
  const [lists, setLists] = useState<File[]>([])
  const act = useMutation({
    mutationFn: () => {
      const form = new FormData()
      form.append('credential', credential!, credential!.name)
      for (const list of lists) form.append('status', list, list.name)
      return sendForm(to('/api/registration/recognized') as unknown as Act<undefined, Recognized>, form)
    },
    onSuccess: () => refresh(...stale),
  })
  return (
    <Panel title={text('recognition.one')}>
      <form className="stack tight" onSubmit={(e: FormEvent) => { e.preventDefault(); act.mutate() }}>
        <p className="label">{text('recognition.credential')}</p>
        {credential ? <p className="wrap"><strong>{credential.name}</strong><button type="button" className="link-button" onClick={() => setCredential(null)}>{text('do.remove')}</button></p> : <FilePicker label={text('recognition.credential.choose')} accept=".json,application/json" onFiles={(f) => setCredential(f[0] ?? null)} />}
        <p className="label">{text('recognition.status-lists')}</p>
        {lists.map((l) => <p key={l.name} className="wrap"><strong>{l.name}</strong><button type="button" className="link-button" onClick={() => setLists(lists.filter((x) => x !== l))}>{text('do.remove')}</button></p>)}
        <FilePicker label={text('recognition.status-lists.choose')} accept=".json,application/json" multiple onFiles={(f) => setLists([...lists, ...f].slice(0, 4))} />
        <RefusalCard error={act.error} />
        {act.data ? <p className="notice" role="status">{text('recognition.done', { number: act.data.number })} {act.data.limits}</p> : null}
        <div><button type="submit" className="button solid" disabled={!credential || act.isPending}>{text('recognition.do')}</button></div>
      </form>
    </Panel>
  )
}

/** Another registry's whole export, checked by the key it is known by before anything of it counts. */
function Whole() {
  const text = useText()
  const [fraction, setFraction] = useState<number | null>(null)
  const act = useMutation({
    mutationFn: (file: File) => upload(to('/api/registration/recognized/import') as unknown as Act<undefined, Shape<'Registration.ImportRegister.View'>>, file, setFraction),
    onSettled: () => setFraction(null), onSuccess: () => refresh(...stale),
  })
  return (
    <Panel title={text('recognition.import')}>
      <p className="quiet">{text('recognition.import.what')}</p>
      <FilePicker label={fraction === null ? text('recognition.import.choose') : formatShare(fraction)} accept=".ndjson" disabled={act.isPending} onFiles={(f) => f[0] && act.mutate(f[0])} />
      <RefusalCard error={act.error} />
      {act.data ? <p className="notice" role="status">{text('recognition.imported', { register: act.data.register, node: act.data.nodeName, recognized: act.data.recognized, known: act.data.alreadyKnown, ended: act.data.ended, not: act.data.notStanding })}</p> : null}
    </Panel>
  )
}

function Nodes({ may }: { may: boolean }) {
  const text = useText()
  const read = useGet(at('/api/registration/known-nodes'))
  const end = useMutation({ mutationFn: (id: string) => write(to('/api/registration/known-nodes/{id}/end', { id })), onSuccess: () => refresh(...stale) })
  return (
    <Panel title={text('recognition.nodes')}>
      <Shown read={read}>
        {(nodes) => nodes.length === 0 ? <p className="quiet">{text('recognition.nodes.none')}</p> : (
          <ul className="short-list">
            {nodes.map((n) => (
              <li key={n.id}>
                <div className="short-line"><strong>{n.name}</strong><span className={n.endedOn ? 'quiet' : 'good-text'}>{n.endedOn ? <>{text('recognition.ended')} <Moment day={n.endedOn} /></> : <>{text('recognition.since')} <Moment day={n.since} /></>}</span></div>
                <div>{n.limits}</div>
                <div className="quiet">{n.basis}</div>
                <div className="code quiet">{n.did}</div>
                {may && !n.endedOn ? <div><button type="button" className="button" disabled={end.isPending} onClick={() => end.mutate(n.id)}>{text('recognition.end')}</button></div> : null}
              </li>
            ))}
          </ul>
        )}
      </Shown>
      <RefusalCard error={end.error} />
      {may ? <AddNode /> : null}
    </Panel>
  )
}

function AddNode() {
  const text = useText()
  const none = { name: '', did: '', basis: '', limits: '' }
  const [node, setNode] = useState(none)
  const add = useMutation({ mutationFn: () => write(to('/api/registration/known-nodes'), node), onSuccess: () => { setNode(none); void refresh(...stale) } })
  return (
    <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); add.mutate() }}>
      <h3>{text('recognition.add')}</h3>
      {(['name', 'did', 'basis', 'limits'] as const).map((key) => <div key={key} className="field"><label htmlFor={`node-${key}`}>{text(`recognition.node.${key}`)}</label><input id={`node-${key}`} className="input" required maxLength={key === 'limits' ? 1000 : 200} value={node[key]} onChange={(e) => setNode({ ...node, [key]: e.target.value })} /></div>)}
      <RefusalCard error={add.error} />
      <div><button type="submit" className="button solid" disabled={add.isPending}>{text('recognition.add')}</button></div>
    </form>
  )
}
