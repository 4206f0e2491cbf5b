import { afterEach, expect, test, vi } from 'vitest'
import { addressOf, ApiProblem, ask, fetchJson, problemFrom } from './request.ts'

afterEach(() => vi.unstubAllGlobals())

test('addressOf() leaves out what was not asked', () => {
  expect(addressOf('/datasets', { query: '퇴원', domain: '', offset: 20, access: undefined })).toBe('/api/v1/datasets?query=%ED%87%B4%EC%9B%90&offset=20')
  expect(addressOf('/me')).toBe('/api/v1/me')
})

test.each([
  { name: 'a refusal', text: '{"code":"conflict","detail":"Version 2 is there already","requestId":"r1"}', code: 'conflict', sentence: 'Version 2 is there already', requestId: 'r1' },
  { name: 'an answer of the sign-in', text: '{"code":"INVALID_EMAIL_OR_PASSWORD","message":"Invalid"}', code: 'INVALID_EMAIL_OR_PASSWORD', sentence: 'Invalid', requestId: null },
  { name: 'a page of a proxy', text: '<html>', code: 'unknown', sentence: '', requestId: null },
  { name: 'nothing that is an object', text: 'null', code: 'unknown', sentence: '', requestId: null },
])('problemFrom() reads $name', ({ text, code, sentence, requestId }) => {
  expect(problemFrom(409, text)).toMatchObject({ status: 409, code, message: sentence, requestId })
})

test('ask() sends JSON with the cookies of this origin, and gives the answer', async () => {
  const seen: unknown[] = []
  vi.stubGlobal('fetch', async (...words: unknown[]) => {
    seen.push(...words)
    return new Response('{"id":"1"}')
  })
  expect(await ask('/keys', { method: 'POST', body: { name: 'mine' } })).toEqual({ id: '1' })
  expect(seen).toEqual(['/api/v1/keys', { method: 'POST', credentials: 'same-origin', headers: { accept: 'application/json', 'content-type': 'application/json' }, body: '{"name":"mine"}' }])
})

test('an empty answer is no answer, and a refused one is a problem', async () => {
  vi.stubGlobal('fetch', async () => new Response(null, { status: 204 }))
  expect(await fetchJson('/x')).toBeUndefined()
  vi.stubGlobal('fetch', async () => new Response('{"code":"forbidden","detail":"No"}', { status: 403 }))
  await expect(fetchJson('/x')).rejects.toEqual(new ApiProblem(403, 'forbidden', 'No', null))
})

test('a server that cannot be reached is a problem with status 0', async () => {
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('fetch failed')))
  await expect(fetchJson('/x')).rejects.toMatchObject({ status: 0, code: 'unreachable' })
})
