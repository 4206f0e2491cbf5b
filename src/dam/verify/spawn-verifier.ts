import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { VerificationReport } from '#dam/dataset/reports.ts'
import type { EngineLimits } from '#platform/engines/duckdb.ts'
import { Refusal } from '#platform/refusal.ts'
import type { HearProgress, VerificationRequest } from './verification-request.ts'

const PROGRAM = fileURLToPath(new URL('verify-program.ts', import.meta.url))

const Line = z.union([
  z.object({ stage: z.string(), unit: z.string().optional(), done: z.number().optional(), total: z.number().optional(), message: z.string().optional() }),
  z.object({ fault: z.string() }),
])

/**
 * Verifies a release in a process of its own, so that nothing of the maker's memory can reach the verdict.
 *
 * The engine's room is handed on: whoever calls closes their own engine first.
 *
 * @throws {Refusal} `cancelled` when the signal stops it
 */
export async function spawnVerifier(request: VerificationRequest, { limits, progress = () => {}, signal }: { limits: EngineLimits; progress?: HearProgress; signal?: AbortSignal }): Promise<VerificationReport> {
  const stopped = () => new Refusal('cancelled', 'The verification was stopped')
  if (signal?.aborted) throw stopped()
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PROGRAM], { stdio: ['pipe', 'pipe', 'pipe'] })
  const kill = () => { child.kill('SIGKILL') }
  signal?.addEventListener('abort', kill)
  try {
    let fault = 'no report'
    createInterface({ input: child.stderr }).on('line', (line) => {
      const step = Line.safeParse(jsonOf(line))
      if (!step.success) return
      if ('fault' in step.data) fault = step.data.fault
      else progress(withoutGaps(step.data))
    })
    // A child that dies early closes its stdin; that it died is told by its exit.
    child.stdin.on('error', () => {})
    child.stdin.end(JSON.stringify({ request, limits }))
    const ended = new Promise<number | null>((resolve, reject) => { child.on('error', reject); child.on('close', resolve) })
    const [written, code] = await Promise.all([text(child.stdout), ended])
    if (signal?.aborted) throw stopped()
    const report = VerificationReport.safeParse(jsonOf(written))
    if (!report.success || (code !== 0 && code !== 1)) throw new Error(`The verifier ended with ${code ?? 'a signal'} (${fault})`)
    if ((code === 0) !== (report.data.verdict === 'passed')) throw new Error('The verifier\'s exit and its report disagree')
    return report.data
  } finally {
    signal?.removeEventListener('abort', kill)
    if (child.exitCode === null && child.signalCode === null) kill()
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function withoutGaps({ stage, unit, done, total, message }: { stage: string; unit?: string | undefined; done?: number | undefined; total?: number | undefined; message?: string | undefined }) {
  return { stage, ...(unit !== undefined && { unit }), ...(done !== undefined && { done }), ...(total !== undefined && { total }), ...(message !== undefined && { message }) }
}
