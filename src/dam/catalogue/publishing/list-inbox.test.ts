import { expect, test } from 'vitest'
import type { InboxItem } from '../datasets/dataset-answers.ts'
import { type InboxSource, listInbox } from './list-inbox.ts'

const item = (id: string, since: string, due: string | null): InboxItem => ({ id, kind: 'failed-run', title: {}, address: `/${id}`, since: `${since}T00:00:00.000Z`, due: due && `${due}T00:00:00.000Z` })
const source = (items: readonly InboxItem[]): InboxSource => ({ kind: 'failed-run', list: (principal) => Promise.resolve(principal.kind === 'anonymous' ? [] : items) })
const sources = [source([item('late', '2026-01-02', null), item('early', '2026-01-01', null)]), source([item('due', '2026-01-09', '2026-02-01'), item('overdue', '2026-01-08', '2026-01-10')])]
const principal = { kind: 'person', personId: 'p', sessionId: 's', actingFor: null, isOperator: false } as const
const ids = async (offset: number, limit: number) => {
  const { items, total } = await listInbox({ principal, offset, limit }, { sources })
  return [items.map(({ id }) => id), total]
}

test('listInbox() joins all sources: what is due first, then what waits longest', async () => {
  expect(await ids(0, 20)).toEqual([['overdue', 'due', 'early', 'late'], 4])
  expect(await ids(1, 2)).toEqual([['due', 'early'], 4])
})

test('listInbox() asks each source for the person who asks', async () => {
  expect(await listInbox({ principal: { kind: 'anonymous' }, offset: 0, limit: 20 }, { sources })).toEqual({ items: [], total: 0 })
})
