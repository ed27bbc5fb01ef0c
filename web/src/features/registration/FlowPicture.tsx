import type { Shape } from '~/api/shape'
import { useText } from '~/locales/text'
import { Scroll } from '~/patterns/Scroll'
import { type Arrow, type Box, layOut } from './flow'

const [width, height, gapX, gapY] = [112, 40, 78, 44]
const left = (b: Box) => b.column * (width + gapX) + 8
const top = (b: Box) => b.row * (height + gapY) + 34

/** 程序图 — stages as boxes, steps as numbered arrows; the table below says each number in words. */
export function FlowPicture({ rows, current }: { rows: Shape<'Registration.LawRow'>[]; current?: string }) {
  const text = useText()
  const { boxes, arrows, columns, height: lines } = layOut(rows)
  const [w, h] = [columns * (width + gapX) - gapX + 24, lines * (height + gapY) + 44]
  return (
    <Scroll label={text('law.picture')}>
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
    </Scroll>
  )
}

/** The two ends of an arrow and the points that bend it: forward and back run side by side, within a column around the right, far back over the top. */
function bend(from: Box, to: Box, shift: number): [number, number, number, number, number, number, number, number] {
  const [y1, y2] = [top(from) + height / 2 + shift, top(to) + height / 2 + shift]
  if (to.column > from.column) return [left(from) + width, y1, left(from) + width + gapX * 0.55, y1, left(to) - gapX * 0.55, y2, left(to), y2]
  if (to.column === from.column) {
    const right = left(from) + width
    return [right, y1 + 10, right + gapX * 0.6, y1 + 10, right + gapX * 0.6, y2, right, y2]
  }
  if (to.column === from.column - 1) return [left(from), y1 + 12, left(from) - gapX * 0.45, y1 + 12, left(to) + width + gapX * 0.45, y2 + 12, left(to) + width, y2 + 12]
  const [x1, x2, arc] = [left(from) + width / 2, left(to) + width / 2, Math.min(top(from), top(to)) - 28]
  return [x1, top(from), x1, arc, x2, arc, x2, top(to)]
}

function Line({ arrow, twins }: { arrow: Arrow; twins: Arrow[] }) {
  const shift = (twins.indexOf(arrow) - (twins.length - 1) / 2) * 12
  const [x1, y1, a1, b1, a2, b2, x2, y2] = bend(arrow.from, arrow.to, shift)
  const mid = (a: number, b: number, c: number, d: number) => (a + 3 * b + 3 * c + d) / 8
  const [mx, my] = [mid(x1, a1, a2, x2), mid(y1, b1, b2, y2)]
  return (
    <g>
      <path d={`M${x1} ${y1}C${a1} ${b1} ${a2} ${b2} ${x2} ${y2}`} fill="none" stroke="#66727a" strokeDasharray={arrow.step.actor === 'Time' ? '4 3' : undefined} markerEnd="url(#tip)" />
      <circle cx={mx} cy={my} r="9" fill="#fff" stroke="#a9ced6" />
      <text x={mx} y={my + 4} textAnchor="middle" fontSize="11" fill="#0a5566">{arrow.number}</text>
    </g>
  )
}
