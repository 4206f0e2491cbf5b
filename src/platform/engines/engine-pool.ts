import { openTurns } from '#platform/turns.ts'
import type { SqlEngine } from './sql-engine.ts'

/** Engines for short questions that many ask at once. */
export interface EnginePool {
  /** Lends an engine for one piece of work; whoever comes when all are lent waits in line. @throws {Refusal} `too-many` when the line is long */
  use<Result>(work: (engine: SqlEngine) => Promise<Result>): Promise<Result>
  close(): void
}

/** Opens engines as they are needed, at most so many. Work that fails costs its engine, so that nothing of it is left for the next. */
export function openEnginePool(open: () => Promise<SqlEngine>, { most, longestLine }: { readonly most: number; readonly longestLine: number }): EnginePool {
  const turns = openTurns({ most, longestLine, words: 'Too many ask for rows at once; ask again in a moment' })
  const idle: SqlEngine[] = []
  let isClosed = false
  return {
    use: (work) => turns.take(async () => {
      const engine = idle.pop() ?? await open()
      try {
        const result = await work(engine)
        if (isClosed) engine.close()
        else idle.push(engine)
        return result
      } catch (fault) {
        engine.close()
        throw fault
      }
    }),
    close() {
      isClosed = true
      for (const engine of idle.splice(0)) engine.close()
    },
  }
}
