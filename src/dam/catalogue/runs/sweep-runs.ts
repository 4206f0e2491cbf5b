import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { RunTables } from './run-tables.ts'

/** So long a run that failed or was cancelled can go on where it stopped. */
const KEPT_SECONDS = 7 * 86_400

/** Removes what runs left on this machine that nobody went on with, for it holds delivered data. @returns how many were removed */
export async function sweepRuns({ database, clock, workspace }: { readonly database: Database; readonly clock: Clock; readonly workspace: string }): Promise<number> {
  const before = clock.now().getTime() - KEPT_SECONDS * 1000
  let removed = 0
  for (const id of await readdir(workspace).catch(() => [])) {
    const run = await database.queries.withTables<RunTables>().selectFrom('run').select(['state', 'ended_at']).where('id', '=', id).executeTakeFirst()
    const isLeft = run && (run.state === 'done' || (run.ended_at !== null && run.ended_at.getTime() < before))
    if (!isLeft) continue
    await rm(join(workspace, id), { recursive: true, force: true })
    removed++
  }
  return removed
}
