import { ConfigProvider, Drawer, Layout, Menu } from 'antd'
import en from 'antd/locale/en_US'
import zh from 'antd/locale/zh_CN'
import { useEffect, useState } from 'react'
import { Link, Navigate, Outlet, useLocation } from 'react-router'
import { type Session, useSession } from '~/features/parties/session'
import { useSpeech } from '~/locales/text'
import { RefusalCard } from '~/patterns/RefusalCard'
import './console.css'
import { Mark } from './Mark'
import { menuOf } from './menu'
import { TopBar } from './TopBar'
import { useNarrow } from './useNarrow'

const theme = {
  cssVar: {},
  token: {
    colorPrimary: '#0e6e83', colorLink: '#0e6e83', colorInfo: '#0e6e83', colorError: '#b3261e', colorWarning: '#9a5b00', colorSuccess: '#1d6f42',
    colorText: '#1b2328', colorTextSecondary: '#4b565d', colorTextDescription: '#66727a', colorTextPlaceholder: '#66727a', colorBorder: '#c3cbd0', colorBorderSecondary: '#dce1e4',
    borderRadius: 6, fontSize: 14, fontFamily: 'var(--font)',
  },
  components: { Table: { headerBg: '#f5f7f8', cellPaddingBlock: 10, cellPaddingInline: 12 }, Menu: { itemBg: 'transparent', itemHeight: 36, itemSelectedBg: '#e6f1f3', itemSelectedColor: '#0a5566' } },
}

/** 工作台 — the frame of everything done for an organization. */
export default function ConsoleShell() {
  const { text } = useSpeech()
  const session = useSession()
  const { pathname, search } = useLocation()
  if (session.data === undefined) {
    return session.error ? <main className="console-in"><RefusalCard error={session.error} onRetry={() => void session.refetch()} /></main> : null
  }
  if (session.data === null) return <Navigate to={`/sign-in?return=${encodeURIComponent(pathname + search)}`} replace />
  return (
    <ConfigProvider theme={theme} locale={text.language === 'zh' ? zh : en}>
      <Frame session={session.data} />
    </ConfigProvider>
  )
}

function Frame({ session }: { session: Session }) {
  const { text } = useSpeech()
  const narrow = useNarrow(992)
  const [open, setOpen] = useState(false)
  const { pathname } = useLocation()
  useEffect(() => {
    setOpen(false)
    scrollTo(0, 0)
  }, [pathname])
  const menu = <Places session={session} />
  return (
    <Layout className="console">
      <a className="skip" href="#main">{text('skip')}</a>
      {narrow
        ? <Drawer placement="left" size={264} open={open} onClose={() => setOpen(false)} title={text('nav.console')} styles={{ body: { padding: 8 } }}>{menu}</Drawer>
        : (
          <Layout.Sider width={208} theme="light" className="side">
            <Link to="/" className="side-brand"><Mark size={24} /> <span>{text('name')}</span></Link>
            {menu}
          </Layout.Sider>
        )}
      <Layout>
        <TopBar session={session} onMenu={narrow ? () => setOpen(true) : undefined} />
        <main id="main" className="console-in" tabIndex={-1}><Outlet /></main>
      </Layout>
    </Layout>
  )
}

/** The menu by area, with nothing this person may not use. */
function Places({ session }: { session: Session }) {
  const { text } = useSpeech()
  const { pathname } = useLocation()
  const areas = menuOf(session)
  const here = areas.flatMap((a) => a.places).map((p) => p.to).filter((to) => pathname === to || pathname.startsWith(`${to}/`)).sort((a, b) => b.length - a.length)[0]
  return (
    <nav aria-label={text('nav.console')}>
      <Menu
        mode="inline" selectedKeys={here ? [here] : []}
        items={areas.map((area) => ({
          key: area.label, type: 'group' as const, label: text(area.label),
          children: area.places.map((p) => ({ key: p.to, label: <Link to={p.to} aria-current={p.to === here ? 'page' : undefined}>{text(p.label)}</Link> })),
        }))}
      />
    </nav>
  )
}
