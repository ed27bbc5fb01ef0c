import { Link, useParams } from 'react-router'
import { useGet } from '~/api/queries'
import { useText } from '~/locales/text'
import { Shown } from '~/patterns/Shown'
import { useTitle } from '~/shell/title'
import { FlowPicture } from './FlowPicture'
import { ProcedureTable } from './ProcedureTable'
import type { Pack, Procedure as Shape } from './shapes'

/** 登记程序图 — one pack's procedure as a picture and as a table with its articles. */
export default function Procedure() {
  const text = useText()
  const { pack } = useParams()
  const packs = useGet<Pack[]>('/api/registration/packs')
  const read = useGet<Shape>(`/api/registration/procedure/${pack}`)
  const title = packs.data?.find((p) => p.id === pack)?.title ?? pack
  useTitle(title)
  return (
    <div className="page stack">
      <p><Link to="/law">{text('nav.law')}</Link></p>
      <h1>{title}</h1>
      <p className="lead">{text('law.picture.how')}</p>
      <Shown read={read}>
        {(p) => (
          <div className="stack wide-gap">
            <FlowPicture rows={p.rows} />
            <ProcedureTable rows={p.rows} />
          </div>
        )}
      </Shown>
    </div>
  )
}
