import type { Shape } from '~/api/shape'
import { formatMeasure } from '~/format/numbers'
import { type Text, useText } from '~/locales/text'
import { minGroupOf } from '~/patterns/minGroup'
import { Scroll } from '~/patterns/Scroll'
import type { Column, RoomTable } from './room'
import { sampleOf } from './sample'


/** What a column may be used for, in one line: its use, its bounds, how it may be compared, whether it may be joined on. */
export function allowedOf(c: Column, text: Text): string {
  const bounds = c.low === undefined && c.high === undefined ? undefined
    : text('column.bounds', { low: c.low === undefined ? '−∞' : formatMeasure(c.low), high: c.high === undefined ? '∞' : formatMeasure(c.high) })
  const compared = c.use === 'Dimension' && c.comparisons.length < 4
    ? text('column.compared', { ways: c.comparisons.map((w) => text.of('comparing', w)).join(text('list.comma')) || text('column.compared.none') }) : undefined
  return [text.of('use.allows', c.use), bounds, compared, c.joinable ? text('column.joinable') : undefined].filter(Boolean).join(text('list.semicolon'))
}

function Columns({ columns, onInsert }: { columns: Column[]; onInsert: (name: string) => void }) {
  const text = useText()
  return (
    <ul className="schema">
      {columns.map((c) => (
        <li key={c.name}>
          <span><button type="button" className="link-button" aria-label={text('column.insert', { name: c.name })} onClick={() => onInsert(c.name)}>{c.name}</button> <span>{c.title === c.name ? '' : c.title}</span></span>
          <span className={`use-tag ${c.use.toLowerCase()}`}>{text.of('use', c.use)}</span>
          <span className="quiet">{allowedOf(c, text)} <span className="code">{c.type}</span></span>
        </li>
      ))}
    </ul>
  )
}

/** The columns of a table beside it; a press puts them there with the table's name before them. */
export function OtherColumns({ table, onInsert }: { table: RoomTable; onInsert: (name: string, of: string) => void }) {
  const text = useText()
  return (
    <details open>
      <summary><span className="quiet">{text('space.table')}</span> <strong className="code">{table.as}</strong> {table.title} {table.schema ? <span className="quiet">{text('product.min-group')} {minGroupOf(table.schema.minGroup, table.schema.columns, text)}</span> : null}</summary>
      <Columns columns={table.columns} onInsert={(name) => onInsert(name, table.as)} />
    </details>
  )
}

/** The columns one may ask about, and what for; a press puts the name where the cursor stands. */
export function Schema({ schema, onInsert }: { schema: Shape<'Space.ListUses.SchemaView'>; onInsert: (name: string) => void }) {
  const text = useText()
  return (
    <>
      <p><span className="quiet">{text('space.table')}</span> <strong className="code">{schema.table}</strong> <span className="quiet">{text('product.min-group')} {minGroupOf(schema.minGroup, schema.columns, text)}</span></p>
      <Columns columns={schema.columns} onInsert={onInsert} />
      <details>
        <summary>{text('sample.title')}</summary>
        <p className="quiet">{text('sample.what')}</p>
        <Scroll label={text('sample.title')}>
          <table className="plain">
            <thead><tr>{schema.columns.map((c) => <th key={c.name}>{c.name}</th>)}</tr></thead>
            <tbody>{sampleOf(schema.columns, schema.controls).map((row, i) => <tr key={i}>{row.map((v, j) => <td key={j}>{v}</td>)}</tr>)}</tbody>
          </table>
        </Scroll>
      </details>
    </>
  )
}
