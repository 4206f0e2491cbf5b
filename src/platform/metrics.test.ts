import { expect, test } from 'vitest'
import { openMetrics } from './metrics.ts'

test('requests are counted by method, route and status, with their durations', async () => {
  const metrics = openMetrics()
  for (const milliseconds of [4, 400]) metrics.request({ method: 'GET', route: '/datasets/:slug', status: 200, milliseconds })
  metrics.request({ method: 'XYZZY', route: '*', status: 404, milliseconds: 1 })
  metrics.inFlight(3, 2)
  metrics.turnedAway()
  const { text, contentType } = await metrics.write()
  expect(contentType).toContain('text/plain')
  expect(text.split('\n')).toEqual(expect.arrayContaining([
    'http_requests_total{method="GET",route="/datasets/:slug",status="200"} 2', 'http_requests_total{method="other",route="*",status="404"} 1',
    'http_request_duration_seconds_bucket{le="0.005",method="GET",route="/datasets/:slug"} 1', 'http_request_duration_seconds_bucket{le="0.5",method="GET",route="/datasets/:slug"} 2',
    'http_requests_in_flight 3', 'http_streams_open 2', 'http_requests_turned_away_total 1',
  ]))
  expect(text).toContain('process_resident_memory_bytes')
})

test('jobs and unread events are counted when somebody reads, and forgotten when they are gone', async () => {
  let count = 2
  const metrics = openMetrics({ countJobs: async () => (count === 0 ? [] : [{ job: 'run-recipe', state: 'active', jobs: count }]), measureEventLag: async () => [{ reader: 'followers', events: 5 }] })
  const first = await metrics.write()
  expect(first.text).toContain('jobs{job="run-recipe",state="active"} 2')
  expect(first.text).toContain('events_unread{reader="followers"} 5')
  count = 0
  expect((await metrics.write()).text).not.toContain('jobs{')
})

test('what cannot be counted is left out, and the rest is told', async () => {
  const metrics = openMetrics({ countJobs: () => Promise.reject(new Error('the database is away')) })
  metrics.turnedAway()
  expect((await metrics.write()).text).toContain('http_requests_turned_away_total 1')
})

test('two registries know nothing of each other', async () => {
  const [one, two] = [openMetrics(), openMetrics()]
  one.turnedAway()
  expect((await two.write()).text).toContain('http_requests_turned_away_total 0')
})
