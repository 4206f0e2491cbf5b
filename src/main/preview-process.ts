import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { EngineLimits } from '#platform/engines/duckdb.ts'
import { keepProgram, type KeptProgram } from '#platform/kept-program.ts'
import type { ObjectStore } from '#platform/storage/object-store.ts'
import { shareReadings } from '#platform/share-readings.ts'
import { materialiseInputs } from '#dam/catalogue/runs/materialise-inputs.ts'
import { PreviewResult } from '#dam/catalogue/runs/preview-answers.ts'
import type { PreviewNeeds } from '#dam/catalogue/runs/preview-draft.ts'
import { Tradeoff } from '#dam/catalogue/runs/tradeoff-answers.ts'
import type { TradeoffNeeds } from '#dam/catalogue/runs/tradeoff-draft.ts'

const PROGRAM = join(import.meta.dirname, 'preview-program.ts')

/** People who can design at one time on one server; whoever comes then ends the session that was used longest ago. */
const MOST_SESSIONS = 4
const IDLE_MILLISECONDS = 600_000

interface Session {
  readonly program: KeptProgram
  idle: NodeJS.Timeout
}

/**
 * Tries recipes for those who design them: each person and data set has a process of its own, which keeps the rows it has
 * read while it is used.
 *
 * @param previews folder of the sessions' files, each gone with its session
 */
export function previewProcess({ home, limits, previews, store }: { readonly home: string; readonly limits: Omit<EngineLimits, 'temporaryDirectory'>; readonly previews: string; readonly store: Pick<ObjectStore, 'getRange'> }): Pick<PreviewNeeds & TradeoffNeeds, 'layInputs' | 'tryRecipe' | 'exploreDraft' | 'previews'> & { close(): Promise<void> } {
  /** From the one that was used longest ago. */
  const sessions = new Map<string, Session>()

  async function end(name: string): Promise<void> {
    const session = sessions.get(name)
    if (!session) return
    sessions.delete(name)
    clearTimeout(session.idle)
    session.program.end()
    await rm(join(previews, name), { recursive: true, force: true })
  }

  async function programOf(name: string): Promise<KeptProgram> {
    const found = sessions.get(name)
    if (found) clearTimeout(found.idle)
    if (found && !found.program.hasEnded) {
      sessions.delete(name)
      sessions.set(name, { program: found.program, idle: endLater(name) })
      return found.program
    }
    const [oldest] = sessions.keys()
    if (sessions.size >= MOST_SESSIONS && oldest !== undefined) await end(oldest)
    const program = keepProgram(PROGRAM)
    sessions.set(name, { program, idle: endLater(name) })
    return program
  }

  function endLater(name: string): NodeJS.Timeout {
    return setTimeout(() => { void end(name) }, IDLE_MILLISECONDS).unref()
  }

  function placesOf(session: string) {
    const workspace = join(previews, session, 'work')
    return { home, workspace, limits: { ...limits, temporaryDirectory: join(workspace, 'spill') } }
  }

  return {
    previews,
    // Whoever leaves meanwhile must not stop it for the others.
    layInputs: shareReadings((request) => materialiseInputs(request, { store, signal: new AbortController().signal }), ({ folder }) => folder),
    // Counting all rows, and alternatives, make room for what the person changes meanwhile. A quick try ends even when nobody
    // waits for it any more: the rows that it reads serve the next one.
    async tryRecipe({ session, signal, ...asked }) {
      const program = await programOf(session)
      return program.ask({ act: 'try', ...asked, ...placesOf(session) }, PreviewResult, asked.exact ? { signal, givesWay: true } : {})
    },
    async exploreDraft({ session, signal, ...asked }) {
      const program = await programOf(session)
      return program.ask({ act: 'explore', ...asked, ...placesOf(session) }, Tradeoff, { signal, givesWay: true })
    },
    async close() { for (const name of Array.from(sessions.keys())) await end(name) },
  }
}
