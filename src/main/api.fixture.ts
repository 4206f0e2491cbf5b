import { openLog } from '#platform/log.ts'
import { openMetrics } from '#platform/metrics.ts'
import { type ApiNeeds, buildApi } from './api.ts'

/** An API without a socket, with the features given; whoever sends `test-person` is signed in as that person. */
export function testApi(given: Partial<ApiNeeds> = {}) {
  const lines: string[] = []
  let last = 0
  const app = buildApi({
    features: [], checks: {}, metricsToken: undefined, stopping: new AbortController().signal,
    whoAsks: async (request) => {
      const personId = request.headers.get('test-person')
      return personId === null ? { kind: 'anonymous' } : { kind: 'person', personId, sessionId: 's', actingFor: null, isOperator: false }
    },
    portal: { index: undefined, files: new Map() },
    log: openLog({ write: (line) => { lines.push(line) } }), metrics: openMetrics(),
    publicUrl: 'https://dam.example', trustedProxies: [], clock: { now: () => new Date(0) }, version: '0.0.0', newId: () => `r${++last}`,
    limits: { requestsPerMinute: 5, signInsPerMinute: 2, mostBodyBytes: 100, mostRequests: 10, mostStreams: 10 },
    ...given,
  })
  return { app, lines }
}
