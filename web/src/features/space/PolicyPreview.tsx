import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { write } from '~/api/http'
import { type Shape, to } from '~/api/shape'
import { formatMeasure } from '~/format/numbers'
import { useText } from '~/locales/text'
import { LawTag } from '~/patterns/LawTag'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Scroll } from '~/patterns/Scroll'
import { Shown } from '~/patterns/Shown'
import { isNumeric } from './chart'
import { barText } from './NoisePanel'

type Terms = Omit<Shape<'Space.PreviewPolicy.Request'>, 'sql' | 'mode' | 'run'>
type View = Shape<'Space.PreviewPolicy.View'>
type Tried = Shape<'Space.PreviewPolicy.TriedView'>

type Mode = Shape<'Contracts.UseMode'>

const pauseMs = 400
/** An example shows so many rows: enough to see what leaves. */
const exampleRows = 3

/** Doors by which SQL of one's own is put. */
const free: Mode[] = ['Aggregate', 'Private']

/** 策略预览 — what a buyer could and could not learn under the terms as they stand, with questions put live against them. */
export function PolicyPreview({ terms }: { terms: Terms }) {
  const text = useText()
  const wanted = JSON.stringify(terms)
  const [rested, setRested] = useState(wanted)
  useEffect(() => {
    const timer = setTimeout(() => setRested(wanted), pauseMs)
    return () => clearTimeout(timer)
  }, [wanted])
  const read = useQuery<View>({
    queryKey: ['preview', rested], queryFn: () => write(to('/api/space/previews'), JSON.parse(rested) as Terms), placeholderData: (old) => old, staleTime: 30_000,
  })
  // What the terms say comes at once; what the examples give on the data follows.
  const run = useQuery<View>({
    queryKey: ['preview', rested, 'run'], queryFn: () => write(to('/api/space/previews'), { ...(JSON.parse(rested) as Terms), run: true }), enabled: read.isSuccess && !read.isPlaceholderData, staleTime: 30_000,
  })
  const triedOf = (e: View['examples'][number]) => [...(run.data?.templates ?? []), ...(run.data?.examples ?? [])].find((x) => x.mode === e.mode && x.sql === e.sql)?.tried
  return (
    <Shown read={read} lines={6}>
      {(v) => (
        <div className="stack" aria-live="polite">
          <div className="learn">
            <section><h3>{text('preview.may')}</h3><ul className="bulleted">{v.may.map((w) => <li key={w.zh}>{text.both(w)}</li>)}</ul></section>
            <section><h3>{text('preview.may-not')}</h3><ul className="bulleted">{v.mayNot.map((w) => <li key={w.zh}>{text.both(w)}</li>)}</ul></section>
          </div>
          <h3>{text('preview.examples')}</h3>
          <ul className="examples">
            {[...v.templates.filter((t) => t.sql !== ''), ...v.examples].map((e) => (
              <li key={e.mode + e.zh + e.sql}>
                <span><span aria-hidden className={e.allowed ? 'good-text' : 'warn-text'}>{e.allowed ? '✓' : '✗'}</span> <strong>{text.both(e)}</strong> <span className="quiet">{text.of('mode', e.mode)}</span> <span className={e.allowed ? 'good-text' : 'warn-text'}>{text(e.allowed ? 'preview.allowed' : 'preview.refused')}</span></span>
                <code className="code quiet">{e.sql}</code>
                {e.refusal ? <span className="quiet">{text.both(e.refusal)} {e.refusal.clause ? <span className="clause">{text('policy.clause', { clause: e.refusal.clause })}</span> : null} <LawTag basis={e.refusal.basis} /></span> : null}
                {e.allowed && e.mode === 'ListOverlap' ? <span className="quiet">{text('preview.list')}</span> : null}
                <Outcome tried={triedOf(e)} most={exampleRows} />
              </li>
            ))}
          </ul>
          <Trial terms={terms} start={v.examples.find((e) => e.allowed && e.mode !== 'ListOverlap')?.sql ?? ''} />
        </div>
      )}
    </Shown>
  )
}

/** 试运行 — the holder's own question on its own data under these terms; nothing is counted and nobody else is answered. */
function Trial({ terms, start }: { terms: Terms; start: string }) {
  const text = useText()
  const id = useId()
  const [sql, setSql] = useState<string>()
  const [chosen, setChosen] = useState<Mode>()
  const modes = free.filter((m) => terms.controls?.modes.includes(m))
  const mode = chosen && modes.includes(chosen) ? chosen : modes[0]
  const asked = sql ?? start
  const tried = useMutation({ mutationFn: () => write(to('/api/space/previews'), { ...terms, sql: asked, mode }) })
  const t = tried.data?.tried
  return (
    <div className="stack tight">
      <label htmlFor={id} className="label">{text('preview.try')} <span className="quiet">{text('preview.try.what')}</span></label>
      {modes.length > 1 ? <select className="input" aria-label={text('room.mode')} value={mode} onChange={(e) => setChosen(e.target.value as Mode)}>{modes.map((m) => <option key={m} value={m}>{text.of('mode', m)}</option>)}</select> : null}
      <textarea id={id} className="input sql low" rows={3} spellCheck={false} autoCapitalize="off" value={asked} onChange={(e) => setSql(e.target.value)} />
      <div><button type="button" className="button" disabled={tried.isPending || asked.trim() === ''} onClick={() => tried.mutate()}>{text(tried.isPending ? 'space.running' : 'preview.try.do')}</button></div>
      <RefusalCard error={tried.error} />
      <div aria-live="polite">
        <Outcome tried={t} />
      </div>
    </div>
  )
}

/** What a question gives on the holder's data, or why it would give nothing; with its error bars where it has noise. */
function Outcome({ tried: t, most }: { tried: Tried | undefined; most?: number }) {
  const text = useText()
  if (!t) return null
  if (t.refusal) return <p className="notice warn">{text.both(t.refusal)} {t.refusal.clause ? <span className="clause">{text('policy.clause', { clause: t.refusal.clause })}</span> : null} {t.cause ? <>{text('preview.cause')} {text.of('cause', t.cause)}</> : null}</p>
  const barOf = (name: string) => t.privacy?.bars.find((b) => b.column === name)?.bar
  if (!t.columns || !t.rows) return null
  return (
    <>
      {t.suppressedGroups ? <p className="notice">{text('preview.suppressed')}</p> : null}
      {t.privacy ? <p className="quiet">{text('preview.bars')}</p> : null}
      <Scroll label={text('result.table')} className="result">
        <table className="plain">
          <thead><tr>{t.columns.map((c) => <th key={c.name} className={isNumeric(c.type) ? 'number' : undefined}>{c.name}</th>)}</tr></thead>
          <tbody>{(t.rows as (string | number | boolean | null)[][]).slice(0, most).map((row, i) => <tr key={i}>{row.map((cell, j) => <td key={j} className={typeof cell === 'number' ? 'number' : undefined}>{cell === null ? '—' : typeof cell === 'number' && !Number.isInteger(cell) ? formatMeasure(cell) : String(cell)}{barOf(t.columns![j]!.name) ? <span className="quiet"> {barText(barOf(t.columns![j]!.name)!)}</span> : null}</td>)}</tr>)}</tbody>
        </table>
      </Scroll>
    </>
  )
}
