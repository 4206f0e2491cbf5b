import type { Context, MiddlewareHandler } from 'hono'
import type { Door } from './door.ts'
import { answerProblem } from './refusals.ts'

/** How much is done at once. */
export interface LoadLimits {
  /** Requests in flight, until the last byte of the answer is sent. */
  readonly mostRequests: number
  /** Streams of events, which stay open and cost little. */
  readonly mostStreams: number
}

/** Hears what is in flight and what was turned away. */
export interface LoadMeter {
  inFlight(requests: number, streams: number): void
  turnedAway(): void
}

const WAIT_SECONDS = 2

/**
 * Past the limit a request is turned away at once with 503 and `Retry-After`, so that those in hand are finished in time
 * instead of all becoming slow. Mounted after health and metrics, which are answered always.
 */
export function shedLoad({ mostRequests, mostStreams }: LoadLimits, { meter }: { meter: LoadMeter }): MiddlewareHandler<Door> {
  let requests = 0
  let streams = 0
  const turnAway = (c: Context<Door>) => {
    meter.turnedAway()
    return answerProblem({ code: 'too-many', detail: `The server is busy; try again in ${WAIT_SECONDS} s`, requestId: c.var.requestId, status: 503 }, { 'retry-after': String(WAIT_SECONDS) })
  }
  return async (c, next) => {
    if (requests >= mostRequests) return turnAway(c)
    meter.inFlight(++requests, streams)
    let isStream = false
    let isOver = false
    const end = () => {
      if (isOver) return
      isOver = true
      if (isStream) streams -= 1
      else requests -= 1
      meter.inFlight(requests, streams)
    }
    try {
      await next()
    } catch (fault) {
      end()
      throw fault
    }
    if (c.res.headers.get('content-type')?.startsWith('text/event-stream')) {
      if (streams >= mostStreams) {
        await c.res.body?.cancel()
        end()
        // Set directly: a returned answer would be ignored after next().
        c.res = undefined
        c.res = turnAway(c)
        return undefined
      }
      isStream = true
      requests -= 1
      meter.inFlight(requests, ++streams)
    }
    whenSent(c, end)
    return undefined
  }
}

interface Bindings {
  readonly outgoing?: { once(event: 'close', listener: () => void): unknown; readonly closed?: boolean }
}

/** Calls back when the connection has got the whole answer or was cut off; at once where there is no connection. */
function whenSent(c: Context<Door>, end: () => void): void {
  const { outgoing }: Bindings = c.env ?? {}
  if (outgoing === undefined || outgoing.closed === true) end()
  else outgoing.once('close', end)
}
