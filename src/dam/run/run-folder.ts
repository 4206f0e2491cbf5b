import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { isProcessAlive } from '#platform/is-process-alive.ts'
import { significant } from '#dam/dataset/significant.ts'
import { Refusal } from '#platform/refusal.ts'
import { replaceDurably } from '#platform/storage/durable-file.ts'

/**
 * Where one run keeps what it has finished, so that a run that was killed goes on after its last finished stage.
 *
 * The same recipe, sources, destination and program find the same folder; anything else finds another.
 */
export interface RunFolder {
  readonly path: string
  readonly key: string
  /** The day of the first run, for releases whose recipe names none. */
  readonly date: string
  /** Does the work unless an earlier run finished it, and keeps its result. */
  stage<Schema extends z.ZodType>(name: string, result: Schema, work: () => Promise<z.infer<Schema>>): Promise<z.infer<Schema>>
  /** Forgets a stage and what came of it. */
  forget(name: string): Promise<void>
  /** Removes what only an unfinished run needs; the reports stay. */
  finish(): Promise<void>
  /** Lets another process have the folder. */
  release(): Promise<void>
}

export interface RunIdentity {
  /** publisher/data-set@version */
  readonly release: string
  /** Everything that the outcome depends on: recipe, files with size and time, destination, program. */
  readonly dependsOn: readonly string[]
}

const RunFile = z.object({ release: z.string(), date: z.iso.date() })

/** Opens the run's folder and locks it. @throws {Refusal} `conflict` while another process is at the same run */
export async function openRunFolder(identity: RunIdentity, { home, today }: { home: string; today: string }): Promise<RunFolder> {
  const key = createHash('sha256').update(JSON.stringify(identity.dependsOn)).digest('hex').slice(0, 16)
  const path = join(home, 'runs', `${identity.release.replace('/', '.')}.${key}`)
  await mkdir(path, { recursive: true, mode: 0o700 })
  const lock = join(path, 'lock')
  await takeLock(lock)
  const runFile = join(path, 'run.json')
  if (!existsSync(runFile)) await replaceDurably(runFile, JSON.stringify({ release: identity.release, date: today }), 0o600)
  const { date } = RunFile.parse(JSON.parse(await readFile(runFile, 'utf8')))
  const stageFile = (name: string) => join(path, `${name}.stage.json`)

  return {
    path, key, date,
    async stage(name, result, work) {
      if (existsSync(stageFile(name))) {
        const kept = result.safeParse(JSON.parse(await readFile(stageFile(name), 'utf8')))
        if (kept.success) return kept.data
      }
      // What goes on is what was kept, to twelve digits, so that a run that was stopped and one that was not go on with the same.
      const kept = JSON.stringify(await work(), (_, value: unknown) => (typeof value === 'number' ? significant(value) : value))
      await replaceDurably(stageFile(name), kept, 0o600)
      return result.parse(JSON.parse(kept))
    },
    async forget(name) {
      await rm(stageFile(name), { force: true })
    },
    async finish() {
      const names = await readdir(path)
      const passing = names.filter((name) => name.endsWith('.stage.json') || name.endsWith('.parquet') || name.endsWith('.tmp'))
      for (const name of passing) await rm(join(path, name), { recursive: true, force: true })
    },
    async release() {
      await rm(lock, { force: true })
    },
  }
}

/** A lock names its process, so that one left by a killed process is seen to be nobody's. */
async function takeLock(lock: string): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await writeFile(lock, String(process.pid), { flag: 'wx' })
      return
    } catch (fault) {
      if (!isCode(fault, 'EEXIST')) throw fault
    }
    const holder = Number(await readFile(lock, 'utf8').catch(() => ''))
    if (holder !== process.pid && isProcessAlive(holder)) {
      throw new Refusal('conflict', `Process ${holder} is already running this recipe with the same files; wait for it or stop it, then run again`)
    }
    await rm(lock, { force: true })
  }
  throw new Refusal('conflict', `The run's folder ${basename(dirname(lock))} is being taken by another process; run again`)
}

function isCode(fault: unknown, code: string): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === code
}

/** What tells that a file is the one of before, without reading it. A file that is not there says so. */
export async function fileIdentity(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined)
  return found ? `${path} ${found.size} ${found.mtimeMs}` : `${path} missing`
}
