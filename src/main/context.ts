import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { openDuckDb, type EngineLimits } from '#platform/engines/duckdb.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { isProcessAlive } from '#platform/is-process-alive.ts'
import type { Progress } from '#platform/progress.ts'
import type { Config } from './config.ts'

/** Everything a command needs, built once for it and closed after it. */
export interface Context {
  readonly config: Config
  readonly home: string
  readonly limits: EngineLimits
  readonly progress: Progress
  readonly signal: AbortSignal
  /** ISO date. */
  readonly today: string
  readonly version: string
  /** A folder of this process's own, removed at its end. */
  readonly workspace: string
  openEngine(): Promise<SqlEngine>
}

const Package = z.object({ version: z.string() })

/** This program's version, from its package. */
export function programVersion(): string {
  return Package.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))).version
}

/** Builds the context, hands it to the work, and leaves nothing temporary behind. */
export async function withContext<Result>(
  { config, progress, signal, now }: { config: Config; progress: Progress; signal: AbortSignal; now: () => Date },
  work: (context: Context) => Promise<Result>,
): Promise<Result> {
  const temporary = join(config.home, 'tmp')
  await removeLeftovers(temporary)
  const workspace = join(temporary, `${process.pid}-${randomUUID()}`)
  await mkdir(workspace, { recursive: true, mode: 0o700 })
  const limits = { memoryBytes: config.memoryBytes, threads: config.threads, temporaryDirectory: join(workspace, 'spill') }
  const engines: SqlEngine[] = []
  const stop = () => engines.forEach((engine) => engine.interrupt())
  signal.addEventListener('abort', stop)
  try {
    return await work({
      config, home: config.home, limits, progress, signal, today: now().toISOString().slice(0, 10), version: programVersion(), workspace,
      async openEngine() {
        const engine = await openDuckDb(limits)
        engines.push(engine)
        return engine
      },
    })
  } finally {
    signal.removeEventListener('abort', stop)
    for (const engine of engines) engine.close()
    await rm(workspace, { recursive: true, force: true })
  }
}

/** Folders of processes that were killed; each folder begins with its process's id. */
async function removeLeftovers(temporary: string): Promise<void> {
  const names = await readdir(temporary).catch(() => [])
  for (const name of names) {
    const owner = Number(name.split('-')[0])
    if (owner !== process.pid && !isProcessAlive(owner)) await rm(join(temporary, name), { recursive: true, force: true })
  }
}
