import { Trans } from '@lingui/react/macro'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Problem } from './problem.tsx'

/** What a page shows of an answer: the wait, or the room of what will come; the problem, or what came. */
export function Loaded<Answer>({ query, room, children }: { readonly query: UseQueryResult<Answer>; readonly room?: ReactNode; readonly children: (answer: Answer) => ReactNode }) {
  if (query.data !== undefined) return <>{query.isError && <Problem fault={query.error} retry={() => void query.refetch()} />}{children(query.data)}</>
  if (query.isError) return <Problem fault={query.error} retry={() => void query.refetch()} />
  return room ?? <Waiting />
}

export function Waiting() {
  return <p className="quiet" role="status"><Trans>One moment …</Trans></p>
}
