import { setTimeout as wait } from 'node:timers/promises'
import type { SSEStreamingApi } from 'hono/streaming'
import type { Principal } from '#platform/auth/principal.ts'
import type { ReadNeeds } from '../datasets/find-dataset.ts'
import { describeRun, getRun } from './find-run.ts'
import type { RunTables } from './run-tables.ts'

/** How often it is looked whether a run changed, and how often something is sent although it did not, so that no proxy ends the stream. */
export interface WatchTimes {
  readonly lookMilliseconds: number
  readonly heartbeatMilliseconds: number
}

const TIMES: WatchTimes = { lookMilliseconds: 300, heartbeatMilliseconds: 15_000 }

/** Whether somebody who saw the run's last change has nothing more to wait for. */
export function hasSeenAll({ state, change }: { readonly state: string; readonly change: number }, lastEventId: string | undefined): boolean {
  return isOver(state) && lastEventId === String(change)
}

/**
 * Sends a run each time it changes, until it is over or nobody listens. An event's id is the number of the change; who comes
 * back with it is sent the run only when it changed meanwhile.
 */
export async function watchRun({ principal, id, lastEventId, times = TIMES }: { readonly principal: Principal; readonly id: string; readonly lastEventId: string | undefined; readonly times?: WatchTimes | undefined }, stream: SSEStreamingApi, needs: ReadNeeds): Promise<void> {
  const left = new AbortController()
  stream.onAbort(() => { left.abort() })
  let seen = lastEventId
  let sentAt = Date.now()
  while (!left.signal.aborted) {
    const now = await needs.queries.withTables<RunTables>().selectFrom('run').select(['change']).where('id', '=', id).executeTakeFirst()
    if (!now) return
    if (String(now.change) !== seen) {
      // Asked anew each time: a role may end while somebody watches.
      const { run } = await getRun({ principal, id, permission: 'run:read' }, needs)
      seen = String(run.change)
      await stream.writeSSE({ event: 'run', id: seen, data: JSON.stringify(await describeRun(run, principal, needs.queries)) })
      sentAt = Date.now()
      if (isOver(run.state)) return
    } else if (Date.now() - sentAt >= times.heartbeatMilliseconds) {
      await stream.write(': still here\n\n')
      sentAt = Date.now()
    }
    await wait(times.lookMilliseconds, undefined, { signal: left.signal }).catch(() => {})
  }
}

function isOver(state: string): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled'
}
