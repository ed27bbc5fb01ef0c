import { useQueries } from '@tanstack/react-query'
import { useId, useMemo, useState } from 'react'
import { get } from '~/api/http'
import { type Address, type Shape, at } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { FindMore, useFound } from '~/patterns/FindMore'
import type { AgreementView, Schema } from './AgreementPage'
import { type Brought, type Column, type RoomTable, freeName, isName, joinExample } from './room'

type Resource = Shape<'Catalog.ReadResources.View'>

/** As many as the room takes beside the agreement's own table. */
const tablesMax = 5

const read = <T,>(path: Address<T>) => ({ queryKey: [path], queryFn: ({ signal }: { signal: AbortSignal }) => get(path, signal) })
const ofOwn = (f: Resource['fields'][number]): Column => ({ name: f.name, title: f.title, type: f.type, use: 'Dimension', joinable: true, comparisons: ['Equality', 'Range', 'Pattern', 'Column'] })

/** What is known of the tables that were brought in; each joins the list when it has been read. */
export function useRoomTables(brought: Brought[]): RoomTable[] {
  const schemas = useQueries({ queries: brought.map((b) => ({ ...read(at('/api/space/agreements/{id}/schema', { id: b.agreementId })), enabled: b.agreementId !== undefined })) })
  const names = useQueries({ queries: brought.map((b) => ({ ...read(at('/api/trading/agreements/{id}', { id: b.agreementId })), enabled: b.agreementId !== undefined })) })
  const owns = useQueries({ queries: brought.map((b) => ({ ...read(at('/api/catalog/resources/{id}', { id: b.resourceId })), enabled: b.resourceId !== undefined })) })
  // The same tables until one of them was read anew: the editor's completion hangs on them.
  const stamp = [schemas, names, owns].flat().map((q) => q.dataUpdatedAt).join()
  return useMemo(() => brought.flatMap((b, i): RoomTable[] => {
    const [schema, name, own] = [schemas[i]?.data, names[i]?.data, owns[i]?.data]
    if (schema) return [{ ...b, title: name?.product.name ?? schema.agreementNumber, columns: schema.columns, schema }]
    return own ? [{ ...b, title: own.title, columns: own.fields.map(ofOwn), rows: own.rows }] : []
  }), [brought, stamp])
}

interface Props {
  agreement: AgreementView
  schema: Schema
  mode: Shape<'Contracts.UseMode'>
  brought: Brought[]
  tables: RoomTable[]
  onChange: (brought: Brought[]) => void
  /** Puts a question that joins the table in the editor's place. */
  onExample: (sql: string) => void
}

/** 同室的表 — tables beside the agreement's own: of other agreements in force, and of what the buyer holds itself. */
export function RoomTables({ agreement, schema, mode, brought, tables, onChange, onExample }: Props) {
  const text = useText()
  return (
    <div className="stack tight">
      <p className="quiet">{text('room.tables.what')}</p>
      {mode === 'ListOverlap' && !tables.some((t) => t.schema === undefined) ? <p className="notice" role="status">{text('room.list-needed')}</p> : null}
      {tables.length > 0 ? (
        <ul className="short-list">
          {tables.map((t) => {
            const example = joinExample(schema, t, mode)
            return (
              <li key={t.as}>
                <div className="short-line"><span><strong className="code">{t.as}</strong> {t.title}</span><button type="button" className="link-button" aria-label={text('room.drop', { name: t.as })} onClick={() => onChange(brought.filter((b) => b.as !== t.as))}>{text('do.remove')}</button></div>
                <span className="quiet">{t.schema ? t.schema.agreementNumber : text('room.own', { rows: formatCount(t.rows ?? 0), least: formatCount(schema.controls.listMin ?? schema.minGroup * 10), most: formatCount(schema.controls.probesPerDayMax) })}</span>
                {example ? <div><button type="button" className="link-button" onClick={() => onExample(example)}>{text('room.example', { name: t.as })}</button></div> : <span className="quiet">{text('room.no-key')}</span>}
              </li>
            )
          })}
        </ul>
      ) : null}
      {brought.length < tablesMax ? <Bring agreement={agreement} table={schema.table} brought={brought} onChange={onChange} /> : null}
    </div>
  )
}

/** Chooses one more, and what the question calls it. */
function Bring({ agreement, table, brought, onChange }: { agreement: AgreementView; table: string; brought: Brought[]; onChange: (brought: Brought[]) => void }) {
  const text = useText()
  const id = useId()
  const [which, setWhich] = useState('')
  const [name, setName] = useState<string>()
  const agreements = useFound((q) => at('/api/trading/agreements', { q, stage: 'InForce', take: 100 }))
  const resources = useFound((q) => at('/api/catalog/resources', { q, stage: 'Confirmed', take: 100 }))
  const taken = [table, ...brought.map((b) => b.as)]
  const as = name ?? freeName(taken)
  const others = (agreements.items ?? []).filter((a) => a.id !== agreement.id && a.buyerName === agreement.buyerName && !brought.some((b) => b.agreementId === a.id))
  const own = (resources.items ?? []).filter((r) => r.holderName === agreement.buyerName && !brought.some((b) => b.resourceId === r.id))
  const both = {
    q: agreements.q, setQ: (q: string) => { agreements.setQ(q); resources.setQ(q) }, hasMore: agreements.hasMore || resources.hasMore,
    isNone: [agreements, resources].every((f) => f.items && !f.read.isPlaceholderData) && others.length + own.length === 0,
  }
  const fits = isName(as) && !taken.some((t) => t.toLowerCase() === as.toLowerCase())
  const bring = () => {
    const [kind, of] = [which.slice(0, 1), which.slice(1)]
    onChange([...brought, kind === 'a' ? { as, agreementId: of } : { as, resourceId: of }])
    setWhich('')
    setName(undefined)
  }
  if (agreements.items && resources.items && !both.hasMore && others.length + own.length === 0 && brought.length === 0) return <p className="quiet">{text('room.none')}</p>
  return (
    <div className="stack tight">
      <div className="field">
        <label htmlFor={`${id}-which`}>{text('room.which')}</label>
        <FindMore found={both} label={text('room.find')} />
        <select id={`${id}-which`} className="input" value={which} onChange={(e) => setWhich(e.target.value)}>
          <option value="">{text('room.choose')}</option>
          {others.length > 0 ? <optgroup label={text('room.agreements')}>{others.map((a) => <option key={a.id} value={`a${a.id}`}>{a.productName} · {a.number}</option>)}</optgroup> : null}
          {own.length > 0 ? <optgroup label={text('room.resources')}>{own.map((r) => <option key={r.id} value={`r${r.id}`}>{r.title}</option>)}</optgroup> : null}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-as`}>{text('room.as')}</label>
        <input id={`${id}-as`} className="input code" autoComplete="off" spellCheck={false} maxLength={40} value={as} onChange={(e) => setName(e.target.value)} />
        <span className="hint">{text(fits ? 'room.as.hint' : 'room.as.unfit')}</span>
      </div>
      <div><button type="button" className="button" disabled={which === '' || !fits} onClick={bring}>{text('room.bring')}</button></div>
    </div>
  )
}
