import type { Shape } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'

/** The columns one may ask about, and what for. */
export function Schema({ schema }: { schema: Shape<'Space.ListUses.SchemaView'> }) {
  const text = useText()
  return (
    <>
      <p><span className="quiet">{text('space.table')}</span> <strong className="code">{schema.table}</strong></p>
      <ul className="schema">
        {schema.columns.map((c) => <li key={c.name}><span>{c.title} <span className="code quiet">{c.name}</span></span><span className="quiet">{text.of('use', c.use)} <span className="code">{c.type}</span></span></li>)}
      </ul>
      <p className="quiet">{text('product.min-group')} {text('product.min-group.value', { count: formatCount(schema.minGroup) })}</p>
    </>
  )
}
