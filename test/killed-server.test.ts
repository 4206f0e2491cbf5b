import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAuditLog } from '#platform/audit-log/verify-audit-log.ts'
import type { Principal } from '#platform/auth/principal.ts'
import { systemClock } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { Page } from '#platform/http/shapes.ts'
import { DatasetAnswer, VersionAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import { findDataset } from '#dam/catalogue/datasets/find-dataset.ts'
import { NotificationAnswer } from '#dam/catalogue/feedback/feedback-answers.ts'
import { beginVersion } from '#dam/catalogue/publishing/begin-version.ts'
import { VISITS_DETAILS } from '#dam/catalogue/publishing/catalogue.fixture.ts'
import { completeEvidence } from '#dam/catalogue/publishing/complete-evidence.ts'
import { getVersion } from '#dam/catalogue/publishing/find-version.ts'
import { RecipeAnswer, RunAnswer, UploadAnswer } from '#dam/catalogue/runs/run-answers.ts'
import { type KillableServer, prepareServer, stillRunning } from './killed-server.fixture.ts'
import { bytesBelow, visits } from './program.fixture.ts'

const DATASET = '/datasets/city/visits'
const TUS = { 'tus-resumable': '1.0.0' }
const PART = { ...TUS, 'content-type': 'application/offset+octet-stream' }
const FILES = visits(3000)

/** A run is killed when it is at each of these, one after the other. */
const KILLED_AT = ['collect', 'deidentify', 'verify', 'publish']

/** What is approved at the same time. */
const SLUGS = ['visits', 'east', 'south', 'west'] as const

/** So many milliseconds before the server is killed each of the four approvals is asked for; or it is killed when the first is answered. */
const ROUNDS = [[400, 100, 20, 2], [200, 50, 10, 0], 'first-answer'] as const

const STEWARD: Principal = { kind: 'person', personId: 'steward', sessionId: 's', isOperator: false, actingFor: { organisationId: 'city', slug: 'city', roles: ['owner', 'steward'] } }

describe.each(testDatabases())('a server that is killed on $name', (database) => {
  let server: KillableServer
  beforeAll(async () => {
    server = await prepareServer(database)
    await server.start()
    for (const somebody of ['steward', 'approver', 'reader'] as const) await server.signIn(somebody)
    await server.post('steward', '/organisations/city/datasets', { slug: 'visits', details: VISITS_DETAILS })
  }, 300_000)
  afterAll(() => server.end())

  async function beginUpload(name: string, bytes: number): Promise<string> {
    const metadata = Object.entries({ dataset: 'city/visits', filename: name }).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join()
    const begun = await server.send('steward', 'POST', '/uploads', { headers: { ...TUS, 'upload-length': String(bytes), 'upload-metadata': metadata } })
    expect(begun.status).toBe(201)
    return new URL(begun.headers.get('location') ?? '', 'http://any').pathname
  }

  async function offsetOf(path: string): Promise<number> {
    const head = await server.send('steward', 'HEAD', path, { headers: TUS })
    expect(head.status).toBe(200)
    return Number(head.headers.get('upload-offset'))
  }

  /** Sends a part, of which the server is told that more will come. */
  function sendAndHang(path: string, offset: number, bytes: Uint8Array, total: number): void {
    const sending = request(server.address() + path, { method: 'PATCH', headers: { ...PART, origin: 'http://dam.example', cookie: server.cookieOf('steward'), 'upload-offset': String(offset), 'content-length': String(total - offset) } })
    sending.on('error', () => {})
    sending.write(bytes)
  }

  test('in the middle of an upload goes on at what is on its disk, and keeps the file once', { timeout: 600_000 }, async () => {
    const content = randomBytes(3_000_000)
    const path = await beginUpload('large.csv', content.length)
    const id = path.split('/').at(-1) ?? ''
    sendAndHang(path, 0, content.subarray(0, 1_000_000), content.length)
    const received = join(server.home, 'server/receiving', id)
    await expect.poll(() => statSync(received).size, { timeout: 120_000, interval: 5 }).toBeGreaterThan(100_000)
    await server.kill()
    await server.start()
    const offset = await offsetOf(path)
    expect(offset).toBeGreaterThan(100_000)
    expect(offset).toBeLessThanOrEqual(1_000_000)
    // All the rest is sent, and nobody hears whether it arrived.
    sendAndHang(path, offset, content.subarray(offset), content.length)
    await expect.poll(() => !existsSync(received) || statSync(received).size > 2_000_000, { timeout: 120_000, interval: 1 }).toBe(true)
    await server.kill()
    await server.start()
    const left = await offsetOf(path)
    const rest = () => server.send('steward', 'PATCH', path, { headers: { ...PART, 'upload-offset': String(left) }, body: Uint8Array.from(content.subarray(left)) })
    expect(left === content.length ? 204 : (await rest()).status).toBe(204)
    const sha256 = createHash('sha256').update(content).digest('hex')
    const list = async () => (await server.ask('steward', `${DATASET}/uploads`, Page(UploadAnswer))).items
    await expect.poll(list, { timeout: 120_000 }).toMatchObject([{ id, name: 'large.csv', state: 'complete', bytes: content.length, sha256 }])
    expect([...bytesBelow(join(server.home, 'objects/uploads')).values()]).toEqual([sha256])
    expect(existsSync(received)).toBe(false)
  })

  async function getRun(id: string): Promise<RunAnswer> {
    return server.ask('steward', `/runs/${id}`, RunAnswer)
  }

  async function startRun(): Promise<string> {
    return RunAnswer.parse(await server.post('steward', `${DATASET}/runs`, {})).id
  }

  const releaseOf = (runId: string) => bytesBelow(join(server.home, 'objects/releases/city/visits@1.0.0', runId))

  test('in the middle of a run goes on with it by itself, leaves no program behind, and makes the same release once', { timeout: 600_000 }, async () => {
    const csv = Buffer.from(FILES['visits.csv'])
    const path = await beginUpload('visits.csv', csv.length)
    expect((await server.send('steward', 'PATCH', path, { headers: { ...PART, 'upload-offset': '0' }, body: Uint8Array.from(csv) })).status).toBe(204)
    const saved = await server.send('steward', 'PUT', `${DATASET}/recipe`, { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text: FILES['recipe.yaml'] }) })
    expect(RecipeAnswer.parse(await saved.json()).problems).toEqual([])
    const calm = await startRun()
    await expect.poll(async () => (await getRun(calm)).state, { timeout: 120_000 }).toBe('done')
    const undisturbed = releaseOf(calm)

    const disturbed = await startRun()
    for (const [place, stage] of KILLED_AT.entries()) {
      await expect.poll(async () => (await getRun(disturbed)).stages.find((one) => one.stage === stage)?.state, { timeout: 120_000, interval: 5 }).not.toBe('waiting')
      const programs = await server.kill()
      await expect.poll(() => stillRunning(programs), { timeout: 120_000, interval: 20 }).toEqual([])
      // What ran the recipe ended with the server, and not by coming to its end.
      expect(place < 2 && existsSync(join(server.home, 'server/runs', disturbed, 'out/city/visits@1.0.0'))).toBe(false)
      await server.start()
      const goesOn = async () => { const { state, attempt } = await getRun(disturbed); return state === 'done' || attempt === place + 2 }
      await expect.poll(goesOn, { timeout: 20_000 }).toBe(true)
    }
    await expect.poll(async () => (await getRun(disturbed)).state, { timeout: 120_000 }).toBe('done')
    expect(releaseOf(disturbed)).toEqual(undisturbed)
    const { versions } = await server.ask('steward', DATASET, DatasetAnswer)
    expect(versions).toMatchObject([{ version: '1.0.0', state: 'evidence-complete' }])
    expect((await server.ask('steward', `${DATASET}/runs`, Page(RunAnswer))).items.map(({ id, state }) => [id, state])).toEqual([[disturbed, 'done'], [calm, 'done']])
    await expect.poll(() => readdirSync(join(server.home, 'server/runs')), { timeout: 120_000 }).toEqual([])
  })

  /** Versions that are ready to be submitted, each with the release of the first. */
  async function prepareVersions(versions: readonly { readonly slug: string; readonly version: string }[]): Promise<void> {
    await server.withTables(async (tables) => {
      const { queries } = tables
      const first = { publisher: 'city', slug: 'visits', version: '1.0.0' }
      const { evidence, releasePath } = await getVersion({ principal: STEWARD, address: first }, { queries, isRecused: () => Promise.resolve(false) })
      if (!evidence || releasePath === null) throw new Error('There is no release')
      for (const { slug, version } of versions) {
        const dataset = await findDataset({ publisher: 'city', slug }, queries)
        if (!dataset) throw new Error('There is no data set')
        const runId = randomUUID()
        await tables.transaction(async (tx) => {
          const { versionId } = await beginVersion({ principal: STEWARD, dataset, version, runId }, { tx, clock: systemClock, newId: randomUUID })
          await completeEvidence({ versionId, runId, releasePath, evidence }, { tx })
        })
      }
    })
  }

  const pathOf = ({ slug, version }: { readonly slug: string; readonly version: string }) => `/datasets/city/${slug}/versions/${version}`
  const submit = (one: Parameters<typeof pathOf>[0]) => server.tell('steward', 'POST', `${pathOf(one)}/submit`)
  const approve = (one: Parameters<typeof pathOf>[0]) => server.tell('approver', 'POST', `${pathOf(one)}/approve`, { words: 'Looked at by a second person.' })

  /** Asks for an approval of each data set's version, the one after the other, and kills the server. @returns what was answered before */
  async function approveAndKill(version: string, round: typeof ROUNDS[number]): Promise<(number | undefined)[]> {
    const asked = SLUGS.map(async (slug, place) => {
      if (round !== 'first-answer') await wait((round[0] ?? 0) - (round[place] ?? 0))
      return approve({ slug, version })
    })
    await (round === 'first-answer' ? Promise.race(asked) : wait(round[0]))
    await server.kill()
    return Promise.all(asked)
  }

  test('in the middle of approvals has published each version whole or not at all, and what it answered stays', { timeout: 600_000 }, async () => {
    for (const slug of SLUGS.slice(1)) expect(await server.tell('steward', 'POST', '/organisations/city/datasets', { slug, details: VISITS_DETAILS })).toBe(201)
    const names = ['1.0.0', ...ROUNDS.map((_, place) => `1.${place + 1}.0`)]
    const versions = names.flatMap((version) => SLUGS.map((slug) => ({ slug, version })))
    await server.kill()
    await prepareVersions(versions.slice(1))
    await server.start()
    for (const slug of SLUGS) {
      expect(await submit({ slug, version: '1.0.0' })).toBe(204)
      expect(await approve({ slug, version: '1.0.0' })).toBe(204)
      expect(await server.tell('reader', 'PUT', `/datasets/city/${slug}/follow`)).toBe(204)
    }
    const outcomes: string[] = []
    for (const [place, round] of ROUNDS.entries()) {
      const version = `1.${place + 1}.0`
      for (const slug of SLUGS) expect(await submit({ slug, version })).toBe(204)
      const answers = await approveAndKill(version, round)
      await server.start()
      for (const [at, slug] of SLUGS.entries()) {
        const { state } = await server.ask('approver', pathOf({ slug, version }), VersionAnswer)
        const answered = answers[at]
        outcomes.push(`${round[at]} ${answered ?? 'no answer'}, ${state}`)
        expect(answered === undefined ? ['submitted', 'published'] : ['published'], outcomes.at(-1)).toContain(state)
        expect(state === 'published' ? 204 : await approve({ slug, version })).toBe(204)
        expect(await approve({ slug, version })).toBe(409)
        await expectPublished({ slug, version })
      }
    }
    // Approvals ended in different ways, or nothing was tried.
    expect(outcomes.join('\n')).toMatch(/no answer, submitted/)
    expect(outcomes.join('\n')).toMatch(/204, published/)
    const followed = versions.filter(({ version }) => version !== '1.0.0').map(pathOf).toSorted()
    const told = async () => (await server.ask('reader', '/notifications?limit=100', Page(NotificationAnswer))).items.filter(({ kind }) => kind === 'new-version').map(({ address }) => address)
    await expect.poll(async () => (await told()).filter((address) => !address.endsWith('/1.0.0')).toSorted(), { timeout: 120_000 }).toEqual(followed)
    const { length: notices } = await told()
    await expect.poll(() => lettersTo('reader', server.home).length, { timeout: 120_000 }).toBeGreaterThanOrEqual(notices)
    await server.kill()
    expect(lettersTo('reader', server.home)).toHaveLength(notices)
    await server.withTables(async (tables) => {
      expect(await verifyAuditLog({}, tables)).toMatchObject({ intact: true })
      await expectToldOnce(versions.map(({ slug, version }) => `city/${slug}@${version}`).toSorted(), tables)
    })
  })

  async function expectPublished(one: Parameters<typeof pathOf>[0]): Promise<void> {
    const published = await server.ask('reader', pathOf(one), VersionAnswer)
    expect(published).toMatchObject({ state: 'published', mayDownload: true })
    expect(published.citation[0]?.text).toContain('10.12345')
    const manifest = await server.send('reader', 'GET', `${pathOf(one)}/files/manifest.json`)
    expect(createHash('sha256').update(Buffer.from(await manifest.arrayBuffer())).digest('hex')).toBe(published.manifestSha256)
    expect((await server.ask('reader', `/datasets/city/${one.slug}`, DatasetAnswer)).latest).toMatchObject({ version: one.version, state: 'published' })
  }
})

/** That of everything that belongs to an act there is one. */
async function expectToldOnce(versions: readonly string[], tables: Database): Promise<void> {
  const once = (of: readonly string[]) => of.map((one) => ({ of: one, times: 1 }))
  const named = sql`'city/' || (payload ->> 'slug') || '@' || (payload ->> 'version')`
  expect(await count(tables, sql`select substr(object, 9) as of from audit_line where act = 'version:decide'`)).toEqual(once(versions))
  expect(await count(tables, sql`select ${named} as of from event where type = 'version.published'`)).toEqual(once(versions))
  expect(await count(tables, sql`select 'city/' || s.slug || '@' || v.version as of from version_decision d join version v on v.id = d.version_id join dataset s on s.id = v.dataset_id where decision = 'approved'`)).toEqual(once(versions))
  expect(await count(tables, sql`select ${named} as of from notification n join event e on e.id = n.event_id where kind = 'approve-version' and person_id = 'approver' and done_at is not null`)).toEqual(once(versions))
  const { rows } = await sql<{ id: string }>`select id from run order by id collate "C"`.execute(tables.queries)
  const runs = rows.map(({ id }) => id)
  expect(await count(tables, sql`select payload ->> 'runId' as of from event where type = 'run.ended'`)).toEqual(once(runs))
  expect(await count(tables, sql`select substr(object, 5) as of from audit_line where act = 'run:done'`)).toEqual(once(runs))
  expect((await count(tables, sql`select object as of from audit_line where act = 'upload:complete'`)).map(({ times }) => times)).toEqual([1, 1])
  expect((await sql`select * from job_claim`.execute(tables.queries)).rows).toEqual([])
}

/** How often each thing is there, in the order of their names. */
async function count({ queries }: Database, things: ReturnType<typeof sql>): Promise<{ of: string; times: number }[]> {
  return (await sql<{ of: string; times: number }>`select of, count(*)::integer as times from (${things}) as thing group by of order by of collate "C"`.execute(queries)).rows
}

function lettersTo(somebody: string, home: string): string[] {
  const folder = join(home, 'mail')
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml') && readFileSync(join(folder, name), 'utf8').includes(`To: ${somebody}@city.example`)) : []
}
