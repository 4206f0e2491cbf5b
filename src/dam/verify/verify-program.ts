import { z } from 'zod'
import { openDuckDb } from '#platform/engines/duckdb.ts'
import { verifyRelease } from './verify-release.ts'
import { VerificationRequest } from './verification-request.ts'

// A program of its own: the request as JSON on stdin, the report as JSON on stdout, progress as JSON lines on stderr.
// It ends with 0 when the release passed, 1 when it failed, 70 when the verifier itself did.

const Input = z.object({
  request: VerificationRequest,
  limits: z.object({ memoryBytes: z.number(), threads: z.number(), temporaryDirectory: z.string() }),
})

async function main(): Promise<number> {
  const chunks: Uint8Array[] = []
  for await (const chunk of process.stdin) chunks.push(z.instanceof(Uint8Array).parse(chunk))
  const { request, limits } = Input.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')))
  const engine = await openDuckDb(limits)
  try {
    const report = await verifyRelease(request, { engine, progress: (step) => process.stderr.write(`${JSON.stringify(step)}\n`) })
    process.stdout.write(`${JSON.stringify(report)}\n`)
    return report.verdict === 'passed' ? 0 : 1
  } finally {
    engine.close()
  }
}

try {
  process.exitCode = await main()
} catch (fault) {
  // The kind of fault only: a message may quote what was read.
  process.stderr.write(`${JSON.stringify({ fault: fault instanceof Error ? fault.name : 'unknown' })}\n`)
  process.exitCode = 70
}
