import { Refusal } from '#platform/refusal.ts'
import type { SqlEngine } from './sql-engine.ts'

/** Engines for short questions that many ask at once. */
export interface EnginePool {
  /** Lends an engine for one piece of work; whoever comes when all are lent waits in line. @throws {Refusal} `too-many` when the line is long */
  use<Result>(work: (engine: SqlEngine) => Promise<Result>): Promise<Result>
  close(): void
}

/** Opens engines as they are needed, at most so many. Work that fails costs its engine, so that nothing of it is left for the next. */
export function openEnginePool(open: () => Promise<SqlEngine>, { most, longestLine }: { readonly most: number; readonly longestLine: number }): EnginePool {
  const idle: SqlEngine[] = []
  const line: (() => void)[] = []
  let lent = 0
  let isClosed = false

  async function take(): Promise<void> {
    if (lent >= most) {
      if (line.length >= longestLine) throw new Refusal('too-many', 'Too many ask for rows at once; ask again in a moment')
      // Whoever gives back hands its place on, so the number that is lent stays.
      await new Promise<void>((resolve) => { line.push(resolve) })
    } else {
      lent++
    }
  }

  function giveBack(): void {
    const next = line.shift()
    if (next) next()
    else lent--
  }

  return {
    async use(work) {
      await take()
      try {
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
      } finally {
        giveBack()
      }
    },
    close() {
      isClosed = true
      for (const engine of idle.splice(0)) engine.close()
    },
  }
}
