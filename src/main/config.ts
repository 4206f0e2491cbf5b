import { availableParallelism, homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { Refusal } from '#platform/refusal.ts'

const Environment = z.object({
  DATADAM_HOME: z.string().min(1).optional(),
  DATADAM_MEMORY_MB: z.coerce.number().int().min(256).default(2000),
  DATADAM_THREADS: z.coerce.number().int().min(1).max(256).optional(),
})

/** What the environment settles, read once. */
export interface Config {
  /** Keys, originals and unfinished runs lie here, never in a release. */
  readonly home: string
  /** What the engine may hold in memory before it spills; the rest of the program takes about as much again. */
  readonly memoryBytes: number
  readonly threads: number
}

/** Reads the settings. @throws {Refusal} `wrong-use` naming the setting and what it may be */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Refusal('wrong-use', `The setting ${String(issue?.path[0])} is not right: ${issue?.message}. It is read from the environment.`)
  }
  const { DATADAM_HOME: home, DATADAM_MEMORY_MB: megabytes, DATADAM_THREADS: threads } = parsed.data
  return {
    home: resolve(home ?? join(homedir(), '.datadam')),
    memoryBytes: megabytes * 1e6,
    threads: threads ?? availableParallelism(),
  }
}
