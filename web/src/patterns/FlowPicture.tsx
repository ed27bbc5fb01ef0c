import { useMemo } from 'react'
import { useText } from '~/locales/text'
import { useNarrow } from '~/shell/useNarrow'
import { type FlowRow, layOut, lineThrough } from './flow'
import { Scroll } from './Scroll'

interface Props {
  rows: FlowRow[]
  /** Wording group of the stages, for example `stage.filing`. */
  stages: string
  /** The stage that something stands at now. */
  current?: string
}

/** 程序图 — stages as boxes, steps as named arrows; dashed where time takes them. A table beside it says the same in words. */
export default function FlowPicture({ rows, stages, current }: Props) {
  const text = useText()
  const narrow = useNarrow(760)
  const stage = (s: string) => text.find(stages, s) ?? text.of('stage', s)
  const step = (s: string) => text.of('step', s)
  // What joins something under way leads back to its own stage: the table says it, an arrow would only clutter.
  const flow = useMemo(() => layOut(rows.filter((r) => r.from !== r.to), { stage: (s) => text.find(stages, s) ?? text.of('stage', s), step: (s) => text.of('step', s) }, narrow), [rows, stages, text, narrow])
  return (
    <Scroll label={text('law.picture')}>
      <svg className="flow" width={flow.width} height={flow.height} viewBox={`0 0 ${flow.width} ${flow.height}`} role="img" aria-label={text('law.picture')}>
        <defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" className="flow-tip" /></marker></defs>
        {flow.arrows.map((a, i) => <path key={i} d={lineThrough(a.points)} className={`flow-line${a.row.actor === 'Time' ? ' by-time' : ''}`} markerEnd="url(#tip)" />)}
        {flow.arrows.map((a, i) => (
          <g key={i}>
            <rect x={a.label.x - a.label.width / 2} y={a.label.y - a.label.height / 2} width={a.label.width} height={a.label.height} rx="4" className="flow-label" />
            <text x={a.label.x} y={a.label.y + 4} className="flow-step">{step(a.row.step)}</text>
          </g>
        ))}
        {flow.boxes.map((b) => (
          <g key={b.stage} className={b.stage === current ? 'flow-box here' : 'flow-box'}>
            <rect x={b.x - b.width / 2} y={b.y - b.height / 2} width={b.width} height={b.height} rx="6" />
            <text x={b.x} y={b.y + 5}>{stage(b.stage)}</text>
          </g>
        ))}
      </svg>
    </Scroll>
  )
}
