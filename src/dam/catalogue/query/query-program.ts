// Asks a locked engine one question, in a process of its own; started by query-process.ts.
import { z } from 'zod'
import { answerAsProgram } from '#platform/child-program.ts'
import { openDuckDb } from '#platform/engines/duckdb.ts'
import { lockEngine } from '#platform/engines/lock-engine.ts'

const Request = z.object({
  files: z.array(z.string()), question: z.string(), mostRows: z.number(),
  limits: z.object({ memoryBytes: z.number(), threads: z.number(), temporaryDirectory: z.string() }),
  output: z.object({ format: z.enum(['csv', 'parquet']), target: z.string() }).nullable(),
})

answerAsProgram(Request, async ({ files, question, mostRows, limits, output }, { signal }) => {
  const engine = await openDuckDb(limits)
  signal.addEventListener('abort', () => { engine.interrupt() })
  const locked = await lockEngine(engine, { table: 'data', files, ...(output && { target: output.target }) })
  if (output === null) return locked.ask(question, mostRows)
  await locked.write(question, mostRows, output.format)
  return null
})
