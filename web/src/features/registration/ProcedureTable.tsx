import type { Shape } from '~/api/shape'
import { useText } from '~/locales/text'
import { LawTag } from '~/patterns/LawTag'
import { Scroll } from '~/patterns/Scroll'
import { useNarrow } from '~/shell/useNarrow'

type Row = Shape<'Registration.LawRow'>

/** The procedure in words: who takes which step from where to where, which term then runs, and on what it rests. */
export function ProcedureTable({ rows }: { rows: Row[] }) {
  const text = useText()
  const narrow = useNarrow(600)
  const stage = (s: string) => text.find('stage.filing', s) ?? text.of('stage', s)
  const term = (r: Row) => (r.deadline ? `${text.of('deadline', r.deadline)}${r.term ? ` ${text('law.length', { length: r.term.length, unit: text.of('unit', r.term.unit) })}` : ''}` : undefined)
  const runsOut = (r: Row) => (r.whenDue ? text.of('step', r.whenDue) : r.deadline ? text('law.overdue') : undefined)
  // Seven columns do not fit a phone: there each step stands as a few lines, with its article.
  if (narrow) {
    return (
      <ol className="law-steps">
        {rows.map((r, i) => (
          <li key={i}>
            <span><strong>{text.of('step', r.step)}</strong> <span className="quiet">{text.of('actor', r.actor)}</span></span>
            <span>{stage(r.from)} → {stage(r.to)}</span>
            {term(r) ? <span className="quiet">{term(r)}{text('list.semicolon')}{text('law.consequence')}{text.language === 'zh' ? '：' : ': '}{runsOut(r)}</span> : null}
            <span><LawTag basis={r.basis} open={r.open} reason={r.reason} rests={text.of('step', r.step)} /></span>
          </li>
        ))}
      </ol>
    )
  }
  return (
    <Scroll label={text('nav.law')}>
      <table className="plain">
        <thead><tr><th className="number">{text('law.no')}</th><th>{text('law.step')}</th><th>{text('law.actor')}</th><th>{text('law.from-to')}</th><th>{text('law.term')}</th><th>{text('law.consequence')}</th><th>{text('law.basis')}</th></tr></thead>
        <tbody>
          {rows.map((r, i) => (
            <tr key={i}>
              <td className="number">{i + 1}</td>
              <td>{text.of('step', r.step)}</td>
              <td>{text.of('actor', r.actor)}</td>
              <td>{stage(r.from)} → {stage(r.to)}</td>
              <td>{term(r) ?? '—'}</td>
              <td>{runsOut(r) ?? '—'}</td>
              <td><LawTag basis={r.basis} open={r.open} reason={r.reason} rests={text.of('step', r.step)} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
