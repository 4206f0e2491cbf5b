import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDuckDb } from '#platform/engines/duckdb.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { makeRelease } from './made-release.ts'
import { verifyRelease } from './verify-release.ts'

let root = ''
let engine: SqlEngine
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'verify-'))
  engine = await openDuckDb({ memoryBytes: 500e6, threads: 2, temporaryDirectory: join(root, 'spill') })
})
afterAll(async () => {
  engine.close()
  await rm(root, { recursive: true, force: true })
})

test('verifyRelease() passes a right release with all evidence, and makes every check', async () => {
  const request = await makeRelease(join(root, 'right'), { engine })
  const report = await verifyRelease(request, { engine })
  expect(report.checks.filter(({ fact }) => fact.verdict === 'failed').map(({ id, findings }) => ({ id, findings }))).toEqual([])
  expect(report.checks.filter(({ fact }) => fact.verdict === 'not-checked').map(({ id }) => id)).toEqual([])
  expect(report.verdict).toBe('passed')
})
