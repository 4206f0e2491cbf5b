import { sql } from 'kysely'
import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import { systemClock } from '#platform/clock.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { defineJob } from '#platform/jobs/define-job.ts'
import { workOn } from '#platform/jobs/work-on-jobs.ts'
import { openLog } from '#platform/log.ts'
import { auditVerify } from './commands/audit-verify.ts'
import { backup } from './commands/backup.ts'
import { restore } from './commands/restore.ts'
import type { Command } from './commands/command.ts'
import { readConfig, type Config } from './config.ts'
import { withContext } from './context.ts'
import { workForDam } from './open-dam.ts'
import { openTables } from './open-stores.ts'
import type { Plugs } from './server-parts.ts'

const ends: (() => unknown)[] = []
afterAll(async () => { for (const end of ends) await end() })

const ringBell = defineJob({ name: 'ring-bell', payload: z.object({ times: z.number() }) })

describe.each(testDatabases())('without a server, on $name', ({ place }) => {
  async function settings(): Promise<Config> {
    const home = mkdtempSync(join(tmpdir(), 'datadam-worker-'))
    const { location, remove } = await place()
    if ('folder' in location) renameSync(location.folder, join(home, 'database'))
    ends.push(remove, () => rmSync(home, { recursive: true }))
    return { ...readConfig({}), home, databaseUrl: 'url' in location ? location.url : undefined }
  }
  const execute = ({ run }: Command, config: Config, files: string[] = []) => withContext({ config, progress: () => {}, signal: new AbortController().signal, now: () => new Date() }, (context) => run({ files, options: {} }, context))

  test('workForDam() does jobs and chores until it is told to stop, and closes everything', { timeout: 120_000 }, async () => {
    const stop = new AbortController()
    const done: string[] = []
    const plugs: Plugs = {
      jobs: [ringBell],
      async connect({ database, jobs }) {
        await database.transaction((tx) => jobs.enqueue(ringBell, { times: 2 }, tx))
        return {
          features: [], works: [workOn(ringBell, async ({ times }) => { done.push(`bell ${times}`) })], consumers: [], whoAsks: async () => ({ kind: 'anonymous' }),
          chores: [{ name: 'sweep', everySeconds: 3600, run: async () => { done.push('sweep') } }], close() { done.push('closed') },
        }
      },
    }
    const config = await settings()
    const working = workForDam({ config, version: '1.2.3', plugs }, { log: openLog({ write() {} }), stop: stop.signal })
    await expect.poll(() => done.toSorted(), { timeout: 120_000 }).toEqual(['bell 2', 'sweep'])
    stop.abort()
    await working
    expect(done.at(-1)).toBe('closed')
    await (await openTables(config)).close()
  })

  test('`audit verify` passes a log that nobody touched and names the first line that somebody did; `backup` and `restore` go the full circle', { timeout: 240_000 }, async () => {
    const config = await settings()
    const database = await openTables(config)
    for (let line = 0; line < 3; line++) await database.transaction((tx) => recordInAuditLog({ actor: 'person:1', act: 'dataset:read', object: `dataset:${line}`, detail: {} }, { tx, clock: systemClock }))
    await database.close()
    expect(await execute(auditVerify, config)).toMatchObject({ ok: true, json: { intact: true, lines: 3 } })

    const folder = join(config.home, 'backup')
    expect(await execute(backup, config, [folder])).toMatchObject({ ok: true, json: { rows: 3, objects: 0 } })
    const elsewhere = await settings()
    expect(await execute(restore, elsewhere, [folder])).toMatchObject({ ok: true, json: { rows: 3 } })
    expect(await execute(auditVerify, elsewhere)).toMatchObject({ ok: true, json: { intact: true, lines: 3 } })

    const edited = await openTables(config)
    await edited.transaction(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx)
      await sql`update audit_line set actor = 'person:2' where position = 2`.execute(tx)
    })
    await edited.close()
    expect(await execute(auditVerify, config)).toMatchObject({ ok: false, json: { position: 2 }, text: expect.stringContaining('Line 2 ') })
  })
})
