import { expect, test } from 'vitest'
import { newIds } from './new-id.ts'

test('newIds() makes ids of version 7 that sort by time and never repeat', () => {
  let now = 0
  const newId = newIds({ clock: { now: () => new Date(Date.UTC(2026, 0, 31) + now++) } })
  const ids = Array.from({ length: 1000 }, newId)
  expect(new Set(ids).size).toBe(1000)
  expect(ids.toSorted()).toEqual(ids)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
