import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, test } from 'vitest'
import { applyMigrations } from '#platform/database/apply-migrations.ts'
import type { DatabaseLocation } from '#platform/database/database.ts'
import { openDatabase } from '#platform/database/open-database.ts'
import { MIGRATIONS, testDatabases } from '#platform/database/test-databases.fixture.ts'
import { findRun } from './find-run.ts'
import { RunAnswer } from './run-answers.ts'
import { bodyOf, openRuns, PEOPLE_CSV, PEOPLE_RECIPE } from './runs.fixture.ts'

/** Works at a run until it is over, or until the pipeline tells this stage: then the worker is killed. @returns what was told */
async function work(location: DatabaseLocation, folder: string, run: { readonly id: string; readonly jobId: string }, killAt?: string): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'execute-run-program.fixture.ts'), JSON.stringify(location), folder, run.id, run.jobId], { stdio: ['ignore', 'pipe', 'inherit'] })
  const told: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    told.push(line)
    if (killAt !== undefined && line.startsWith(killAt)) child.kill('SIGKILL')
  })
  await once(child, 'close')
  return told
}

describe.each(testDatabases())('a run on $name', ({ place }) => {
  test('goes on after its last finished stage when its worker was killed, and is done once', { timeout: 300_000 }, async () => {
    const { location, remove } = await place()
    const database = await openDatabase(location)
    await applyMigrations(database, MIGRATIONS)
    const runs = await openRuns(database)
    await runs.upload('people.csv', PEOPLE_CSV)
    await runs.ask('steward', 'PUT', '/datasets/test-city/people/recipe', { text: PEOPLE_RECIPE })
    const { id } = await bodyOf(await runs.ask('steward', 'POST', '/datasets/test-city/people/runs', {}), RunAnswer)
    const jobId = runs.asked[0]?.id ?? ''
    await database.close()

    const first = await work(location, runs.folder, { id, jobId }, 'deidentify')
    expect(first.some((line) => line.startsWith('collect reading'))).toBe(true)
    expect(first).not.toContain('over')
    const second = await work(location, runs.folder, { id, jobId }, 'verify')
    expect(second.some((line) => /^(collect reading|profile)/.test(line))).toBe(false)
    expect(second).not.toContain('over')
    const third = await work(location, runs.folder, { id, jobId })
    expect(third.some((line) => /^(collect reading|profile|deidentify|search)/.test(line))).toBe(false)
    expect(third).toContain('over')

    const after = await openDatabase(location)
    expect(await findRun(id, after.queries)).toMatchObject({ state: 'done', attempt: 3 })
    await after.close()
    await runs.catalogue.close()
    await rm(runs.folder, { recursive: true, force: true })
    await remove()
  })
})
