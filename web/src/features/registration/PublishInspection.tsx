import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import { follow } from '~/api/http'
import { refresh, useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { useText } from '~/locales/text'
import { Dialog } from '~/patterns/Dialog'
import { LawTag } from '~/patterns/LawTag'
import { Moment } from '~/patterns/Moment'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { Panel } from '~/shell/ConsolePage'
import { AskedField } from './AskedField'

type Offer = Shape<'Registration.ListInspections.OfferView'>
type Told = Shape<'Registration.ListInspections.View'>

/** 公开检查情况 — what the packs let the supervising authority tell the public, and what it told last. */
export function PublishInspections() {
  const text = useText()
  const offers = useGet(at('/api/registration/inspections'))
  const told = useGet(at('/api/public/inspections', { take: 10 }))
  const [asked, setAsked] = useState<Offer | Told | null>(null)
  return (
    <Panel title={text('inspection.public')} extra={<Link to="/inspections">{text('inspection.all')}</Link>}>
      <Shown read={offers}>
        {(list) => (
          <ul className="short-list">
            {list.map((o) => (
              <li key={o.pack + o.key}>
                <div className="short-line"><strong>{text.both({ zh: o.packTitle, en: o.packTitleEn })} · {text.both({ zh: o.titleZh, en: o.titleEn })}</strong><button type="button" className="button" disabled={o.yearly && o.years.length === 0} onClick={() => setAsked(o)}>{text('inspection.publish')}</button></div>
                <div className="wrap quiet"><span>{o.by}</span><LawTag basis={o.basis} open={o.open} reason={o.reason} rests={text.both({ zh: o.titleZh, en: o.titleEn })} />{o.yearly ? <span>{o.years.length === 0 ? text('inspection.years.none') : text('inspection.years', { years: o.years.join(text('list.comma')) })}</span> : null}</div>
              </li>
            ))}
            {told.data?.items.filter((t) => !t.correctedOn).map((t) => (
              <li key={t.id}><div className="short-line"><span>{text.both({ zh: t.packTitle, en: t.packTitleEn })} · {text.both({ zh: t.titleZh, en: t.titleEn })} · <Moment day={t.from} /> – <Moment day={t.until} /></span><button type="button" className="button" onClick={() => setAsked(t)}>{text('inspection.correct')}</button></div></li>
            ))}
          </ul>
        )}
      </Shown>
      {asked ? <Form of={asked} form={'said' in asked ? offers.data!.find((o) => o.pack === asked.register && o.key === asked.key) : asked} onClose={() => setAsked(null)} /> : null}
    </Panel>
  )
}

/** A new inspection, or a further edition of one that was told wrongly. */
function Form({ of, form, onClose }: { of: Offer | Told; form: Offer | undefined; onClose: () => void }) {
  const text = useText()
  const earlier = 'said' in of ? of : undefined
  const [fields, setFields] = useState<Record<string, string>>(earlier?.fields ?? {})
  const [reason, setReason] = useState('')
  const [days, setDays] = useState(() => form?.yearly ? whole(form.years[0]) : { from: '', until: '' })
  const act = useMutation({
    mutationFn: () => earlier ? follow(`/api/registration/inspections/${earlier.id}/correct`, { reason: reason.trim(), fields })
      : follow('/api/registration/inspections', { pack: form!.pack, key: form!.key, ...days, fields }),
    onSuccess: () => {
      void refresh('/api/registration/inspections', '/api/public/inspections', '/api/evidence/facts')
      onClose()
    },
  })
  if (!form) return null
  const name = text.both({ zh: form.titleZh, en: form.titleEn })
  return (
    <Dialog title={earlier ? `${text('inspection.correct')} · ${name}` : name} onClose={onClose} wide>
      <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); act.mutate() }}>
        {earlier ? <div className="field"><label htmlFor="inspection-reason">{text('inspection.reason.ask')}</label><textarea id="inspection-reason" className="input" rows={2} required maxLength={1000} value={reason} onChange={(e) => setReason(e.target.value)} /></div>
          : form.yearly ? (
            <div className="field"><label htmlFor="inspection-year">{text('inspection.year.ask')}</label><select id="inspection-year" className="input" value={days.from.slice(0, 4)} onChange={(e) => setDays(whole(Number(e.target.value)))}>{form.years.map((y) => <option key={y} value={y}>{y}</option>)}</select></div>
          ) : (
            <div className="two">
              {(['from', 'until'] as const).map((d) => <div key={d} className="field"><label htmlFor={`inspection-${d}`}>{text(`inspection.${d}`)}</label><input id={`inspection-${d}`} type="date" required className="input" value={days[d]} onChange={(e) => setDays({ ...days, [d]: e.target.value })} /></div>)}
            </div>
          )}
        {form.fields.map((f) => <AskedField key={f.key} field={f} value={fields[f.key] ?? ''} onGive={(value) => setFields({ ...fields, [f.key]: value })} />)}
        <p className="quiet">{text('inspection.everybody')} <LawTag basis={form.basis} open={form.open} reason={form.reason} rests={name} /></p>
        <RefusalCard error={act.error} />
        <div><button type="submit" className="button solid" disabled={act.isPending}>{text(earlier ? 'inspection.correct' : 'inspection.publish')}</button></div>
      </form>
    </Dialog>
  )
}

const whole = (year: number | undefined) => ({ from: `${year}-01-01`, until: `${year}-12-31` })
