import { Graph, layout } from '@dagrejs/dagre'
import { useMemo } from 'react'
import type { Shape } from '~/api/shape'
import { formatDay } from '~/format/dates'
import { type Text, useText } from '~/locales/text'
import { lineThrough, type Point, widthOf } from '~/patterns/flow'
import { Scroll } from '~/patterns/Scroll'
import { useNarrow } from '~/shell/useNarrow'

export type Unit = Shape<'Registration.ShowUnit.View'>
type RightView = Unit['rights'][number]
type Burden = Unit['encumbrances'][number]

const [boxWidth, lineHeight, padding] = [228, 20, 24]
const source = 'source'

interface Laid {
  boxes: (Point & { id: string; height: number })[]
  lines: { points: Point[]; ended: boolean }[]
  width: number
  height: number
}

/** What burdens a right: what is laid on it, and what is laid on the whole unit. */
export const burdensOf = (unit: Unit, right: RightView): Burden[] => unit.encumbrances.filter((b) => b.status === 'Standing' && (b.rightId === undefined || b.rightId === right.id))

const burdenName = (b: Burden, text: Text) => [text.of('encumbrance', b.kind), b.rank ? text('register.rank', { rank: b.rank }) : '', b.inFavourOf].filter(Boolean).join(' · ')

function layOut(unit: Unit, heights: Map<string, number>): Laid {
  const graph = new Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: 18, ranksep: 46, marginx: 4, marginy: 4 })
  for (const [id, height] of heights) graph.setNode(id, { width: boxWidth, height })
  for (const right of [...unit.rights].reverse()) graph.setEdge(right.parentId ?? source, right.id, { ended: right.status !== 'Standing' })
  layout(graph)
  const whole = graph.graph()
  return {
    boxes: graph.nodes().map((id) => ({ id, ...(graph.node(id) as Point & { height: number }) })),
    lines: graph.edges().map((edge) => graph.edge(edge) as unknown as { points: Point[]; ended: boolean }),
    width: whole.width ?? 0, height: whole.height ?? 0,
  }
}

/** 权利图 — every right of a unit, drawn from the source to those derived from it, with what each is subject to. */
export default function RightsGraph({ unit }: { unit: Unit }) {
  const text = useText()
  const narrow = useNarrow(900)
  const laid = useMemo(() => {
    const lines = (words: string) => Math.max(1, Math.ceil(widthOf(words) / (boxWidth - 28)))
    const heights = new Map([[source, padding + lineHeight * (1 + lines(unit.title ?? unit.number))]])
    for (const r of unit.rights) heights.set(r.id, padding + lineHeight * (2 + lines(r.holderName) + lines(r.scope)) + burdensOf(unit, r).reduce((sum, b) => sum + 4 + lineHeight * lines(burdenName(b, text)), 0))
    return layOut(unit, heights)
  }, [unit, text])
  const at = (id: string) => {
    const box = laid.boxes.find((b) => b.id === id)!
    return { left: box.x - boxWidth / 2, top: box.y - box.height / 2, width: boxWidth, minHeight: box.height }
  }
  if (narrow) return <Tree unit={unit} />
  return (
    <Scroll label={text('register.graph')}>
      <div className="rights-graph" style={{ width: laid.width, height: laid.height }}>
        <svg width={laid.width} height={laid.height} aria-hidden>
          <defs><marker id="descends" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" className="flow-tip" /></marker></defs>
          {laid.lines.map((l, i) => <path key={i} d={lineThrough(l.points)} className={`flow-line${l.ended ? ' by-time' : ''}`} markerEnd="url(#descends)" />)}
        </svg>
        <ol aria-label={text('register.graph')}>
          <li className="right-box source" style={at(source)}><span className="quiet">{text('chain.source')}</span><strong>{unit.title ?? unit.number}</strong></li>
          {unit.rights.map((r) => <RightBox key={r.id} right={r} unit={unit} style={at(r.id)} />)}
        </ol>
      </div>
    </Scroll>
  )
}

/** On a phone what derives from a right stands below it, further in. */
function Tree({ unit }: { unit: Unit }) {
  const text = useText()
  const below = (parent: string | undefined) => unit.rights.filter((r) => r.parentId === parent)
  const branch = (parent: string | undefined) => below(parent).length === 0 ? null : (
    <ul className="right-tree">{below(parent).map((r) => <li key={r.id}><RightBox right={r} unit={unit} as="div" />{branch(r.id)}</li>)}</ul>
  )
  return <div><div className="right-box source still"><span className="quiet">{text('chain.source')}</span><strong>{unit.title ?? unit.number}</strong></div>{branch(undefined)}</div>
}

function RightBox({ right: r, unit, style, as: Box = 'li' }: { right: RightView; unit: Unit; style?: React.CSSProperties; as?: 'li' | 'div' }) {
  const text = useText()
  const stands = r.status === 'Standing'
  return (
    <Box className={`right-box${stands ? '' : ' over'}${style ? '' : ' still'}`} style={style}>
      <span className="right-box-kind">{text.of('right', r.kind)}{stands ? '' : ` · ${text.of('right.status', r.status)}`}</span>
      <strong>{r.holderName}</strong>
      <span className="quiet">{r.scope}</span>
      <span className="quiet">{formatDay(r.from, text.language).replace(/[（(].*/, '')} → {r.until ? formatDay(r.until, text.language).replace(/[（(].*/, '') : text('rights.open-ended')}</span>
      {stands ? burdensOf(unit, r).map((b) => <span key={b.id} className="burden">{burdenName(b, text)}</span>) : null}
    </Box>
  )
}
