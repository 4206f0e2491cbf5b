import type { ReactNode } from 'react'

/** What would be here, and what to do first. */
export function EmptyState({ title, children, action }: { readonly title: ReactNode; readonly children?: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className="empty">
      <strong className="title-3">{title}</strong>
      {children !== undefined && <p>{children}</p>}
      {action}
    </div>
  )
}
