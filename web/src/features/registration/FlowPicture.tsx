import { useText } from '~/locales/text'
import { type Arrow, type Box, layOut } from './flow'
import type { ProcedureRow } from './shapes'

const [width, height, gapX, gapY] = [112, 40, 78, 44]
const left = (b: Box) => b.column * (width + gapX) + 8
const top = (b: Box) => b.row * (height + gapY) + 34

/** 程序图 — stages as boxes, steps as numbered arrows; the table below says each number in words. */
export function FlowPicture({ rows, current }: { rows: ProcedureRow[]; current?: string }) {
  const text = useText()
  const { boxes, arrows, columns, height: lines } = layOut(rows)
  const [w, h] = [columns * (width + gapX) - gapX + 24, lines * (height + gapY) + 44]
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={text('law.picture')}>
      <svg className="flow" width={w} height={h} viewBox={`0 0 ${w} ${h}`} role="img" aria-label={text('law.picture')}>
        <defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" fill="#66727a" /></marker></defs>
        {arrows.map((a) => <Line key={a.number} arrow={a} twins={arrows.filter((o) => o.from === a.from && o.to === a.to)} />)}
        {boxes.map((b) => (
          <g key={b.stage}>
            <rect x={left(b)} y={top(b)} width={width} height={height} rx="6" fill={b.stage === current ? '#0e6e83' : '#fff'} stroke="#0e6e83" />
            <text x={left(b) + width / 2} y={top(b) + height / 2 + 5} textAnchor="middle" fontSize="13" fill={b.stage === current ? '#fff' : '#1b2328'}>{text.find('stage.filing', b.stage) ?? text.of('stage', b.stage)}</text>
          </g>
        ))}
      </svg>
    </div>
  )
}

/** Forward arrows run between the boxes, backward ones in an arc above or below them. */
function Line({ arrow, twins }: { arrow: Arrow; twins: Arrow[] }) {
  const { from, to } = arrow
  const shift = (twins.indexOf(arrow) - (twins.length - 1) / 2) * 12
  const forward = to.column > from.column
  const [x1, y1] = forward ? [left(from) + width, top(from) + height / 2 + shift] : [left(from) + width / 2 + shift, top(from) + (to.row > from.row ? height : 0)]
  const [x2, y2] = forward ? [left(to), top(to) + height / 2 + shift] : [left(to) + width / 2 + shift + 10, top(to) + (to.row > from.row ? 0 : to.row < from.row ? height : 0)]
  const arc = Math.min(y1, y2) - 26 - Math.abs(shift)
  const [c1, c2] = forward
    ? [[x1 + gapX * 0.55, y1], [x2 - gapX * 0.55, y2]]
    : to.row === from.row ? [[x1, arc], [x2, arc]] : [[x1, (y1 + y2) / 2], [x2, (y1 + y2) / 2]]
  const mid = (a: number, b: number, c: number, d: number) => (a + 3 * b + 3 * c + d) / 8
  const [mx, my] = [mid(x1, c1![0]!, c2![0]!, x2), mid(y1, c1![1]!, c2![1]!, y2)]
  return (
    <g>
      <path d={`M${x1} ${y1}C${c1} ${c2} ${x2} ${y2}`} fill="none" stroke="#66727a" strokeDasharray={arrow.step.actor === 'Time' ? '4 3' : undefined} markerEnd="url(#tip)" />
      <circle cx={mx} cy={my} r="9" fill="#fff" stroke="#a9ced6" />
      <text x={mx} y={my + 4} textAnchor="middle" fontSize="11" fill="#0a5566">{arrow.number}</text>
    </g>
  )
}
