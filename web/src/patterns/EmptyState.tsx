import type { ReactNode } from 'react'

/** 空状态 — says what this place is for and the first step; never a blank table. */
export function EmptyState({ title, hint, children }: { title: string; hint: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      <p className="quiet">{hint}</p>
      {children ? <div className="wrap empty-do">{children}</div> : null}
    </div>
  )
}
