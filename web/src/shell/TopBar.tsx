import { useMutation } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { type Session, signOut, switchTo } from '~/features/parties/session'
import { useSpeech } from '~/locales/text'
import { Popover } from '~/patterns/Popover'
import { RefusalCard } from '~/patterns/RefusalCard'
import { NodeClock } from './NodeClock'
import { QuickSearch } from './QuickSearch'

/** Organization, search, clock, language, person. */
export function TopBar({ session, onMenu }: { session: Session; onMenu?: () => void }) {
  const { text, change } = useSpeech()
  const navigate = useNavigate()
  const leave = useMutation({ mutationFn: signOut, onSettled: () => navigate('/') })
  const turn = useMutation({ mutationFn: switchTo, onSuccess: () => navigate('/console') })
  return (
    <header className="bar">
      {onMenu ? <button type="button" className="button" onClick={onMenu}>{text('nav.menu')}</button> : null}
      {session.organizations.length > 1 ? (
        <select
          className="input organization" aria-label={text('nav.organization')} value={session.organizationId} disabled={turn.isPending}
          onChange={(e) => turn.mutate(e.target.value)}
        >
          {session.organizations.map((o) => <option key={o.id} value={o.id}>{o.name}</option>)}
        </select>
      ) : <span className="organization">{session.organizationName}</span>}
      <QuickSearch />
      <div className="bar-end">
        <NodeClock />
        <button type="button" className="link-button" lang={text.language === 'zh' ? 'en' : 'zh-CN'} onClick={() => change(text.language === 'zh' ? 'en' : 'zh')}>{text('language.other')}</button>
        <Popover className="button" face={session.personName} label={text('nav.person', { name: session.personName })}>
          <p className="popover-title">{session.personName}</p>
          <p>{session.organizationName}</p>
          <p className="quiet">{session.roles.map((r) => text.of('role', r)).join(text('list.comma'))}</p>
          <RefusalCard error={leave.error} />
          <p><button type="button" className="button" disabled={leave.isPending} onClick={() => leave.mutate()}>{text('nav.sign-out')}</button></p>
        </Popover>
      </div>
      {turn.error ? <RefusalCard error={turn.error} /> : null}
    </header>
  )
}
