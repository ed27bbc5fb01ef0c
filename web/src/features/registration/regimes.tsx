import { Fragment, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { useText } from '~/locales/text'
import { LawTag } from '~/patterns/LawTag'
import { Shown } from '~/patterns/Shown'
import { useNarrow } from '~/shell/useNarrow'
import { useTitle } from '~/shell/title'
import { regimeValue } from './regimeValue'

type View = Shape<'Registration.Regimes.View'>
type Row = View['rows'][number]

/** What is compared, in the order in which one asks for it. */
const sections: { key: 'what' | 'kinds' | 'clocks' | 'within' | 'objections' | 'certificates' | 'office'; has: (row: string) => boolean }[] = [
  { key: 'what', has: (k) => ['status', 'after-end', 'forms', 'rights', 'obligatory', 'level'].includes(k) },
  { key: 'clocks', has: (k) => k.startsWith('clock.') || k === 'refusal-notice' },
  { key: 'objections', has: (k) => ['objection', 'evidence', 'after-dismissal', 'disposal', 'lapsed', 'publicity'].includes(k) },
  { key: 'certificates', has: (k) => ['certificates', 'contents', 'term', 'void', 'prevails', 'partial', 'expiry-cancels', 'end-notice'].includes(k) },
  { key: 'kinds', has: (k) => k.startsWith('kind.') },
  { key: 'within', has: (k) => k.startsWith('within.') },
  { key: 'office', has: () => true },
]

const usual = ['cn-beijing-social', 'cn-beijing-public', 'cn-shenzhen', 'cn-guizhou']

/** 登记制度比较 — the regimes side by side: pick some, see where they differ, each value with its article. */
export default function Regimes() {
  const text = useText()
  useTitle(text('regime.title'))
  const read = useGet(at('/api/registration/regimes'))
  return (
    <div className="page stack">
      <p><Link to="/law">{text('nav.law')}</Link></p>
      <h1>{text('regime.title')}</h1>
      <p className="lead">{text('regime.what')}</p>
      <Shown read={read} lines={10}>{(view) => <Comparison view={view} />}</Shown>
    </div>
  )
}

function Comparison({ view }: { view: View }) {
  const text = useText()
  const [given, setGiven] = useSearchParams()
  const [differing, setDiffering] = useState(false)
  const narrow = useNarrow(800)
  const chosen = (given.get('of')?.split(',') ?? usual.slice(0, narrow ? 2 : 4)).filter((id) => view.packs.some((p) => p.id === id))
  const columns = view.packs.map((pack, i) => ({ pack, i })).filter(({ pack }) => chosen.includes(pack.id))
  const toggle = (id: string, on: boolean) => setGiven({ of: view.packs.map((p) => p.id).filter((p) => (p === id ? on : chosen.includes(p))).join(',') }, { replace: true })
  const differs = (row: Row) => new Set(columns.map(({ i }) => row.cells[i]!.value)).size > 1
  const left = new Set(view.rows)
  const grouped = sections.map((s) => {
    const rows = view.rows.filter((r) => left.has(r) && s.has(r.key))
    rows.forEach((r) => left.delete(r))
    return { key: s.key, rows: rows.filter((r) => columns.some(({ i }) => r.cells[i]!.value !== '') && (!differing || differs(r))) }
  }).filter((s) => s.rows.length > 0)
  return (
    <div className="stack">
      <fieldset className="plain-set regime-choice">
        <legend className="label">{text('regime.choose')}</legend>
        <div className="wrap">
          {view.packs.map((p) => <label key={p.id} className={`chip${chosen.includes(p.id) ? ' on' : ''}`}><input type="checkbox" checked={chosen.includes(p.id)} onChange={(e) => toggle(p.id, e.target.checked)} />{text.both({ zh: p.title, en: p.titleEn })}{p.status === 'Draft' ? <span className="draft-mark">{text('pack.status.Draft')}</span> : null}</label>)}
        </div>
      </fieldset>
      <label className="choice"><input type="checkbox" checked={differing} onChange={(e) => setDiffering(e.target.checked)} />{text('regime.differing')}</label>
      {columns.length === 0 ? <p className="notice">{text('regime.nothing')}</p> : narrow ? <Stacks grouped={grouped} columns={columns} /> : <Table grouped={grouped} columns={columns} />}
      <p className="quiet">{text('regime.open')}</p>
    </div>
  )
}

interface Laid {
  grouped: { key: (typeof sections)[number]['key']; rows: Row[] }[]
  columns: { pack: View['packs'][number]; i: number }[]
}

function Table({ grouped, columns }: Laid) {
  const text = useText()
  return (
    <div className="regimes" tabIndex={0} role="region" aria-label={text('regime.title')}>
      <table>
        <thead>
          <tr><th scope="col"><span className="hidden-text">{text('regime.compared')}</span></th>{columns.map(({ pack: p }) => <th key={p.id} scope="col" className={p.status === 'Draft' ? 'draft' : ''}><Link to={`/law/${p.id}`}>{text.both({ zh: p.title, en: p.titleEn })}</Link><span className="quiet">{text.of('pack.status', p.ended ? 'Expired' : p.status)}</span></th>)}</tr>
        </thead>
        <tbody>
          {grouped.map((s) => (
            <Fragment key={s.key}>
              <tr className="section-row"><th scope="colgroup" colSpan={columns.length + 1}><h2>{text(`regime.section.${s.key}`)}</h2></th></tr>
              {s.rows.map((row) => <tr key={row.key}><th scope="row">{rowName(row, text)}</th>{columns.map(({ pack, i }) => <td key={pack.id}><Cell row={row} i={i} /></td>)}</tr>)}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** On a phone the regimes stand below each other, thing by thing. */
function Stacks({ grouped, columns }: Laid) {
  const text = useText()
  return (
    <>
      {grouped.map((s) => (
        <section key={s.key} className="stack tight">
          <h2>{text(`regime.section.${s.key}`)}</h2>
          {s.rows.map((row) => (
            <div key={row.key} className="regime-row">
              <h3>{rowName(row, text)}</h3>
              <dl>{columns.map(({ pack, i }) => <Fragment key={pack.id}><dt>{text.both({ zh: pack.title, en: pack.titleEn })}</dt><dd><Cell row={row} i={i} /></dd></Fragment>)}</dl>
            </div>
          ))}
        </section>
      ))}
    </>
  )
}

function rowName(row: Row, text: ReturnType<typeof useText>): string {
  const [, group, name] = /^(kind|clock|within)\.(\w+)$/.exec(row.key) ?? []
  if (group === 'kind') return text.of('filing.kind', name)
  if (group === 'clock') return text.of('deadline', name)
  if (group === 'within') return text('regime.within', { kind: text.of('filing.kind', name) })
  return text.both({ zh: row.zh, en: row.en.replace(/^./, (c) => c.toUpperCase()) })
}

function Cell({ row, i }: { row: Row; i: number }) {
  const text = useText()
  const cell = row.cells[i]!
  if (cell.value === '') return <span className="quiet">{text('regime.unknown')}</span>
  const shown = regimeValue(text.language === 'en' ? (cell.valueEn ?? cell.value) : cell.value, text)
  return <><span className={/\p{Script=Han}{30,}/u.test(shown) ? 'small' : ''}>{shown}</span> <span className="wrap cell-law"><LawTag basis={cell.basis} open={cell.open} rests={rowName(row, text)} /></span></>
}
