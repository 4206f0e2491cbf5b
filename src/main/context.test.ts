import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { sql } from '#platform/engines/sql-text.ts'
import { readConfig } from './config.ts'
import { programVersion, withContext } from './context.ts'

const home = mkdtempSync(join(tmpdir(), 'datadam-context-'))
afterAll(() => rmSync(home, { recursive: true }))
const given = () => ({ config: { ...readConfig({}), home, memoryBytes: 300e6, threads: 1 }, progress: () => {}, signal: new AbortController().signal, now: () => new Date('2026-01-31T23:00:00Z') })

test('withContext() opens an engine and leaves nothing temporary behind, not even of a killed process', async () => {
  mkdirSync(join(home, 'tmp/999999999-left'), { recursive: true })
  const workspace = await withContext(given(), async (context) => {
    const engine = await context.openEngine()
    expect(await engine.queryOne(sql`select 1 as one`, z.object({ one: z.number() }))).toEqual({ one: 1 })
    expect(context).toMatchObject({ today: '2026-01-31', version: programVersion() })
    expect(existsSync(context.workspace)).toBe(true)
    return context.workspace
  })
  expect(existsSync(workspace)).toBe(false)
  expect(readdirSync(join(home, 'tmp'))).toEqual([])
})

test('withContext() clears up after a fault', async () => {
  await expect(withContext(given(), () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(readdirSync(join(home, 'tmp'))).toEqual([])
})
