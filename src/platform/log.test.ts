import { expect, test } from 'vitest'
import { openLog } from './log.ts'
import { Refusal } from './refusal.ts'

function logged(write: (log: ReturnType<typeof openLog>) => void): string {
  let text = ''
  write(openLog({ write: (line) => { text += line } }))
  return text
}

const SECRET = 'Kim Secret <kim@example.org> 203.0.113.9'

test('a request is one line of JSON with how it went', () => {
  const text = logged((log) => log.request({ requestId: 'r1', method: 'GET', route: '/datasets/:slug', status: 200, milliseconds: 12.345 }))
  expect(text.split('\n')).toHaveLength(2)
  expect(JSON.parse(text)).toEqual({ level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/), requestId: 'r1', method: 'GET', route: '/datasets/:slug', status: 200, milliseconds: 12.3, msg: 'request' })
})

test('whatever else a line carries is left out', () => {
  const line = { requestId: 'r1', method: 'GET', route: '/', status: 200, milliseconds: 1, email: SECRET, address: SECRET, query: SECRET }
  expect(logged((log) => log.request(line))).not.toMatch(/Secret|example|203/)
})

test.each([
  { what: 'a message', fault: new Error(SECRET) },
  { what: 'a cause', fault: new Error('no', { cause: new Error(SECRET, { cause: SECRET }) }) },
  { what: 'a message that looks like a place', fault: new TypeError(`no\n    at ${SECRET} (file:///a.ts:1:1)`) },
  { what: 'a message that was changed', fault: Object.assign(new Error(SECRET), { message: 'changed' }) },
  { what: 'fields', fault: Object.assign(new Error('no'), { detail: SECRET, parameters: [SECRET], code: SECRET }) },
  { what: 'no error', fault: { name: SECRET } },
  { what: 'a text', fault: SECRET },
  { what: 'several at once', fault: new AggregateError([new Error(SECRET)], SECRET) },
])('of a fault with personal data in $what, none is logged', ({ fault }) => {
  const text = logged((log) => log.fault(fault, { requestId: 'r1' }))
  expect(text).not.toMatch(/Secret|example|203/)
  expect(JSON.parse(text)).toMatchObject({ level: 'error', requestId: 'r1', msg: 'fault' })
})

test('a fault is told with its kind, its word, its place and its cause', () => {
  const cause = Object.assign(new RangeError('inner'), { code: 'ECONNREFUSED' })
  const { fault } = JSON.parse(logged((log) => log.fault(new TypeError('outer', { cause }), { job: 'run-recipe' })))
  expect(fault).toEqual({ name: 'TypeError', at: expect.arrayContaining([expect.stringContaining('log.test.ts')]), cause: { name: 'RangeError', code: 'ECONNREFUSED', at: expect.any(Array) } })
})

test('a refusal is told in its own words', () => {
  const { fault } = JSON.parse(logged((log) => log.fault(new Refusal('no-space', 'The disk is full'))))
  expect(fault).toEqual({ name: 'Refusal', refusal: 'The disk is full' })
})

test('a note is a sentence', () => {
  expect(JSON.parse(logged((log) => log.note('Stopping')))).toMatchObject({ level: 'info', msg: 'Stopping' })
})
