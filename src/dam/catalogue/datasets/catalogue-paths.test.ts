import { expect, test } from 'vitest'
import { z } from 'zod'
import { json, jsonBody, PageQuery, VersionPath } from './catalogue-paths.ts'

test('PageQuery asks for twenty unless told, and for no more than a hundred', () => {
  expect(PageQuery.parse({})).toEqual({ offset: 0, limit: 20 })
  expect(PageQuery.safeParse({ limit: '101' }).success).toBe(false)
  expect(PageQuery.safeParse({ offset: '-1' }).success).toBe(false)
})

test.each([['1.0.0', true], ['latest', true], ['1.0', false], ['1.0.0/..', false], ['LATEST', false]])('VersionPath takes %s: %s', (version, isGood) => {
  expect(VersionPath.safeParse({ publisher: 'city', slug: 'discharges', version }).success).toBe(isGood)
})

test('json() and jsonBody() name the schema', () => {
  const schema = z.string()
  expect(json(schema)).toEqual({ content: { 'application/json': { schema } } })
  expect(jsonBody(schema)).toEqual({ content: { 'application/json': { schema } }, required: true })
})
