import type { Principal } from '#platform/auth/principal.ts'
import type { InboxItem } from '../datasets/dataset-answers.ts'

/** A kind of thing that can wait for a person. Each feature adds its own. */
export interface InboxSource {
  readonly kind: InboxItem['kind']
  /** Everything of this kind that waits for the person who asks, in the hat that is worn; nobody's for nobody. */
  list(principal: Principal): Promise<readonly InboxItem[]>
}

/** What waits for the person who asks: what is due first, then what waits longest. */
export async function listInbox({ principal, offset, limit }: { readonly principal: Principal; readonly offset: number; readonly limit: number }, { sources }: { sources: readonly InboxSource[] }): Promise<{ items: InboxItem[]; total: number }> {
  const lists = await Promise.all(sources.map((source) => source.list(principal)))
  const items = lists.flat().toSorted((a, b) => (a.due ?? LAST).localeCompare(b.due ?? LAST) || a.since.localeCompare(b.since) || a.id.localeCompare(b.id))
  return { items: items.slice(offset, offset + limit), total: items.length }
}

/** Behind every time that anything is due. */
const LAST = '9999-12-31T23:59:59.999Z'
