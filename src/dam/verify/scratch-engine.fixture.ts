import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { openDuckDb } from '#platform/engines/duckdb.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'

/** An engine and a folder for the tests of one file, gone when they end. Ask for them inside a test. */
export function scratchEngine(): { readonly engine: () => SqlEngine; readonly folder: () => string } {
  let opened: { engine: SqlEngine; folder: string } | undefined
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'verify-'))
    opened = { folder, engine: await openDuckDb({ memoryBytes: 500e6, threads: 2, temporaryDirectory: join(folder, 'spill') }) }
  })
  afterAll(async () => {
    opened?.engine.close()
    if (opened) await rm(opened.folder, { recursive: true, force: true })
  })
  const ask = () => {
    if (!opened) throw new Error('The engine opens with the first test')
    return opened
  }
  return { engine: () => ask().engine, folder: () => ask().folder }
}
