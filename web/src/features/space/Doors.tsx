import { NavLink } from 'react-router'
import type { Shape } from '~/api/shape'
import { has, useSession } from '~/features/parties/session'
import { type Key, useText } from '~/locales/text'
import { asked, described } from './open-doors'

interface Props {
  agreementId: string
  buyerId?: string
  controls: Shape<'Contracts.UseControls'>
}

/** 使用方式 — the ways into one agreement that it opens, each a page; those of the buyer only for the buyer's people. */
export function Doors({ agreementId, buyerId, controls }: Props) {
  const text = useText()
  const session = useSession().data
  const buys = has(session, 'Analyst') && (buyerId === undefined || session?.organizationId === buyerId)
  const base = `/console/space/${agreementId}`
  const doors: [string, Key, boolean][] = [
    ['', 'door.room', buys && asked(controls)],
    ['/verify', 'door.verify', buys && controls.modes.includes('Verification')],
    ['/files', 'door.files', controls.modes.includes('File')],
    ['/keys', 'door.keys', buys && described(controls)],
  ]
  const open = doors.filter(([, , shown]) => shown)
  return open.length < 2 ? null : (
    <nav className="tabs" aria-label={text('control.modes')}>
      {open.map(([place, label]) => <NavLink key={place} to={`${base}${place}`} end className="tab">{text(label)}</NavLink>)}
    </nav>
  )
}
