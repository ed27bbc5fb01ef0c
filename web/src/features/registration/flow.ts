/** What the picture needs of a procedure's row, whichever area it belongs to. */
export interface FlowRow {
  step: string
  from: string
  to: string
  actor: string
}

export interface Box {
  stage: string
  column: number
  row: number
}

export interface Arrow {
  number: number
  step: FlowRow
  from: Box
  to: Box
}

/** Places each stage one column right of the earliest stage that leads to it, so that the picture reads from the source to the end. */
export function layOut(rows: FlowRow[]): { boxes: Box[]; arrows: Arrow[]; columns: number; height: number } {
  const stages = [...new Set(rows.flatMap((r) => [r.from, r.to]))]
  const entered = new Set(rows.filter((r) => r.from !== r.to).map((r) => r.to))
  const column = new Map<string, number>()
  let wave = stages.filter((s) => !entered.has(s))
  if (wave.length === 0 && stages.length > 0) wave = [stages[0]!]
  for (let depth = 0; wave.length > 0; depth++) {
    for (const stage of wave) column.set(stage, depth)
    wave = [...new Set(rows.filter((r) => wave.includes(r.from)).map((r) => r.to))].filter((s) => !column.has(s))
  }
  const filled: number[] = []
  const boxes = stages.map((stage) => {
    const at = column.get(stage) ?? 0
    const row = filled[at] ?? 0
    filled[at] = row + 1
    return { stage, column: at, row }
  })
  const boxOf = (stage: string) => boxes.find((b) => b.stage === stage)!
  return {
    boxes,
    arrows: rows.map((step, i) => ({ number: i + 1, step, from: boxOf(step.from), to: boxOf(step.to) })),
    columns: filled.length,
    height: Math.max(1, ...filled.map((n) => n ?? 0)),
  }
}
