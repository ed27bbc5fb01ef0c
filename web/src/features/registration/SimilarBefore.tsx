import { Link } from 'react-router'
import { useGet } from '~/api/queries'
import { at } from '~/api/shape'
import { useText } from '~/locales/text'
import { Stage } from '~/patterns/Stage'
import { Panel } from '~/shell/ConsolePage'

/** 申请前自查 — what the register knows already that is much like this resource, before anybody files for it. */
export function SimilarBefore({ resource }: { resource: string }) {
  const text = useText()
  const read = useGet(at('/api/registration/similar/{resource}', { resource }))
  if (!read.data) return null
  if (read.data.length === 0) return <p className="quiet">{text('similar.none')}</p>
  return (
    <Panel title={text('similar.before')}>
      <p className="quiet">{text('similar.before.what')}</p>
      <ul className="short-list">
        {read.data.map((s, i) => (
          <li key={i}>
            <div className="short-line"><strong>{s.title ?? text('similar.undisclosed')}</strong><span className={s.percent >= 90 ? 'danger-text' : 'warn-text'}>{text('similar.percent', { percent: s.percent })}</span></div>
            <div className="load-bar" aria-hidden><span style={{ width: `${s.percent}%` }} /></div>
            <div className="wrap quiet">{s.own ? <span>{text('similar.own')}</span> : s.holderName ? <span>{s.holderName}</span> : null}{s.sameSchema ? <span>{text('similar.schema')}</span> : null}{s.stage ? <Stage stage={s.stage} group="stage.filing" /> : null}{s.certificateNumber ? <Link to={`/v/${s.certificateNumber}`}>{s.certificateNumber}</Link> : null}</div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
