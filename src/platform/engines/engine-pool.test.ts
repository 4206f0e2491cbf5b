import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { openDuckDb } from './duckdb.ts'
import { openEnginePool } from './engine-pool.ts'
import type { SqlEngine } from './sql-engine.ts'
import { sql } from './sql-text.ts'

const opened: SqlEngine[] = []
const closed: SqlEngine[] = []
const open = async (): Promise<SqlEngine> => {
  const engine = await openDuckDb({ memoryBytes: 200e6, threads: 1, temporaryDirectory: join(tmpdir(), 'datadam-pool') })
  const watched = { ...engine, close() { closed.push(watched); engine.close() } }
  opened.push(watched)
  return watched
}
const pool = openEnginePool(open, { most: 2, longestLine: 3 })
afterEach(() => { pool.close(); opened.length = 0; closed.length = 0 })

const ask = (number: number) => pool.use((engine) => engine.queryOne(sql`select ${number}::bigint as number`, z.object({ number: z.number() })))

test('use() answers all who wait, with at most two engines', async () => {
  const answers = await Promise.all([1, 2, 3, 4, 5].map(ask))
  expect(answers.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5])
  expect(opened.length).toBe(2)
})

test('use() refuses when the line is long, and answers again afterwards', async () => {
  const outcomes = await Promise.allSettled([1, 2, 3, 4, 5, 6, 7].map(ask))
  expect(outcomes.filter(({ status }) => status === 'rejected').map((outcome) => 'reason' in outcome && outcome.reason)).toEqual([expect.objectContaining({ code: 'too-many' }), expect.objectContaining({ code: 'too-many' })])
  expect(await ask(8)).toEqual({ number: 8 })
})

test('an engine whose work failed is closed and not lent again', async () => {
  await expect(pool.use(() => Promise.reject(new Error('no luck')))).rejects.toThrow('no luck')
  expect(closed).toEqual(opened)
  expect(await ask(1)).toEqual({ number: 1 })
})
