import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { fileIdentity, openRunFolder } from './run-folder.ts'

const home = mkdtempSync(join(tmpdir(), 'datadam-run-'))
afterAll(() => rmSync(home, { recursive: true }))
const identity = { release: 'city/set@1.0.0', dependsOn: ['recipe', 'file 1'] }
const Answer = z.object({ rows: z.number() })

test('openRunFolder() finds the same folder, date and finished stages again', async () => {
  const first = await openRunFolder(identity, { home, today: '2026-01-31' })
  expect(await first.stage('collect', Answer, async () => ({ rows: 7 }))).toEqual({ rows: 7 })
  await first.release()
  const second = await openRunFolder(identity, { home, today: '2026-02-01' })
  expect(second).toMatchObject({ path: first.path, date: '2026-01-31' })
  expect(await second.stage('collect', Answer, () => Promise.reject(new Error('done before')))).toEqual({ rows: 7 })
  await second.forget('collect')
  expect(await second.stage('collect', Answer, async () => ({ rows: 8 }))).toEqual({ rows: 8 })
  await second.release()
})

test('openRunFolder() gives another folder when anything that the outcome depends on is another', async () => {
  const one = await openRunFolder(identity, { home, today: '2026-01-31' })
  const other = await openRunFolder({ ...identity, dependsOn: ['recipe', 'file 2'] }, { home, today: '2026-01-31' })
  expect(other.path).not.toBe(one.path)
  await one.release()
  await other.release()
})

test('a stage that failed is not kept', async () => {
  const run = await openRunFolder({ ...identity, dependsOn: ['failing'] }, { home, today: '2026-01-31' })
  await expect(run.stage('collect', Answer, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(readdirSync(run.path).toSorted()).toEqual(['lock', 'run.json'])
  await run.release()
})

test('openRunFolder() refuses while another living process holds the run, and takes over from a dead one', async () => {
  const run = await openRunFolder({ ...identity, dependsOn: ['lock'] }, { home, today: '2026-01-31' })
  writeFileSync(join(run.path, 'lock'), '1')
  await expect(openRunFolder({ ...identity, dependsOn: ['lock'] }, { home, today: '2026-01-31' })).rejects.toMatchObject({ code: 'conflict' })
  writeFileSync(join(run.path, 'lock'), '999999999')
  await (await openRunFolder({ ...identity, dependsOn: ['lock'] }, { home, today: '2026-01-31' })).release()
})

test('finish() keeps the reports and removes what only an unfinished run needs', async () => {
  const run = await openRunFolder({ ...identity, dependsOn: ['finish'] }, { home, today: '2026-01-31' })
  await run.stage('collect', Answer, async () => ({ rows: 1 }))
  for (const name of ['collected.parquet', 'quality.json']) writeFileSync(join(run.path, name), '')
  await run.finish()
  await run.release()
  expect(readdirSync(run.path).toSorted()).toEqual(['quality.json', 'run.json'])
})

test('fileIdentity() changes with the file', async () => {
  const path = join(home, 'a.csv')
  const before = await fileIdentity(path)
  writeFileSync(path, 'a')
  expect(await fileIdentity(path)).not.toBe(before)
})
