import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineEvent, readPayload } from './define-event.ts'

const released = defineEvent({
  type: 'dataset.released', version: 3, audience: 'public', payload: z.object({ dataset: z.string(), rows: z.number() }),
  upgrades: {
    1: (old) => ({ ...z.object({ name: z.string() }).parse(old), size: 0 }),
    2: (old) => { const { name, size } = z.object({ name: z.string(), size: z.number() }).parse(old); return { dataset: name, rows: size } },
  },
})

test.each([
  [1, { name: 'a' }, { dataset: 'a', rows: 0 }],
  [2, { name: 'a', size: 5 }, { dataset: 'a', rows: 5 }],
  [3, { dataset: 'a', rows: 7 }, { dataset: 'a', rows: 7 }],
])('readPayload() reads version %i as the newest', (version, payload, read) => {
  expect(readPayload(released, { version, payload })).toEqual(read)
})

test('readPayload() takes no other shape', () => {
  expect(() => readPayload(released, { version: 3, payload: { name: 'a' } })).toThrow('expected string')
})

test('defineEvent() wants a way from every older version', () => {
  expect(() => defineEvent({ type: 'a.b', version: 2, audience: 'public', payload: z.object({}) })).toThrow('how its version 1 becomes version 2')
})
