import type { ReactNode } from 'react'

interface Moment {
  readonly id: string
  readonly tone?: 'good' | 'bad' | 'busy'
  readonly what: ReactNode
}

/** What happened, one after the other: runs, versions, decisions. */
export function Timeline({ moments }: { readonly moments: readonly Moment[] }) {
  return <ol className="timeline">{moments.map(({ id, tone, what }) => <li key={id} className={tone}>{what}</li>)}</ol>
}
