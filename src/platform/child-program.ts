import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import type { Progress, ProgressStep } from './progress.ts'
import { Refusal, REFUSAL_CODES } from './refusal.ts'

const Step = z.object({ stage: z.string(), unit: z.string().optional(), done: z.number().optional(), total: z.number().optional(), message: z.string().optional() })

/** How a program says that it ended, or answered. */
export const Ended = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('done'), result: z.unknown() }),
  z.object({ outcome: z.literal('refused'), code: z.enum(REFUSAL_CODES), sentence: z.string() }),
  z.object({ outcome: z.literal('fault'), name: z.string(), frames: z.array(z.string()) }),
])

/** After being asked to stop, a program has so long before it is killed. */
const STOP_MILLISECONDS = 10_000

/** So often a count is told; a new stage or message is told at once. */
const BETWEEN_MILLISECONDS = 100

/**
 * Does a work in a process of its own, so that what computes for minutes does not keep this one from answering.
 *
 * The program's life hangs on its standard input: it ends when this process does, however that happens.
 *
 * @param program a file that calls `answerAsProgram`
 * @param environment what it knows of this process's environment; all, unless said otherwise
 * @throws {Refusal} what the work refuses, and `cancelled` when the signal stops it
 */
export async function runProgram<Schema extends z.ZodType>({ program, request, result, environment = process.env }: { readonly program: string; readonly request: unknown; readonly result: Schema; readonly environment?: NodeJS.ProcessEnv }, { progress, signal }: { readonly progress: Progress; readonly signal: AbortSignal }): Promise<z.infer<Schema>> {
  const stopped = (): Refusal => new Refusal('cancelled', 'The run was stopped')
  if (signal.aborted) throw stopped()
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program], { stdio: ['pipe', 'pipe', 'pipe'], env: environment })
  let killing: NodeJS.Timeout | undefined
  const stop = (): void => {
    child.kill('SIGTERM')
    killing = setTimeout(() => { child.kill('SIGKILL') }, STOP_MILLISECONDS)
  }
  signal.addEventListener('abort', stop)
  try {
    createInterface({ input: child.stderr }).on('line', (line) => {
      const step = Step.safeParse(jsonOf(line))
      if (step.success) progress(withoutGaps(step.data))
    })
    // A child that dies early closes its input; that it died is told by its exit.
    child.stdin.on('error', () => {})
    child.stdin.write(`${JSON.stringify(request)}\n`)
    const closed = new Promise<number | null>((resolve, reject) => { child.on('error', reject); child.on('close', resolve) })
    const [written, code] = await Promise.all([text(child.stdout), closed])
    if (signal.aborted) throw stopped()
    const ended = Ended.safeParse(jsonOf(written))
    if (!ended.success) throw new Error(`The program ended with ${code ?? 'a signal'} and without an answer`)
    return resultOf(ended.data, result)
  } finally {
    clearTimeout(killing)
    signal.removeEventListener('abort', stop)
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  }
}

/** What a program gave, or what it threw. @throws {Refusal} as the program did */
export function resultOf<Schema extends z.ZodType>(ended: z.infer<typeof Ended>, result: Schema): z.infer<Schema> {
  if (ended.outcome === 'refused') throw new Refusal(ended.code, ended.sentence)
  if (ended.outcome === 'fault') throw new Error(`The program failed (${ended.name})`, { cause: ended.frames })
  return result.parse(ended.result)
}

/** What such a program is: reads its request, does the work, tells how it ended, and ends at once when nobody waits any more. */
export function answerAsProgram<Schema extends z.ZodType>(request: Schema, work: (request: z.infer<Schema>, needs: { readonly progress: Progress; readonly signal: AbortSignal }) => Promise<unknown>): void {
  const stopping = new AbortController()
  process.on('SIGTERM', () => { stopping.abort() })
  async function answer(line: string): Promise<void> {
    const ended: z.input<typeof Ended> = await Promise.resolve()
      .then(() => work(request.parse(jsonOf(line)), { progress: tellSeldom(), signal: stopping.signal }))
      .then((result) => ({ outcome: 'done', result }), outcomeOf)
    process.stdout.write(JSON.stringify(ended), () => { process.exit(0) })
  }
  const lines = createInterface({ input: process.stdin })
  lines.once('line', (line) => {
    void answer(line)
  })
  lines.once('close', () => { process.exit(1) })
}

/** Of a fault its place is told and not its message, which may quote the data. */
export function outcomeOf(fault: unknown): z.input<typeof Ended> {
  if (fault instanceof Refusal) return { outcome: 'refused', code: fault.code, sentence: fault.message }
  const frames = fault instanceof Error ? (fault.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).map((line) => line.trim()) : []
  return { outcome: 'fault', name: fault instanceof Error ? fault.name : typeof fault, frames }
}

function tellSeldom(): Progress {
  let told: { readonly step: ProgressStep; readonly at: number } | undefined
  return (step) => {
    const isSame = told?.step.stage === step.stage && told.step.message === step.message && step.done !== step.total
    if (isSame && told && Date.now() - told.at < BETWEEN_MILLISECONDS) return
    told = { step, at: Date.now() }
    process.stderr.write(`${JSON.stringify(step)}\n`)
  }
}

/** A line as JSON; undefined where it is none. */
export function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function withoutGaps({ stage, unit, done, total, message }: z.infer<typeof Step>): ProgressStep {
  return { stage, ...(unit !== undefined && { unit }), ...(done !== undefined && { done }), ...(total !== undefined && { total }), ...(message !== undefined && { message }) }
}
