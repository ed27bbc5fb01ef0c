import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useText } from '~/locales/text'
import { useTitle } from './title'

interface Props {
  title: string
  /** The list this page belongs to. */
  up?: { to: string; label: string }
  /** What stands beside the title: stage, clock, level. */
  beside?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** The head every console page shares: where am I, what state is it in, what can I do. */
export function ConsolePage({ title, up, beside, actions, children }: Props) {
  const text = useText()
  useTitle(title)
  return (
    <div className="stack console-page">
      <header className="page-head">
        <div className="stack tight">
          {up ? <nav aria-label={text('nav.path')}><Link to={up.to}>{up.label}</Link></nav> : null}
          <h1>{title}</h1>
          {beside ? <div className="wrap">{beside}</div> : null}
        </div>
        {actions ? <div className="wrap page-actions">{actions}</div> : null}
      </header>
      {children}
    </div>
  )
}

/** A white panel with a heading. */
export function Panel({ title, extra, children }: { title: string; extra?: ReactNode; children: ReactNode }) {
  return (
    <section className="panel stack tight">
      <div className="panel-head"><h2>{title}</h2>{extra}</div>
      {children}
    </section>
  )
}
