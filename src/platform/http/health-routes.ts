import { createHash, timingSafeEqual } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { Hono } from 'hono'
import { Refusal } from '#platform/refusal.ts'
import { isFromThisMachine } from './client-address.ts'
import type { Door } from './door.ts'

/** One thing without which nothing can be served. Throws when it is not there. */
export type ReadyCheck = () => Promise<unknown>

export interface HealthNeeds {
  readonly checks: Readonly<Record<string, ReadyCheck>>
  readonly metrics: { write(): Promise<{ readonly contentType: string; readonly text: string }> }
  /** With it, metrics may be read from elsewhere than this machine. */
  readonly metricsToken: string | undefined
  /** Aborted when the program begins to stop; it is then no longer ready, so that nobody sends it more. */
  readonly stopping: AbortSignal
  readonly log: { fault(fault: unknown): void }
}

const CHECK_MILLISECONDS = 2000

/** `/health`: the process answers. `/ready`: so does what it stands on. `/metrics`: for Prometheus. */
export function healthRoutes({ checks, metrics, metricsToken, stopping, log }: HealthNeeds): Hono<Door> {
  let asking: Promise<[string, boolean][]> | undefined
  // Asked by many at once, each part is asked once.
  const askAll = () => (asking ??= Promise.all(Object.entries(checks).map(async ([name, check]): Promise<[string, boolean]> => [name, await holds(check, log)])).finally(() => { asking = undefined }))
  return new Hono<Door>()
    .get('/health', (c) => c.json({ alive: true }, 200, NEVER_KEPT))
    .get('/ready', async (c) => {
      const found = stopping.aborted ? [] : await askAll()
      const isReady = !stopping.aborted && found.every(([, isThere]) => isThere)
      return c.json({ ready: isReady, checks: Object.fromEntries(found) }, isReady ? 200 : 503, NEVER_KEPT)
    })
    .get('/metrics', async (c) => {
      if (!isFromThisMachine(c) && !isToken(c.req.header('authorization'), metricsToken)) throw new Refusal('forbidden', 'Metrics are read on the server itself, or with the token of METRICS_TOKEN')
      const { contentType, text } = await metrics.write()
      return c.body(text, 200, { 'content-type': contentType, ...NEVER_KEPT })
    })
}

const NEVER_KEPT = { 'cache-control': 'no-store' }

async function holds(check: ReadyCheck, log: HealthNeeds['log']): Promise<boolean> {
  const over = new AbortController()
  try {
    return await Promise.race([check().then(() => true), wait(CHECK_MILLISECONDS, false, { signal: over.signal })])
  } catch (fault) {
    log.fault(fault)
    return false
  } finally {
    over.abort()
  }
}

/** Compared by hashes, so that neither length nor time tell anything. */
function isToken(header: string | undefined, token: string | undefined): boolean {
  const [, given] = /^bearer (.+)$/i.exec(header ?? '') ?? []
  if (given === undefined || token === undefined) return false
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(token))
}
