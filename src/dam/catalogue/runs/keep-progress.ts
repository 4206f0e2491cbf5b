import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { Progress, ProgressStep } from '#platform/progress.ts'
import { asJsonb } from '../datasets/as-jsonb.ts'
import type { StageProgress } from './run-answers.ts'
import type { RunTables } from './run-tables.ts'
import { afterStep } from './stage-progress.ts'

/** At most four writes a second. */
const BETWEEN_MILLISECONDS = 250
/** So often it is looked whether the attempt still counts, also while nothing is told. */
const LOOK_MILLISECONDS = 2000
/** A log of more lines tells nobody anything. */
const MOST_LINES = 1000

/** Keeps the progress of one attempt at a run in its row, for all who watch. */
export interface KeptProgress {
  readonly progress: Progress
  /** Adds a line of its own words to the log. It holds no value of the data. */
  tell(line: string): void
  /** Writes what is left, and writes no more. @returns the stages as they stand */
  end(): Promise<readonly StageProgress[]>
}

/** Begins to keep progress. `stop` is called when the attempt is no longer the one that counts. */
export function keepProgress({ runId, attempt, stages: before }: { readonly runId: string; readonly attempt: number; readonly stages: readonly StageProgress[] }, { database, clock, report, stop }: { readonly database: Database; readonly clock: Clock; readonly report: (fault: unknown) => void; readonly stop: () => void }): KeptProgress {
  let stages = [...before]
  let lines: { at: Date; line: string }[] = []
  let isChanged = false
  let isEnded = false
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()

  function later(): void {
    isChanged = true
    if (isEnded || timer) return
    timer = setTimeout(() => {
      writing = write().catch(report).finally(() => { timer = undefined; if (isChanged) later() })
    }, BETWEEN_MILLISECONDS)
    timer.unref()
  }

  async function write(): Promise<void> {
    if (!isChanged) return
    isChanged = false
    const written = lines
    lines = []
    const isCurrent = await database.transaction(async (tx) => {
      const tables = tx.withTables<RunTables>()
      const row = await tables.updateTable('run').set((run) => ({ stages: asJsonb(stages), change: run('change', '+', 1) })).where('id', '=', runId).where('attempt', '=', attempt).where('state', '=', 'running').returning('id').executeTakeFirst()
      if (!row || written.length === 0) return row !== undefined
      const { last } = await tables.selectFrom('run_log').select(({ fn }) => fn.max('position').as('last')).where('run_id', '=', runId).executeTakeFirstOrThrow()
      const room = MOST_LINES - (last ?? 0)
      const kept = written.slice(0, Math.max(0, room)).map((line, place) => ({ run_id: runId, position: (last ?? 0) + 1 + place, ...line }))
      if (kept.length > 0) await tables.insertInto('run_log').values(kept).execute()
      return true
    })
    if (!isCurrent) stop()
  }

  async function look(): Promise<void> {
    const row = await database.queries.withTables<RunTables>().selectFrom('run').select('id').where('id', '=', runId).where('attempt', '=', attempt).where('state', '=', 'running').executeTakeFirst()
    if (!row && !isEnded) stop()
  }
  const looking = setInterval(() => { look().catch(report) }, LOOK_MILLISECONDS)
  looking.unref()

  function tell(line: string): void {
    lines.push({ at: clock.now(), line: line.slice(0, 500) })
    later()
  }

  return {
    progress(step) {
      const told = lineOf(stages, step)
      stages = afterStep(stages, step, clock.now())
      if (told !== undefined) tell(told)
      else later()
    },
    tell,
    async end() {
      isEnded = true
      clearInterval(looking)
      clearTimeout(timer)
      await writing
      await write()
      return stages
    },
  }
}

/** A line for each stage that begins, and for each new message of one that is not told with every count. */
function lineOf(stages: readonly StageProgress[], { stage: name, message, done }: ProgressStep): string | undefined {
  const stage = stages.find((one) => one.stage === name)
  if (message !== undefined && message !== stage?.message && done === undefined) return `${name}: ${message}`
  return stage && stage.state !== 'running' ? `${name}${message === undefined ? '' : `: ${message}`}` : undefined
}
