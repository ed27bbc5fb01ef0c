import { useEffect, useState } from 'react'
import { Link, NavLink, Outlet, useLocation } from 'react-router'
import { useSession } from '~/features/parties/session'
import { useSpeech } from '~/locales/text'
import { Mark } from './Mark'
import './public.css'

const places = [
  ['/market', 'nav.market'],
  ['/publicity', 'nav.publicity'],
  ['/register', 'nav.register'],
  ['/verify', 'nav.verify'],
  ['/log', 'nav.log'],
  ['/law', 'nav.law'],
] as const

/** 公开服务 — the frame of every page that needs no sign-in. */
export function PublicShell() {
  const { text, change } = useSpeech()
  const session = useSession({ onlyIfKnown: true })
  const [open, setOpen] = useState(false)
  const { pathname } = useLocation()
  useEffect(() => {
    setOpen(false)
    scrollTo(0, 0)
  }, [pathname])
  return (
    <div className="public">
      <a className="skip" href="#main">{text('skip')}</a>
      <header className="top">
        <div className="top-in">
          <Link to="/" className="brand"><Mark /> <span>{text('name')}</span></Link>
          <button type="button" className="button menu-toggle" aria-expanded={open} aria-controls="places" onClick={() => setOpen(!open)}>{text('nav.menu')}</button>
          <nav id="places" className={open ? 'open' : ''} aria-label={text('nav.public')}>
            {places.map(([to, key]) => <NavLink key={to} to={to}>{text(key)}</NavLink>)}
            <span className="nav-end">
              <button type="button" className="link-button" lang={text.language === 'zh' ? 'en' : 'zh-CN'} onClick={() => change(text.language === 'zh' ? 'en' : 'zh')}>{text('language.other')}</button>
              {session.data
                ? <Link className="button solid" to="/console">{text('nav.console')}</Link>
                : <Link className="button" to="/sign-in">{text('nav.sign-in')}</Link>}
            </span>
          </nav>
        </div>
      </header>
      <main id="main" tabIndex={-1}><Outlet /></main>
      <footer className="foot">
        <div className="foot-in">
          <span>{text('foot.what')}</span>
          <span className="wrap"><Link to="/log">{text('foot.log')}</Link><Link to="/verify">{text('foot.verify')}</Link></span>
        </div>
      </footer>
    </div>
  )
}
