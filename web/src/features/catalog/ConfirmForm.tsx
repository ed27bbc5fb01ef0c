import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { follow } from '~/api/http'
import { refresh } from '~/api/queries'
import type { Shape } from '~/api/shape'
import { useText } from '~/locales/text'
import type { OpenStep } from '~/patterns/OpenSteps'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Panel } from '~/shell/ConsolePage'
import { FieldList } from './FieldList'

type ResourceView = Shape<'Catalog.ReadResources.View'>

const levels = [1, 2, 3, 4]

/** The class most of the fields share: the likeliest one for the whole. */
function commonClass(resource: ResourceView): string {
  const counts = new Map<string, number>()
  for (const f of resource.fields) counts.set(f.class, (counts.get(f.class) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
}

/** 确认 — the steward corrects what profiling proposed and stands by it; a level below the proposal needs its reason. */
export function ConfirmForm({ resource, step, profile }: { resource: ResourceView; step: OpenStep; profile?: Shape<'Catalog.ProfileView'> }) {
  const text = useText()
  const [title, setTitle] = useState(resource.title)
  const [description, setDescription] = useState(resource.description)
  const [classification, setClassification] = useState(resource.classification || commonClass(resource))
  const [fields, setFields] = useState(resource.fields.map((f) => ({ name: f.name, title: f.title || f.name, class: f.class, level: f.level })))
  const [reason, setReason] = useState('')
  const lowered = fields.filter((f, i) => f.level < resource.fields[i]!.proposedLevel)
  const change = (index: number, part: Partial<(typeof fields)[number]>) => setFields(fields.map((f, i) => (i === index ? { ...f, ...part } : f)))
  const confirm = useMutation({
    mutationFn: () => follow(step.href, { title, description, classification, fields, reason: reason.trim() || undefined } satisfies Shape<'Catalog.ConfirmResource.Request'>),
    onSuccess: () => refresh('/api/catalog', '/api/work', '/api/evidence/facts'),
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    confirm.mutate()
  }
  const classes = [...new Set(resource.fields.map((f) => f.class))]
  return (
    <form className="stack" onSubmit={submit}>
      <Panel title={text('resource.confirm')}>
        <p className="quiet">{text('resource.confirm.what')}</p>
        <div className="form">
          <div className="field"><label htmlFor="title">{text('resource.title')}</label><input id="title" className="input" required maxLength={200} value={title} onChange={(e) => setTitle(e.target.value)} /></div>
          <div className="field"><label htmlFor="description">{text('resource.description')}</label><textarea id="description" className="input" rows={3} required maxLength={2000} value={description} onChange={(e) => setDescription(e.target.value)} /></div>
          <div className="field"><label htmlFor="classification">{text('resource.classification')}</label><input id="classification" className="input" required maxLength={100} value={classification} onChange={(e) => setClassification(e.target.value)} /></div>
        </div>
      </Panel>
      <Panel title={text('resource.profile')}>
        <datalist id="classes">{classes.map((c) => <option key={c} value={c} />)}</datalist>
        <FieldList
          fields={resource.fields} profile={profile}
          edit={(proposed, i) => {
            const f = fields[i]!
            return (
              <>
                <div className="field"><label htmlFor={`title-${i}`}>{text('field.title')}</label><input id={`title-${i}`} className="input" required maxLength={100} value={f.title} onChange={(e) => change(i, { title: e.target.value })} /></div>
                <div className="field"><label htmlFor={`class-${i}`}>{text('field.class')}</label><input id={`class-${i}`} list="classes" className="input" maxLength={60} value={f.class} onChange={(e) => change(i, { class: e.target.value })} /></div>
                <div className="field">
                  <label htmlFor={`level-${i}`}>{text('resource.level')}</label>
                  <select id={`level-${i}`} className="input" value={f.level} onChange={(e) => change(i, { level: Number(e.target.value) })}>
                    {levels.filter((l) => l >= proposed.floorLevel).map((l) => <option key={l} value={l}>{`${text('level', { level: l })} ${text.of('level.means', String(l))}${l === proposed.proposedLevel ? text('level.proposed') : ''}`}</option>)}
                  </select>
                  {f.level < proposed.proposedLevel ? <span className="warn-text">{text('level.lowered', { level: proposed.proposedLevel })}</span> : null}
                  {proposed.floorLevel > 1 ? <span className="hint">{text('level.floor', { level: proposed.floorLevel })}</span> : null}
                </div>
              </>
            )
          }}
        />
        {lowered.length > 0 ? (
          <div className="field form">
            <label htmlFor="reason">{text('level.reason', { fields: lowered.map((f) => f.title).join(text('list.comma')) })}</label>
            <textarea id="reason" className="input" rows={3} required maxLength={1000} value={reason} onChange={(e) => setReason(e.target.value)} />
          </div>
        ) : null}
        <RefusalCard error={confirm.error} />
        <div className="wrap open-steps"><button type="submit" className="button solid" disabled={confirm.isPending}>{text('step.Confirm')}</button></div>
      </Panel>
    </form>
  )
}
