import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Me } from '#platform/auth/people-answers.ts'
import { totpOf } from '#platform/auth/totp.fixture.ts'
import { pglite, testDatabases } from '#platform/database/test-databases.fixture.ts'
import { VISITS_DETAILS } from '#dam/catalogue/publishing/catalogue.fixture.ts'
import { RecipeAnswer, RunAnswer } from '#dam/catalogue/runs/run-answers.ts'
import { emailOf, type KillableServer, PASSWORD, prepareServer } from './killed-server.fixture.ts'
import { bytesBelow, visits } from './program.fixture.ts'

const FILES = visits(3000)
const TUS = { 'tus-resumable': '1.0.0' }
const SecondFactor = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) })

const servers: KillableServer[] = []
afterAll(async () => { for (const server of servers) await server.end() })

async function begin(...given: Parameters<typeof prepareServer>): Promise<KillableServer> {
  const server = await prepareServer(...given)
  servers.push(server)
  return server
}

/** Uploads a table and saves a recipe for it. */
async function prepareRuns(server: KillableServer): Promise<void> {
  await server.post('steward', '/organisations/city/datasets', { slug: 'visits', details: VISITS_DETAILS })
  const csv = Uint8Array.from(Buffer.from(FILES['visits.csv']))
  const metadata = Object.entries({ dataset: 'city/visits', filename: 'visits.csv' }).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join()
  const sent = await server.send('steward', 'POST', '/uploads', { headers: { ...TUS, 'content-type': 'application/offset+octet-stream', 'upload-length': String(csv.length), 'upload-metadata': metadata }, body: csv })
  expect(sent.status).toBe(201)
  const saved = await server.send('steward', 'PUT', '/datasets/city/visits/recipe', { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text: FILES['recipe.yaml'] }) })
  expect(RecipeAnswer.parse(await saved.json()).problems).toEqual([])
}

async function startRun(server: KillableServer): Promise<string> {
  return RunAnswer.parse(await server.post('steward', '/datasets/city/visits/runs', {})).id
}

const getRun = (id: string, server: KillableServer) => server.ask('steward', `/runs/${id}`, RunAnswer)
const releaseOf = (id: string, { home }: KillableServer) => bytesBelow(join(home, 'objects/releases/city/visits@1.0.0', id))

describe.each(testDatabases())('a server on $name that is backed up and restored elsewhere', (database) => {
  test('goes on there with its people, its keys and the run that it had in hand', { timeout: 600_000 }, async () => {
    const old = await begin(database)
    await old.start()
    await old.signIn('steward')
    await old.signIn('reader')
    const { totpURI, backupCodes } = SecondFactor.parse(await old.post('reader', '/api/auth/two-factor/enable', { password: PASSWORD }))
    await old.post('reader', '/api/auth/two-factor/verify-totp', { code: totpOf(totpURI) })
    await prepareRuns(old)
    const calm = await startRun(old)
    await expect.poll(async () => (await getRun(calm, old)).state, { timeout: 120_000 }).toBe('done')
    const moved = await startRun(old)
    await expect.poll(async () => (await getRun(moved, old)).stages.find(({ stage }) => stage === 'deidentify')?.state, { timeout: 120_000, interval: 5 }).not.toBe('waiting')
    await old.kill()
    const folder = join(old.home, 'backup')
    expect(await old.command(['backup', folder])).toMatchObject({ code: 0, told: { outcome: 'backed-up', keys: 4 } })
    expect((await old.command(['backup', folder])).code).toBe(1)

    const place = await begin(pglite, { isEmpty: true })
    expect(await place.command(['restore', folder])).toMatchObject({ code: 0, told: { outcome: 'restored', keys: 4 } })
    expect(await place.command(['restore', folder])).toMatchObject({ code: 1, told: { code: 'conflict' } })
    place.takeSessionsOf(old)
    await place.start()
    expect((await place.ask('steward', '/me', Me)).person).toMatchObject({ email: emailOf('steward') })
    await expect.poll(async () => (await getRun(moved, place)).state, { timeout: 120_000 }).toBe('done')
    // The same bytes hold the same pseudonyms and the same signature.
    expect(releaseOf(calm, place)).toEqual(releaseOf(calm, old))
    expect(releaseOf(moved, place)).toEqual(releaseOf(calm, old))
    await expect(place.signIn('reader')).resolves.toBeUndefined()
    await place.post('reader', '/api/auth/two-factor/verify-backup-code', { code: backupCodes[0] })
    expect((await place.ask('reader', '/me', Me)).person).toMatchObject({ email: emailOf('reader') })
    await place.kill()
    expect(await place.command(['audit', 'verify'])).toMatchObject({ code: 0, told: { intact: true } })
  })

  test('keeps its keys where the backup was asked for without them', { timeout: 300_000 }, async () => {
    const [old] = servers
    if (!old) throw new Error('There is no old server')
    const folder = join(old.home, 'backup-without-keys')
    expect(await old.command(['backup', folder, '--without-keys'])).toMatchObject({ code: 0, told: { keys: null } })
    const place = await begin(pglite, { isEmpty: true })
    expect(await place.command(['restore', folder])).toMatchObject({ code: 0, told: { keys: null } })
    expect(existsSync(join(place.home, 'keys'))).toBe(false)
  })
})
