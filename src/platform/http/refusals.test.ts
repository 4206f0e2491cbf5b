import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { expect, test } from 'vitest'
import { Refusal, type RefusalCode } from '#platform/refusal.ts'
import type { Door } from './door.ts'
import { answerProblem, answerThrown, Problem, STATUSES } from './refusals.ts'

const CODES = Object.keys(STATUSES).filter((code): code is RefusalCode => code in STATUSES)

async function thrown(what: unknown, signal?: AbortSignal) {
  const faults: unknown[] = []
  const app = new Hono<Door>()
  app.onError(answerThrown({ log: { fault: (fault, { requestId }) => faults.push([fault, requestId]) } }))
  app.use(async (c, next) => { c.set('requestId', 'r1'); await next() })
  app.get('/', () => { throw what })
  const answer = await app.request(new Request('http://dam.example/', signal && { signal }))
  return { answer, problem: Problem.parse(await answer.json()), faults }
}

test.each(CODES)('the refusal %s is answered with its status, and a person reads why', async (code) => {
  const { answer, problem, faults } = await thrown(new Refusal(code, 'Ask the librarian'))
  expect(answer.status).toBe(STATUSES[code])
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(problem).toMatchObject({ status: STATUSES[code], code, requestId: 'r1' })
  expect(problem.title).not.toBe('Refused')
  // What only the operator can mend is logged, and its sentence, which may name a folder, is kept back.
  expect(problem.detail === 'Ask the librarian').toBe(STATUSES[code] < 500)
  expect(faults).toHaveLength(STATUSES[code] < 500 ? 0 : 1)
  expect(answer.headers.has('www-authenticate')).toBe(code === 'unauthenticated')
})

test('a fault is logged with its cause and told without detail', async () => {
  const fault = new Error('could not convert "Kim"', { cause: new Error('row 3') })
  const { problem, faults } = await thrown(fault)
  expect(problem).toMatchObject({ status: 500, code: 'fault', requestId: 'r1' })
  expect(JSON.stringify(problem)).not.toMatch(/Kim|row 3/)
  expect(faults).toEqual([[fault, 'r1']])
})

test('what HTTP itself refuses keeps its status', async () => {
  const { problem } = await thrown(new HTTPException(415, { message: 'Send JSON' }))
  expect(problem).toMatchObject({ status: 415, code: 'bad-input', detail: 'Send JSON' })
})

test('a request that was given up is no fault', async () => {
  const { problem, faults } = await thrown(new Error('cut off'), AbortSignal.abort())
  expect([problem.status, faults]).toEqual([499, []])
})

test('answerProblem() takes a more exact status and further headers', () => {
  const answer = answerProblem({ code: 'too-many', detail: 'Busy', requestId: 'r', status: 503 }, { 'retry-after': '2' })
  expect([answer.status, answer.headers.get('retry-after'), answer.headers.get('cache-control')]).toEqual([503, '2', 'no-store'])
})
