import type { ReactNode } from 'react'
import type { Shape } from '~/api/shape'
import { useText } from '~/locales/text'
import { LawTag } from '~/patterns/LawTag'
import { ProfileColumn } from '~/patterns/ProfileColumn'

type Field = Shape<'Catalog.ReadResources.FieldView'>

interface Props {
  fields: Field[]
  profile?: Shape<'Catalog.ProfileView'>
  /** Replaces the field's level and class by something to edit them with. */
  edit?: (field: Field, index: number) => ReactNode
}

/** 数据项 — each field with its kind, its level and why, and its profile. */
export function FieldList({ fields, profile, edit }: Props) {
  const text = useText()
  return (
    <ul className="fields">
      {fields.map((f, i) => {
        const column = profile?.columns.find((c) => c.name === f.name)
        return (
          <li key={f.name} className="field-row">
            <div className="field-name">
              <strong>{f.title || f.name}</strong>
              <span className="code">{f.name}</span>
              <span className="quiet code">{f.type}</span>
              {f.personal ? <span className="personal">{text.of('personal', f.personal)}{f.personalSharePercent === undefined ? '' : ` ${f.personalSharePercent}%`}</span> : null}
            </div>
            <div className="field-edit">
              {edit ? edit(f, i) : <><span><strong>{text('level', { level: f.level })}</strong> {text.of('level.means', String(f.level))}</span><span className="quiet">{f.class}</span></>}
              <span className="hint">{text.both(f.why)}</span>
              <span><LawTag basis={f.levelBasis} rests={text('level', { level: f.level })} /></span>
            </div>
            {column ? <ProfileColumn column={column} rows={profile!.rows} /> : <span />}
          </li>
        )
      })}
    </ul>
  )
}
