import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { keepProgram, type KeptProgram } from './kept-program.ts'

const result = z.object({ times: z.number() })
let program: KeptProgram | undefined
const start = () => (program = keepProgram(join(import.meta.dirname, 'count-program.fixture.ts')))
afterEach(() => { program?.end() })

test('a program answers one request after the other and keeps what it knows', async () => {
  const counting = start()
  expect(await counting.ask({ act: 'count' }, result)).toEqual({ times: 1 })
  await expect(counting.ask({ act: 'refuse' }, result)).rejects.toMatchObject({ code: 'bad-recipe', message: 'Not so' })
  await expect(counting.ask({ act: 'fail' }, result)).rejects.toThrow('The program failed (TypeError)')
  await expect(counting.ask({ act: 'unknown' }, result)).rejects.toThrow('The program failed (ZodError)')
  expect(await counting.ask({ act: 'count' }, result)).toEqual({ times: 4 })
})

test('of those who wait only the newest is answered', async () => {
  const counting = start()
  const [first, second, third] = [counting.ask({ act: 'wait' }, result), counting.ask({ act: 'count' }, result), counting.ask({ act: 'count' }, result)]
  await expect(second).rejects.toMatchObject({ code: 'cancelled' })
  expect([await first, await third]).toEqual([{ times: 1 }, { times: 2 }])
})

test('what gives way is stopped by anything newer, what does not is waited for', async () => {
  const counting = start()
  const [slow, quick] = [counting.ask({ act: 'linger' }, result, { givesWay: true }), counting.ask({ act: 'count' }, result)]
  await expect(slow).rejects.toMatchObject({ code: 'cancelled' })
  expect(await quick).toEqual({ times: 2 })
  const [kept, later] = [counting.ask({ act: 'wait' }, result), counting.ask({ act: 'count' }, result)]
  expect([await kept, await later]).toEqual([{ times: 3 }, { times: 4 }])
})

test('whoever leaves stops what was begun or waits, and the next is answered', async () => {
  const counting = start()
  const [leaving, tired] = [new AbortController(), new AbortController()]
  const slow = counting.ask({ act: 'linger' }, result, { signal: leaving.signal })
  const waiting = counting.ask({ act: 'count' }, result, { signal: tired.signal })
  tired.abort()
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
  leaving.abort()
  await expect(slow).rejects.toMatchObject({ code: 'cancelled' })
  await expect(counting.ask({ act: 'count' }, result, { signal: leaving.signal })).rejects.toMatchObject({ code: 'cancelled' })
  expect(await counting.ask({ act: 'count' }, result)).toEqual({ times: 2 })
})

test('when a program dies, those who wait are told, and so is whoever asks later', async () => {
  const counting = start()
  const [dying, waiting] = [counting.ask({ act: 'die' }, result), counting.ask({ act: 'count' }, result)]
  await expect(dying).rejects.toMatchObject({ code: 'not-ready' })
  await expect(waiting).rejects.toMatchObject({ code: 'not-ready' })
  expect(counting.hasEnded).toBe(true)
  await expect(counting.ask({ act: 'count' }, result)).rejects.toMatchObject({ code: 'not-ready' })
})
