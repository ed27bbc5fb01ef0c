import type { ReactNode } from 'react'
import type { Shape } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import { type Text, useText } from '~/locales/text'
import { Money } from '~/patterns/Money'
import { Loss } from './Loss'

type Controls = Shape<'Contracts.UseControls'>
type Duty = Shape<'Contracts.DutyTerm'>

/** One duty as a sentence. */
export function dutyOf(duty: Duty, text: Text): string {
  return text.find('duty.said', duty.kind)!.replace('{days}', String(duty.days ?? 0)).replace('{every}', String(duty.everyDays ?? 0)).replace('{source}', duty.source ?? text('duty.source.own'))
}

/** 使用控制 — as a product or an agreement has them: doors with their prices, budgets, quotas and duties. */
export function ControlsView({ controls: c, title }: { controls: Controls; title: (column: string) => string }) {
  const text = useText()
  const named = (columns: string[]) => columns.map(title).join(text('list.comma'))
  const lines: [string, ReactNode][] = [
    ...(c.verification ? [[text('verification.terms'), <>{text('verification.said', { keys: named(c.verification.keys), compared: named(c.verification.compared) })} {c.verification.needsConsent ? <strong>{text('verification.consent')}</strong> : null}</>] as [string, ReactNode]] : []),
    ...(c.templates.length > 0 ? [[text('template.title'), <ul className="bulleted">{c.templates.map((t) => <li key={t.name}>{t.title} <span className="quiet">{t.parameters.map((p) => p.title).join(text('list.comma'))}</span></li>)}</ul>] as [string, ReactNode]] : []),
    ...(c.privacy ? [[text('noise.terms'), <Loss terms={c.privacy} />] as [string, ReactNode]] : []),
    [text('control.rows'), formatCount(c.rowsMax)],
    ...([['control.per-identity', c.rowsPerIdentityMax], ['control.uses-a-day', c.usesPerDayMax], ['control.refusals-a-day', c.refusalsPerDayMax], ['control.probes', c.probesPerDayMax], ['control.list-min', c.listMin], ['control.slot', c.slotSeconds]] as const)
      .flatMap(([key, value]) => (value === undefined ? [] : [[text(key), formatCount(value)] as [string, ReactNode]])),
    ...(c.receivers ? [[text('receiver.title'), c.receivers.map((r) => r.name).join(text('list.comma'))] as [string, ReactNode]] : []),
    ...(c.place ? [[text('control.place'), <span className="code">{c.place}</span>] as [string, ReactNode]] : []),
  ]
  return (
    <>
      <ul className="doors-list">
        {c.modes.map((m) => <li key={m}><strong>{text.of('mode', m)}</strong><span className="quiet">{text.of('mode.what', m)}</span>{c.prices.some((p) => p.mode === m) ? <span><Money fen={c.prices.find((p) => p.mode === m)!.fen} />{text('listing.per-use')}</span> : null}</li>)}
      </ul>
      <dl className="pairs">{lines.map(([name, said]) => <div key={name} className="pair"><dt>{name}</dt><dd>{said}</dd></div>)}</dl>
      {c.duties.length > 0 ? <><h3>{text('duty.title')}</h3><ul className="bulleted">{c.duties.map((d) => <li key={d.kind}>{dutyOf(d, text)}</li>)}</ul></> : null}
    </>
  )
}
