import { useMutation } from '@tanstack/react-query'
import { lazy, Suspense, useMemo, useRef, useState } from 'react'
import { refresh } from '~/api/queries'
import { writeUntil } from '~/api/http'
import { type Shape, to } from '~/api/shape'
import { useText } from '~/locales/text'
import { Loading } from '~/patterns/Loading'
import { PolicySentences } from '~/patterns/PolicySentences'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { Panel } from '~/shell/ConsolePage'
import { useNarrow } from '~/shell/useNarrow'
import { AgreementPage, type AgreementView, type Schema as SchemaView } from './AgreementPage'
import { CheckNote, useCheck } from './CheckNote'
import { asTables, mayKeep } from './derived'
import { DerivedTables, KeepDerived, useDerived } from './DerivedTables'
import { MeterStrip } from './MeterStrip'
import { NoiseBudget, NoiseBurn, NoiseEstimate } from './NoisePanel'
import { Result } from './Result'
import { type Brought, mentioned } from './room'
import { RoomTables, useRoomTables } from './RoomTables'
import { OtherColumns, Schema } from './Schema'
import { type First, quoted } from './starter'
import { useFirst } from './useFirst'
import { Waiting, wasStopped } from './Waiting'
import { Uses } from './Uses'

type Mode = Shape<'Contracts.UseMode'>

const SqlEditor = lazy(() => import('./SqlEditor'))

/** 洁净室 — ask with SQL; the rows stay where they are, answers above the threshold come back. */
export default function CleanRoom() {
  return <AgreementPage door="nav.space">{(s, a, id) => <Opened agreementId={id} schema={s} agreement={a} />}</AgreementPage>
}

interface Props {
  agreementId: string
  schema: SchemaView
  agreement: AgreementView
}

const waysOf = (schema: SchemaView) => (['Aggregate', 'Private', 'ListOverlap'] as const).filter((m) => schema.controls.modes.includes(m))

function Opened(props: Props) {
  const first = useFirst(props.agreementId, props.schema, waysOf(props.schema))
  return <Shown read={first} lines={6}>{(f) => <Desk {...props} first={f} />}</Shown>
}

function Desk({ agreementId, schema, agreement, first }: Props & { first: First }) {
  const text = useText()
  const narrow = useNarrow(600)
  const [sql, setSql] = useState(first.sql)
  const result = useRef<HTMLDivElement>(null)
  const insert = useRef<((name: string) => void) | null>(null)
  const ways = waysOf(schema)
  const [mode, setMode] = useState<Mode>(first.mode ?? ways[0] ?? 'Aggregate')
  const [brought, setBrought] = useState<Brought[]>([])
  const tables = useRoomTables(brought)
  const asked = mentioned(sql, tables)
  const derived = useDerived(agreementId)
  // What the editor completes hangs on the list as it was read.
  const named = useMemo(() => [...tables, ...asTables(derived.data?.items ?? [], text('derived.title'))], [tables, derived.data, text])
  const check = useCheck(agreementId, sql, mode, brought)
  const waiting = useRef(new AbortController())
  const ask = useMutation({
    mutationFn: (asked: string) => {
      waiting.current = new AbortController()
      return writeUntil(waiting.current.signal, to('/api/space/agreements/{id}/queries', { id: agreementId }), { sql: asked, mode, with: mentioned(asked, brought) })
    },
    onSuccess: () => result.current?.scrollIntoView({ block: 'nearest' }),
    onSettled: () => refresh('/api/space', '/api/trading', '/api/evidence/facts'),
  })
  const run = (asked: string) => {
    if (!ask.isPending && asked.trim() !== '') ask.mutate(asked)
  }
  const put = (name: string, of?: string) => {
    const written = of === undefined ? quoted(name) : `${of}.${quoted(name)}`
    if (insert.current) insert.current(written)
    else setSql(`${sql.trimEnd()} ${written}`)
  }
  const free = check.data?.allowed === true && check.data.answeredAs !== undefined
  const noise = mode === 'Private' && check.data?.allowed ? check.data.privacy : undefined
  const perMonth = schema.controls.privacy?.perMonth ?? 0
  const closed = schema.stopped || !schema.inForce
  return (
    <>
    <div className="panes">
      <div>
        <Panel title={text('space.ask')} extra={<span className="quiet wide-only">{text('space.ask.hint')}</span>}>
          {ways.length > 1 ? (
            <div className="wrap" role="radiogroup" aria-label={text('room.mode')}>
              {ways.map((m) => <label key={m} className="choice"><input type="radio" name="room-mode" checked={mode === m} onChange={() => setMode(m)} /><span>{text.of('mode', m)}</span></label>)}
            </div>
          ) : null}
          {narrow ? (
            <textarea className="input sql" aria-label={text('space.sql')} spellCheck={false} autoCapitalize="off" value={sql} onChange={(e) => setSql(e.target.value)} />
          ) : (
            <Suspense fallback={<div className="editor"><Loading lines={5} /></div>}>
              <SqlEditor value={sql} onChange={setSql} onRun={run} schema={schema} tables={named} insert={insert} isNoisy={mode === 'Private'} about={check.data?.refusal?.about} wrong={check.data?.refusal ? text.both(check.data.refusal) : undefined} />
            </Suspense>
          )}
          <CheckNote check={check} />
          {check.data?.refusal?.code === 'space.raw-rows' ? <p className="quiet">{text('derived.rows')}</p> : null}
          {mayKeep(check.data) && !closed ? <KeepDerived agreementId={agreementId} sql={sql} brought={brought} ways={ways} minGroup={schema.minGroup} derived={derived.data?.items ?? []} onKept={(name) => setSql(`select count(*) as n\nfrom ${name}`)} /> : null}
        </Panel>
        {noise ? <Panel title={text('noise.estimate')}><NoiseEstimate estimate={noise} free={free} total={perMonth} /></Panel> : null}
        <div ref={result} aria-live="polite" className="stack">
          {ask.isPending ? <Waiting slotSeconds={schema.controls.slotSeconds} onStop={() => waiting.current.abort()} /> : null}
          {wasStopped(ask.error) ? <p className="notice" role="status">{text('space.running.stopped')} {mode === 'Private' ? text('space.running.stopped.noise') : null}</p> : <RefusalCard error={ask.error} />}
          {ask.data ? <Result agreementId={agreementId} agreementUrn={agreement.urn} answer={ask.data} /> : null}
        </div>
        <Panel title={text('agreement.uses')}><Uses agreementId={agreementId} agreementUrn={agreement.urn} onPick={setSql} /></Panel>
      </div>
      <div>
        {schema.controls.modes.includes('Private') && schema.controls.privacy ? <Panel title={text('noise.burn')}><NoiseBurn agreementId={agreementId} /></Panel> : null}
        <Panel title={text('space.schema')}><Schema schema={schema} onInsert={(name) => put(name)} />{tables.map((t) => <OtherColumns key={t.as} table={t} onInsert={put} />)}</Panel>
        <Panel title={text('derived.title')}><DerivedTables agreementId={agreementId} exist={(derived.data?.items.length ?? 0) > 0} onInsert={(name) => put(name)} onText={setSql} /></Panel>
        <Panel title={text('room.tables')}><RoomTables agreement={agreement} schema={schema} mode={mode} brought={brought} tables={tables} onChange={setBrought} onExample={setSql} /></Panel>
        <Panel title={text('agreement.policy')}><PolicySentences sentences={agreement.sentences} /></Panel>
      </div>
    </div>
    <MeterStrip
      schema={schema} mode={mode} free={free} beside={asked} counted={check.data?.counted}
      act={<button type="button" className="button solid" disabled={ask.isPending || closed || sql.trim() === ''} onClick={() => run(sql)}>{text(ask.isPending ? 'space.running' : 'space.run')}</button>}
    >
      {noise ? <NoiseBudget estimate={{ ...noise, total: perMonth }} free={free} /> : null}
    </MeterStrip>
    </>
  )
}
