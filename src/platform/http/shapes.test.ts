import { expect, test } from 'vitest'
import { z } from 'zod'
import { json, jsonBody, Page, PageQuery } from './shapes.ts'

test('PageQuery asks for twenty unless told, and for no more than a hundred', () => {
  expect(PageQuery.parse({})).toEqual({ offset: 0, limit: 20 })
  expect(PageQuery.safeParse({ limit: '101' }).success).toBe(false)
  expect(PageQuery.safeParse({ offset: '-1' }).success).toBe(false)
})

test('Page() is some items and the length of the whole list', () => {
  expect(Page(z.string()).parse({ items: ['a'], total: 7 })).toEqual({ items: ['a'], total: 7 })
  expect(Page(z.string()).safeParse({ items: [1], total: 1 }).success).toBe(false)
})

test('json() and jsonBody() name the schema', () => {
  const schema = z.string()
  expect(json(schema)).toEqual({ content: { 'application/json': { schema } } })
  expect(jsonBody(schema)).toEqual({ content: { 'application/json': { schema } }, required: true })
})
