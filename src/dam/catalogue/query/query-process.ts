import { copyFile, link, mkdir, mkdtemp, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { runProgram } from '#platform/child-program.ts'
import type { EngineLimits } from '#platform/engines/duckdb.ts'
import { Refusal } from '#platform/refusal.ts'
import { openTurns } from '#platform/turns.ts'
import { QueryAnswer, type TakenFormat } from './query-answers.ts'

const PROGRAM = join(import.meta.dirname, 'query-program.ts')

/** Rows of an answer that a page shows, and of one that is taken away. */
export const MOST_ROWS = { shown: 10_000, taken: 1_000_000 } as const

/** What one question may take. */
export interface QueryLimits extends Omit<EngineLimits, 'temporaryDirectory'> {
  readonly secondsShown: number
  readonly secondsTaken: number
  readonly atOnce: number
  readonly longestLine: number
}

export interface Question {
  /** Parquet files on this machine's disk; the question sees them as the table `data`. */
  readonly files: readonly string[]
  readonly question: string
}

/** Asks questions of files, each in a process that knows nothing else. */
export interface AskFiles {
  show(question: Question, needs: { readonly signal: AbortSignal }): Promise<Omit<QueryAnswer, 'milliseconds'>>
  /** The answer as a file. */
  take(question: Question & { readonly format: TakenFormat }, needs: { readonly signal: AbortSignal }): Promise<{ readonly bytes: number; readonly content: Readable }>
}

const Shown = QueryAnswer.omit({ milliseconds: true })

/**
 * Each question gets a process of its own, with no environment, a folder of its own with the files by neutral names, and
 * limits of memory and time. What is over its time is killed.
 *
 * @param folder for the folders of the questions, each gone after its question
 */
export function queryProcess({ folder, limits }: { readonly folder: string; readonly limits: QueryLimits }): AskFiles {
  const { memoryBytes, threads, secondsShown, secondsTaken, atOnce, longestLine } = limits
  const turns = openTurns({ most: atOnce, longestLine, words: 'Too many questions are asked at once; ask again in a moment' })

  function inPlace<Result>(files: readonly string[], work: (place: { readonly files: readonly string[]; readonly folder: string }) => Promise<Result>): Promise<Result> {
    return turns.take(async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const place = await mkdtemp(join(folder, 'question-'))
      try {
        const linked = files.map((_, number) => join(place, `${number}.parquet`))
        for (const [number, file] of files.entries()) await linkOrCopy(file, linked[number] ?? '')
        return await work({ files: linked, folder: place })
      } finally {
        await rm(place, { recursive: true, force: true })
      }
    })
  }

  async function run<Schema extends z.ZodType>({ request, result, seconds }: { readonly request: { readonly temporaryDirectory: string } & Record<string, unknown>; readonly result: Schema; readonly seconds: number }, signal: AbortSignal): Promise<z.infer<Schema>> {
    const late = AbortSignal.timeout(seconds * 1000)
    const { temporaryDirectory, ...question } = request
    try {
      return await runProgram({ program: PROGRAM, request: { ...question, limits: { memoryBytes, threads, temporaryDirectory } }, result, environment: quietEnvironment() }, { progress: () => {}, signal: AbortSignal.any([signal, late]) })
    } catch (fault) {
      if (late.aborted && !signal.aborted) throw new Refusal('bad-input', `The question took longer than ${seconds} seconds; ask for fewer rows, columns or groups`, { cause: fault })
      throw fault
    }
  }

  return {
    show: ({ files, question }, { signal }) => inPlace(files, (place) => run({
      request: { files: place.files, question, mostRows: MOST_ROWS.shown, output: null, temporaryDirectory: join(place.folder, 'spill') }, result: Shown, seconds: secondsShown,
    }, signal)),
    take: ({ files, question, format }, { signal }) => inPlace(files, async (place) => {
      const target = join(place.folder, 'answer')
      await run({ request: { files: place.files, question, mostRows: MOST_ROWS.taken, output: { format, target }, temporaryDirectory: join(place.folder, 'spill') }, result: z.null(), seconds: secondsTaken }, signal)
      // Once open, the file can be read to its end, though its folder is gone.
      const file = await open(target)
      const { size } = await file.stat()
      return { bytes: size, content: file.createReadStream() }
    }),
  }
}

/** What a program needs to start, and no setting or secret of ours. */
function quietEnvironment(): NodeJS.ProcessEnv {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  return { ...(PATH !== undefined && { PATH }), ...(NODE_COMPILE_CACHE !== undefined && { NODE_COMPILE_CACHE }) }
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to))
}
