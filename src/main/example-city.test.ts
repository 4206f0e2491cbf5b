import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { openLog } from '#platform/log.ts'
import { freePort } from '#platform/net/free-port.ts'
import { readConfig } from './config.ts'
import { checkServedRows, type Example, fillExampleCity } from './example-city.ts'
import { PLUGS } from './features.ts'
import { visitPortal } from './portal-session.ts'
import { serveDam } from './serve.ts'
import type { ServerParts } from './server-parts.ts'

const folders: string[] = []
afterAll(() => { for (const folder of folders) rmSync(folder, { recursive: true, force: true }) })

const RECIPE = `datadam: 1
dataset:
  name: somebody/visits
  title: {ko: 방문, en: Visits}
  description: {ko: 지어낸 방문, en: Invented visits}
  licence: CC-BY-4.0
  language: [ko]
  creator: {name: {ko: 도시, en: City}}
  keywords: [synthetic]
  purpose: {ko: 시험, en: A test}
  limitations: {ko: 지어냄, en: Invented}
source: {kind: csv, path: data/visits.csv}
columns:
  name: {role: identifier}
  ward: {role: quasi-identifier}
  result: {role: sensitive}
quality:
  - {in-set: {column: result, values: [A]}}
privacy:
  models: [{k-anonymity: 5}]
  recoding: global
  metric: loss
  suppression: {limit: 0.05}
release: {version: 1.0.0, date: '2026-01-01', access: open, seed: 1}
`

function tinyExample(): Example & { readonly made: () => number } {
  const folder = folderFor('example')
  let made = 0
  mkdirSync(join(folder, 'data'))
  writeFileSync(join(folder, 'recipe.yaml'), RECIPE)
  return {
    slug: 'visits', domain: 'health', folder, words: 'B is a value of the example too, and was left in on purpose', made: () => made,
    async makeData() {
      made++
      writeFileSync(join(folder, 'data/visits.csv'), `name,ward,result\n${Array.from({ length: 60 }, (_, row) => `n${row},${row % 2 === 0 ? 'East' : 'West'},${row % 3 === 0 ? 'B' : 'A'}`).join('\n')}\n`)
    },
  }
}

test('fillExampleCity() publishes by two people what is missing, goes on after a stop, and does nothing twice', { timeout: 300_000 }, async () => {
  const config = { ...readConfig({ HOST: '127.0.0.1' }), home: folderFor('home') }
  const example = tinyExample()
  const stopped = await withServer(config, async ({ server, parts }) => {
    const stop = new AbortController()
    // Stopped as soon as its run is begun.
    return fillExampleCity([example], { server, parts, stop: stop.signal, say: () => { queueMicrotask(() => { stop.abort() }) } }).then(() => 'filled', (fault: unknown) => (fault instanceof Error ? fault.name : 'fault'))
  })
  expect(stopped).toBe('AbortError')

  const filled = await withServer(config, async ({ server, parts }) => {
    const needs = { server, parts, stop: new AbortController().signal, say: () => {} }
    const served = await fillExampleCity([example], needs)
    await checkServedRows(served, server)
    const acts = await sql<{ act: string; actor: string }>`select act, actor from audit_line where object = 'version:saeron-city/visits@1.0.0' order by position`.execute(parts.database.queries)
    return { served, acts: acts.rows, again: await fillExampleCity([example], needs) }
  })
  expect(filled.served).toMatchObject([{ slug: 'visits', title: 'Visits', version: '1.0.0', rows: 60 }])
  expect(filled.again).toEqual(filled.served)
  expect(filled.acts.map(({ act }) => act)).toEqual(['run:start', 'version:submit', 'version:decide'])
  const [runBy, submittedBy, decidedBy] = filled.acts.map(({ actor }) => actor)
  expect(submittedBy).toBe(runBy)
  expect(decidedBy).not.toBe(runBy)
  expect(example.made()).toBe(1)
})

async function withServer<Result>(config: ReturnType<typeof readConfig>, work: (given: { readonly server: Parameters<typeof visitPortal>[0]; readonly parts: ServerParts }) => Promise<Result>): Promise<Result> {
  const port = await freePort()
  const stop = new AbortController()
  const connected = Promise.withResolvers<ServerParts>()
  const listening = Promise.withResolvers<string>()
  const plugs = { ...PLUGS, async connect(parts: ServerParts) { connected.resolve(parts); return PLUGS.connect(parts) } }
  const served = serveDam({ config: { ...config, server: { ...config.server, port } }, version: '1.2.3', plugs }, { log: openLog({ write() {} }), stop: stop.signal, onListening: listening.resolve })
  try {
    const address = await Promise.race([listening.promise, served.then(() => 'ended')])
    return await work({ server: { address, origin: address }, parts: await connected.promise })
  } finally {
    stop.abort()
    await served
  }
}

function folderFor(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `datadam-city-${name}-`))
  folders.push(folder)
  return folder
}
