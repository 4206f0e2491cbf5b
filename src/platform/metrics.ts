import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What is counted for the people who run the program; nothing in it names a person or a data set. */
export interface Metrics {
  request(line: { readonly method: string; readonly route: string; readonly status: number; readonly milliseconds: number }): void
  inFlight(requests: number, streams: number): void
  turnedAway(): void
  /** All of it, as Prometheus reads it. */
  write(): Promise<{ readonly contentType: string; readonly text: string }>
}

/** What is asked for when somebody reads the metrics. Where it cannot be answered, its figures are left out. */
export interface MeteredParts {
  /** How many jobs there are, by job and state. */
  countJobs?(): Promise<readonly { readonly job: string; readonly state: string; readonly jobs: number }[]>
  /** How far each reader of the events is behind. */
  measureEventLag?(): Promise<readonly { readonly reader: string; readonly events: number }[]>
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** Begins to count, in a registry of its own. */
export function openMetrics({ countJobs, measureEventLag }: MeteredParts = {}): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({ name: 'http_requests_total', help: 'Requests answered', labelNames: ['method', 'route', 'status'], registers })
  const durations = new Histogram({ name: 'http_request_duration_seconds', help: 'Time until the answer began', labelNames: ['method', 'route'], buckets: SECONDS, registers })
  const inFlight = new Gauge({ name: 'http_requests_in_flight', help: 'Requests being answered', registers })
  const streams = new Gauge({ name: 'http_streams_open', help: 'Streams of events being sent', registers })
  const turnedAway = new Counter({ name: 'http_requests_turned_away_total', help: 'Requests answered 503 since too many were in flight', registers })
  const jobs = new Gauge({ name: 'jobs', help: 'Jobs by state', labelNames: ['job', 'state'], registers })
  const lag = new Gauge({ name: 'events_unread', help: 'Events that a reader has not read yet', labelNames: ['reader'], registers })
  const read = async () => {
    jobs.reset()
    lag.reset()
    for (const { job, state, jobs: count } of await orNone(countJobs)) jobs.set({ job, state }, count)
    for (const { reader, events } of await orNone(measureEventLag)) lag.set({ reader }, events)
  }
  return {
    request({ method, route, status, milliseconds }) {
      // Anybody may send any word as a method; each would be a series of its own.
      const known = METHODS.has(method) ? method : 'other'
      requests.inc({ method: known, route, status })
      durations.observe({ method: known, route }, milliseconds / 1000)
    },
    inFlight(now, open) { inFlight.set(now); streams.set(open) },
    turnedAway() { turnedAway.inc() },
    async write() {
      await read()
      return { contentType: registry.contentType, text: await registry.metrics() }
    },
  }
}

/** Metrics are read most when something is broken, so what can be told is told. */
async function orNone<Row>(ask: (() => Promise<readonly Row[]>) | undefined): Promise<readonly Row[]> {
  try {
    return await ask?.() ?? []
  } catch {
    return []
  }
}
