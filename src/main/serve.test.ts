import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { defineJob } from '#platform/jobs/define-job.ts'
import { workOn } from '#platform/jobs/work-on-jobs.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { openLog } from '#platform/log.ts'
import { readConfig } from './config.ts'
import type { Plugs, ServerParts } from './server-parts.ts'
import { serveDam } from './serve.ts'

const ends: (() => unknown)[] = []
afterAll(async () => { for (const end of ends) await end() })

const ringBell = defineJob({ name: 'ring-bell', payload: z.object({ times: z.number() }) })

/** A feature that asks for a job in a transaction, waits for it, and finishes late. */
function bell(rung: number[], gate: Promise<void>): Plugs {
  return {
    jobs: [ringBell],
    async connect({ database, jobs }: ServerParts) {
      const routes = doorRoutes()
      routes.post('/bell', async (c) => {
        await database.transaction((tx) => jobs.enqueue(ringBell, { times: 2 }, tx))
        await gate
        return c.text('asked')
      })
      return { features: [{ path: '/api/v1', routes }], works: [workOn(ringBell, async ({ times }) => { rung.push(times) })], consumers: [], chores: [], close() {}, whoAsks: async () => ({ kind: 'anonymous' }) }
    },
  }
}

describe.each(testDatabases())('on $name', ({ place }) => {
  /** Settings for a home of its own, whose database is set up but has no tables. */
  async function settings() {
    const home = mkdtempSync(join(tmpdir(), 'datadam-serve-'))
    const { location, remove } = await place()
    if ('folder' in location) renameSync(location.folder, join(home, 'database'))
    ends.push(remove, () => rmSync(home, { recursive: true }))
    return { ...readConfig({ HOST: '127.0.0.1', PORT: '0' }), home, databaseUrl: 'url' in location ? location.url : undefined }
  }
  const version = '1.2.3'
  const quiet = openLog({ write() {} })

  test('serveDam() serves features and jobs, is ready, and when it is told to stop finishes what is in hand', { timeout: 120_000 }, async () => {
    const config = await settings()
    const stop = new AbortController()
    const rung: number[] = []
    const lines: string[] = []
    const gate = Promise.withResolvers<void>()
    const listening = Promise.withResolvers<string>()
    const served = serveDam({ config, version, plugs: bell(rung, gate.promise) }, { log: openLog({ write: (line) => { lines.push(line) } }), stop: stop.signal, onListening: listening.resolve })
    const url = await Promise.race([listening.promise, served.then(() => 'ended')])

    expect(await (await fetch(`${url}/ready`)).json()).toEqual({ ready: true, checks: { database: true, storage: true } })
    expect(await (await fetch(`${url}/openapi.json`)).json()).toMatchObject({ info: { version } })
    const late = fetch(`${url}/api/v1/bell`, { method: 'POST' })
    await expect.poll(() => rung, { timeout: 120_000 }).toEqual([2])
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('jobs{job="ring-bell",state="active"}')

    stop.abort()
    await expect.poll(() => fetch(`${url}/health`).then(() => 'answered', () => 'refused')).toBe('refused')
    gate.resolve()
    expect(await (await late).text()).toBe('asked')
    await served
    expect(lines.map((line) => JSON.parse(line)).filter(({ level }) => level !== 'info')).toEqual([])
    expect(lines.map((line) => JSON.parse(line)).filter(({ route }) => route === '/api/v1/bell')).toMatchObject([{ status: 200 }])

    // Everything was closed: the folder can be opened again, where there is one.
    const again = new AbortController()
    await serveDam({ config, version, plugs: bell([], Promise.resolve()) }, { log: quiet, stop: again.signal, onListening: () => { again.abort() } })
  })

  test('serveDam() past its limit: 503 with Retry-After at once; it says that it lives; afterwards it answers as before', { timeout: 120_000 }, async () => {
    const config = await settings()
    const stop = new AbortController()
    const gate = Promise.withResolvers<void>()
    const listening = Promise.withResolvers<string>()
    const served = serveDam({ config: { ...config, server: { ...config.server, requestsAtOnce: 3 } }, version, plugs: bell([], gate.promise) }, { log: quiet, stop: stop.signal, onListening: listening.resolve })
    const url = await Promise.race([listening.promise, served.then(() => 'ended')])
    const ring = () => fetch(`${url}/api/v1/bell`, { method: 'POST' })
    const readInFlight = async () => Number(/^http_requests_in_flight (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1])

    const admitted = [ring(), ring(), ring()]
    await expect.poll(readInFlight, { timeout: 120_000 }).toBe(3)
    const others = await Promise.all([ring(), fetch(`${url}/api/v1/nothing`), fetch(url)])
    for (const other of others) {
      expect([other.status, other.headers.get('retry-after'), other.headers.get('content-type')]).toEqual([503, '2', 'application/problem+json'])
      expect(await other.json()).toMatchObject({ status: 503, code: 'too-many', detail: 'The server is busy; try again in 2 s' })
    }
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ alive: true })

    gate.resolve()
    expect(await Promise.all(admitted.map(async (one) => (await one).text()))).toEqual(['asked', 'asked', 'asked'])
    await expect.poll(readInFlight).toBe(0)
    expect(await (await ring()).text()).toBe('asked')
    stop.abort()
    await served
  })

  test('serveDam() closes everything when a part cannot be opened', { timeout: 120_000 }, async () => {
    const config = await settings()
    const stop = new AbortController()
    await expect(serveDam({ config: { ...config, server: { ...config.server, host: '192.0.2.1' } }, version, plugs: bell([], Promise.resolve()) }, { log: quiet, stop: stop.signal })).rejects.toMatchObject({ code: 'wrong-use' })
    await serveDam({ config, version, plugs: bell([], Promise.resolve()) }, { log: quiet, stop: stop.signal, onListening: () => { stop.abort() } })
  })
})
