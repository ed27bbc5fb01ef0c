import { Graph, layout } from '@dagrejs/dagre'

/** What the picture needs of a procedure's row, whichever area it belongs to. */
export interface FlowRow {
  step: string
  from: string
  to: string
  actor: string
}

export interface Point {
  x: number
  y: number
}

export interface Box extends Point {
  stage: string
  width: number
  height: number
}

export interface Arrow {
  row: FlowRow
  /** From the edge of one box to the edge of the other, around whatever stands between. */
  points: Point[]
  /** The middle of its name. */
  label: Point & { width: number; height: number }
}

export interface Flow {
  boxes: Box[]
  arrows: Arrow[]
  width: number
  height: number
}

const [boxHeight, labelHeight, padding] = [38, 22, 14]

/** Chinese characters are as wide as the letters are high, others about half of it. */
export const widthOf = (words: string, size = 13) => [...words].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e80 ? size : size * 0.56), 0)

/** Lays a procedure out in ranks from its beginning to its ends: to the right where there is room, downwards on a phone. */
export function layOut(rows: FlowRow[], names: { stage: (stage: string) => string; step: (step: string) => string }, downwards = false): Flow {
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: downwards ? 'TB' : 'LR', nodesep: downwards ? 18 : 26, ranksep: downwards ? 26 : 34, edgesep: 12, marginx: 6, marginy: 6 })
  for (const stage of new Set(rows.flatMap((r) => [r.from, r.to]))) graph.setNode(stage, { width: widthOf(names.stage(stage)) + padding * 2, height: boxHeight })
  rows.forEach((row, i) => graph.setEdge(row.from, row.to, { row, width: widthOf(names.step(row.step), 12) + 10, height: labelHeight, labelpos: 'c' }, String(i)))
  layout(graph)
  const whole = graph.graph()
  return {
    boxes: graph.nodes().map((stage) => ({ stage, ...(graph.node(stage) as Point & { width: number; height: number }) })),
    arrows: graph.edges().map((id) => {
      const edge = graph.edge(id) as { row: FlowRow; points: Point[] } & Arrow['label']
      return { row: edge.row, points: edge.points, label: { x: edge.x, y: edge.y, width: edge.width, height: edge.height } }
    }),
    width: whole.width ?? 0,
    height: whole.height ?? 0,
  }
}

/** A smooth line that starts and ends at its first and last point and bends towards those between. */
export function lineThrough(points: Point[]): string {
  const [first, ...rest] = points
  if (!first) return ''
  const last = rest.at(-1) ?? first
  const bends = rest.slice(0, -1).map((p, i) => {
    const next = rest[i + 1]!
    return `Q${p.x} ${p.y} ${i === rest.length - 2 ? next.x : (p.x + next.x) / 2} ${i === rest.length - 2 ? next.y : (p.y + next.y) / 2}`
  })
  return `M${first.x} ${first.y}${bends.join('')}L${last.x} ${last.y}`
}
