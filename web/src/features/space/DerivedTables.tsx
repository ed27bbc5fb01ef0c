import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useEffect, useId, useState } from 'react'
import { follow, write } from '~/api/http'
import { refresh, useGet, usePages } from '~/api/queries'
import { type Shape, at, to } from '~/api/shape'
import { formatCount, formatMeasure } from '~/format/numbers'
import { useText } from '~/locales/text'
import { Dialog } from '~/patterns/Dialog'
import { MoreButton } from '~/patterns/MoreButton'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { type Derived, freePart, wantedOf } from './derived'
import { type Brought, isName, mentioned } from './room'

/** So many are listed at once, and the name that is looked for is read after so long a rest. */
const shown = 10
const pauseMs = 300

/** All that stand under an agreement, for what the editor completes: the server keeps their number below a page. */
export const useDerived = (agreementId: string) => useGet(at('/api/space/agreements/{id}/derived', { id: agreementId, stage: 'Standing', take: 100 }))

const stale = (agreementId: string) => refresh(`/api/space/agreements/${agreementId}`)

/** 派生表 — parts of questions that this buyer named, beside the table itself: found by name, some at a time. */
export function DerivedTables({ agreementId, exist, onInsert, onText }: {
  agreementId: string
  /** Whether there are any: without, nothing is looked for. */
  exist: boolean
  onInsert: (name: string) => void
  /** Puts a definition in the editor's place. */
  onText: (sql: string) => void
}) {
  const text = useText()
  const [tightening, setTightening] = useState<Derived>()
  const [name, setName] = useState('')
  const [q, setQ] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setQ(name.trim()), pauseMs)
    return () => clearTimeout(timer)
  }, [name])
  const pages = usePages(at('/api/space/agreements/{id}/derived', { id: agreementId, stage: 'Standing', take: shown }), { q: exist ? q : '' })
  const drop = useMutation({ mutationFn: (href: string) => follow(href), onSettled: () => stale(agreementId) })
  return (
    <>
      <p className="quiet">{text('derived.what')}</p>
      {exist ? <input type="search" className="input" maxLength={40} aria-label={text('derived.find')} placeholder={text('derived.find')} value={name} onChange={(e) => setName(e.target.value)} /> : null}
      <Shown read={{ ...pages, data: pages.items }} lines={2}>
        {(items) => items.length === 0 ? <p className="quiet" role="status">{q === '' || !exist ? text('derived.none') : text('derived.none-named', { name: q })}</p> : (
          <ul className="short-list">
            {items.map((d) => <Row key={d.id} of={d} busy={drop.isPending} onInsert={onInsert} onText={onText} onTighten={() => setTightening(d)} onDrop={(href) => drop.mutate(href)} />)}
          </ul>
        )}
      </Shown>
      <MoreButton pages={pages} />
      <RefusalCard error={drop.error} />
      {tightening ? (
        <Dialog title={text('derived.tighten.title', { name: tightening.name })} onClose={() => setTightening(undefined)}>
          <TightenForm agreementId={agreementId} of={tightening} onDone={() => setTightening(undefined)} />
        </Dialog>
      ) : null}
    </>
  )
}

function Row({ of, busy, onInsert, onText, onTighten, onDrop }: {
  of: Derived; busy: boolean; onInsert: (name: string) => void; onText: (sql: string) => void; onTighten: () => void; onDrop: (href: string) => void
}) {
  const text = useText()
  const hrefOf = (step: string) => of.openSteps.find((s) => s.step === step)?.href
  const [tighten, drop, others] = [hrefOf('Tighten'), hrefOf('Drop'), of.tables.length - 1]
  return (
    <li>
      <div className="short-line">
        <span><button type="button" className="link-button code" aria-label={text('column.insert', { name: of.name })} onClick={() => onInsert(of.name)}>{of.name}</button> <span className="quiet">{text('product.min-group')} {text('product.min-group.value', { count: formatCount(of.minGroup) })}</span></span>
        <span className="wrap">
          {tighten && !of.fallen ? <button type="button" className="link-button" aria-label={text('derived.tighten.title', { name: of.name })} onClick={onTighten}>{text('derived.tighten')}</button> : null}
          {drop ? <button type="button" className="link-button" disabled={busy} aria-label={text('derived.drop.title', { name: of.name })} onClick={() => onDrop(drop)}>{text('derived.drop')}</button> : null}
        </span>
      </div>
      {of.fallen ? <p className="danger-text" role="status">{text.both(of.fallen)}</p> : null}
      <span className="code wrap-anywhere">{of.columns.map((c) => c.name).join(', ')}</span>
      <span className="quiet">
        {[of.modes.map((m) => text.of('mode', m)).join(text('list.comma')), of.parents.length > 0 ? text('derived.on', { names: of.parents.join(text('list.comma')) }) : '', others > 0 ? text('derived.others', { count: formatCount(others) }) : ''].filter(Boolean).join(text('list.semicolon'))}
      </span>
      {of.sql ? <details><summary>{text('derived.definition')}</summary><pre className="code wrap-anywhere">{of.sql}</pre><button type="button" className="link-button" onClick={() => onText(of.sql!)}>{text('derived.edit')}</button></details> : null}
    </li>
  )
}

/** 收紧 — each field begins at what stands, and only narrower is taken. */
function TightenForm({ agreementId, of, onDone }: { agreementId: string; of: Derived; onDone: () => void }) {
  const text = useText()
  const id = useId()
  const measures = of.columns.filter((c) => c.use === 'Measure')
  const [form, setForm] = useState({
    columns: of.columns.map((c) => c.name), minGroup: String(of.minGroup), modes: of.modes as string[],
    bounds: Object.fromEntries(measures.map((c) => [c.name, { low: c.low === undefined ? '' : String(c.low), high: c.high === undefined ? '' : String(c.high) }])),
  })
  const wanted = wantedOf(of, form)
  const act = useMutation({
    mutationFn: () => write(to('/api/space/agreements/{id}/derived/{derivedId}/tighten', { id: agreementId, derivedId: of.id }), wanted ?? {}),
    onSuccess: () => {
      onDone()
      void stale(agreementId)
    },
  })
  const flip = (list: string[], name: string, on: boolean) => on ? [...list, name] : list.filter((n) => n !== name)
  const bound = (column: string, side: 'low' | 'high', value: string) => setForm({ ...form, bounds: { ...form.bounds, [column]: { ...form.bounds[column]!, [side]: value } } })
  return (
    <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); act.mutate() }}>
      <p className="quiet">{text('derived.tighten.what')}</p>
      <fieldset className="plain-set">
        <legend className="label">{text('derived.columns')}</legend>
        <div className="choices">{of.columns.map((c) => <label key={c.name} className="choice"><input type="checkbox" checked={form.columns.includes(c.name)} onChange={(e) => setForm({ ...form, columns: flip(form.columns, c.name, e.target.checked) })} /><span>{c.name}</span></label>)}</div>
      </fieldset>
      <fieldset className="plain-set">
        <legend className="label">{text('derived.modes')}</legend>
        <div className="choices">{of.modes.map((m) => <label key={m} className="choice"><input type="checkbox" checked={form.modes.includes(m)} onChange={(e) => setForm({ ...form, modes: flip(form.modes, m, e.target.checked) })} /><span>{text.of('mode', m)}</span></label>)}</div>
      </fieldset>
      <div className="field">
        <label htmlFor={`${id}-min`}>{text('product.min-group')}</label>
        <input id={`${id}-min`} type="number" className="input" min={of.minGroup} required value={form.minGroup} onChange={(e) => setForm({ ...form, minGroup: e.target.value })} />
      </div>
      {of.modes.includes('Private') && measures.length > 0 ? (
        <fieldset className="plain-set stack tight">
          <legend className="label">{text('derived.bounds')}</legend>
          <p className="hint">{text('derived.bounds.hint')}</p>
          {measures.map((c) => (
            <div key={c.name} className="two">
              {(['low', 'high'] as const).map((side) => (
                <div key={side} className="field">
                  <label htmlFor={`${id}-${c.name}-${side}`}>{text(side === 'low' ? 'derived.low' : 'derived.high', { name: c.name })} {c[side] === undefined ? null : <span className="quiet">{formatMeasure(c[side])}</span>}</label>
                  <input id={`${id}-${c.name}-${side}`} type="number" step="any" className="input" value={form.bounds[c.name]![side]} onChange={(e) => bound(c.name, side, e.target.value)} />
                </div>
              ))}
            </div>
          ))}
        </fieldset>
      ) : null}
      <RefusalCard error={act.error} />
      <div><button type="submit" className="button solid" disabled={act.isPending || !wanted || form.columns.length === 0 || form.modes.length === 0}>{text('derived.tighten')}</button></div>
    </form>
  )
}

/** 留存派生表 — names what stands in the editor. */
export function KeepDerived({ agreementId, sql, brought, ways, minGroup, derived, onKept }: {
  agreementId: string; sql: string; brought: Brought[]; ways: Shape<'Contracts.UseMode'>[]; minGroup: number; derived: Derived[]; onKept: (name: string) => void
}) {
  const text = useText()
  const id = useId()
  const [open, setOpen] = useState(false)
  const [form, setForm] = useState({ name: '', minGroup: '', modes: ways as string[] })
  const keep = useMutation({
    mutationFn: () => write(to('/api/space/agreements/{id}/derived', { id: agreementId }), {
      name: form.name, sql, with: mentioned(sql, brought),
      tighten: { ...(form.minGroup === '' ? {} : { minGroup: Number(form.minGroup) }), ...(form.modes.length < ways.length ? { modes: ways.filter((m) => form.modes.includes(m)) } : {}) },
    }),
    onSuccess: (made) => {
      setOpen(false)
      onKept(made.name)
      void stale(agreementId)
    },
  })
  const begin = () => {
    setForm({ name: freePart(derived, brought), minGroup: '', modes: ways })
    keep.reset()
    setOpen(true)
  }
  return (
    <>
      <div><button type="button" className="button" onClick={begin}>{text('derived.keep')}</button></div>
      {open ? (
        <Dialog title={text('derived.keep')} onClose={() => setOpen(false)}>
          <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); keep.mutate() }}>
            <p className="quiet">{text('derived.keep.what')}</p>
            <div className="field">
              <label htmlFor={`${id}-name`}>{text('derived.name')}</label>
              <input id={`${id}-name`} className="input code" autoComplete="off" spellCheck={false} maxLength={40} required value={form.name} onChange={(e) => setForm({ ...form, name: e.target.value })} />
              <span className="hint">{text('room.as.hint')}</span>
            </div>
            <div className="field">
              <label htmlFor={`${id}-min`}>{text('derived.min')}</label>
              <input id={`${id}-min`} type="number" className="input" min={minGroup} placeholder={String(minGroup)} value={form.minGroup} onChange={(e) => setForm({ ...form, minGroup: e.target.value })} />
            </div>
            {ways.length > 1 ? (
              <fieldset className="plain-set">
                <legend className="label">{text('derived.modes')}</legend>
                <div className="choices">{ways.map((m) => <label key={m} className="choice"><input type="checkbox" checked={form.modes.includes(m)} onChange={(e) => setForm({ ...form, modes: e.target.checked ? [...form.modes, m] : form.modes.filter((n) => n !== m) })} /><span>{text.of('mode', m)}</span></label>)}</div>
              </fieldset>
            ) : null}
            <RefusalCard error={keep.error} />
            <div><button type="submit" className="button solid" disabled={keep.isPending || !isName(form.name) || form.modes.length === 0}>{text('derived.keep')}</button></div>
          </form>
        </Dialog>
      ) : null}
    </>
  )
}
