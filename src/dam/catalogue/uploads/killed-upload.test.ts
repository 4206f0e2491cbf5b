import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { applyMigrations } from '#platform/database/apply-migrations.ts'
import type { DatabaseLocation } from '#platform/database/database.ts'
import { openDatabase } from '#platform/database/open-database.ts'
import { MIGRATIONS, testDatabases } from '#platform/database/test-databases.fixture.ts'
import { Page } from '#platform/http/shapes.ts'
import { UploadAnswer } from '../runs/run-answers.ts'
import { openRuns } from '../runs/runs.fixture.ts'
import { uploadKey } from './upload-tables.ts'

const BYTES = 3_000_000
const TUS = { 'tus-resumable': '1.0.0' }

async function startServer(location: DatabaseLocation, folder: string) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'upload-server.fixture.ts'), JSON.stringify(location), folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [told] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => { throw new Error('The server ended') })])
  return {
    address: `http://127.0.0.1:${String(told).trim()}`,
    async end(signal: NodeJS.Signals) {
      const closed = once(child, 'close')
      child.kill(signal)
      await closed
    },
  }
}

/** Sends a part and then leaves the line open. */
function sendAndHang(url: string, offset: number, bytes: Uint8Array): void {
  const sending = request(url, { method: 'PATCH', headers: { ...TUS, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset), 'content-length': String(BYTES - offset) } })
  sending.on('error', () => {})
  sending.write(bytes)
}

describe.each(testDatabases())('an upload on $name', ({ place }) => {
  test('goes on at the byte that is on the disk when its server was killed, and nothing is lost', { timeout: 180_000 }, async () => {
    const { location, remove } = await place()
    const folder = await mkdtemp(join(tmpdir(), 'datadam-killed-'))
    const database = await openDatabase(location)
    await applyMigrations(database, MIGRATIONS)
    const prepared = await openRuns(database)
    await database.close()

    const content = randomBytes(BYTES)
    const sha256 = createHash('sha256').update(content).digest('hex')
    let server = await startServer(location, folder)
    const metadata = Object.entries({ dataset: 'test-city/people', filename: 'large.csv', sha256 }).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join()
    const begun = await fetch(`${server.address}/uploads`, { method: 'POST', headers: { ...TUS, 'upload-length': String(BYTES), 'upload-metadata': metadata } })
    expect(begun.status).toBe(201)
    const path = begun.headers.get('location') ?? ''
    const id = path.split('/').at(-1) ?? ''
    const onDisk = async (): Promise<number> => (await stat(join(folder, 'receiving', id))).size

    let offset = 0
    for (const part of [1_000_000, 500_000]) {
      sendAndHang(server.address + path, offset, content.subarray(offset, offset + part))
      const end = offset + part
      await expect.poll(onDisk, { timeout: 120_000 }).toBe(end)
      await server.end('SIGKILL')
      expect(await readFile(join(folder, 'receiving', id))).toEqual(content.subarray(0, end))
      server = await startServer(location, folder)
      const head = await fetch(server.address + path, { method: 'HEAD', headers: TUS })
      expect([head.status, head.headers.get('upload-offset'), head.headers.get('upload-length')]).toEqual([200, String(end), String(BYTES)])
      offset = end
    }
    const last = await fetch(server.address + path, { method: 'PATCH', headers: { ...TUS, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) }, body: content.subarray(offset) })
    expect([last.status, last.headers.get('upload-offset')]).toEqual([204, String(BYTES)])
    const listed = Page(UploadAnswer).parse(await (await fetch(`${server.address}/datasets/test-city/people/uploads`)).json())
    expect(listed.items).toMatchObject([{ id, name: 'large.csv', bytes: BYTES, received: BYTES, state: 'complete', sha256 }])
    expect((await readFile(join(folder, 'objects', uploadKey(id)))).equals(content)).toBe(true)
    await server.end('SIGTERM')
    await prepared.close()
    await rm(folder, { recursive: true, force: true })
    await remove()
  })
})
