import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { Page } from '#platform/http/shapes.ts'
import { scanBy } from '#platform/scan-content.ts'
import { UploadAnswer } from '../runs/run-answers.ts'
import { bodyOf, openRuns } from '../runs/runs.fixture.ts'
import { finishArrivedUploads, HARMFUL } from './finish-upload.ts'
import { uploadKey } from './upload-tables.ts'

/** Finds the letters EICAR, and cannot judge the word broken. */
const SCANNER = scanBy([process.execPath, '-e', 'let text = ""; process.stdin.on("data", (chunk) => { text += chunk }).on("end", () => process.exit(text.includes("EICAR") ? 1 : text.includes("broken") ? 2 : 0))'])

describe.each(testDatabases())('uploads with a scanner on $name', ({ open }) => {
  let database: Database
  let runs: Awaited<ReturnType<typeof openRuns>>
  let web: Server
  let address = ''
  beforeAll(async () => {
    database = await open()
    web = createServer((request, response) => { response.end(request.url === '/harmful.csv' ? 'name\nEICAR\n' : 'name\nPerson 1\n') })
    await new Promise<void>((resolve) => { web.listen(0, '127.0.0.1', resolve) })
    const place = web.address()
    address = `http://public.example:${typeof place === 'object' && place ? place.port : 0}`
    runs = await openRuns(database, { scan: SCANNER, network: { resolve: () => Promise.resolve(['127.0.0.1']), isAllowed: () => true } })
  })
  afterAll(async () => { web.closeAllConnections(); web.close(); await runs.close(); await database.close() })
  const read = async (id: string) => bodyOf(await runs.ask('steward', 'GET', `/uploads/${id}`), UploadAnswer)
  const isKept = async (id: string) => (await runs.needs.store.head(uploadKey(id))) !== undefined
  async function fetched(name: string): Promise<string> {
    const { id } = await bodyOf(await runs.ask('steward', 'POST', '/datasets/test-city/people/imports', { url: `${address}/${name}` }), UploadAnswer)
    await runs.work()
    return id
  }

  test('what it finds nothing in is kept, sent or fetched', async () => {
    for (const id of [await runs.upload('people.csv', 'name\nPerson 1\n'), await fetched('people.csv')]) expect([(await read(id)).state, await isKept(id)]).toEqual(['complete', true])
  })

  test('a file in which the scanner finds something is refused and not kept, sent or fetched', async () => {
    await expect(runs.upload('harmful.csv', 'name\nEICAR\n')).rejects.toThrow(HARMFUL)
    await fetched('harmful.csv')
    const { items } = Page(UploadAnswer).parse(await (await runs.ask('steward', 'GET', '/datasets/test-city/people/uploads')).json())
    const harmful = items.filter(({ name }) => name === 'harmful.csv')
    expect(harmful.map(({ state, because }) => [state, because])).toEqual([['failed', HARMFUL], ['failed', HARMFUL]])
    for (const { id } of harmful) expect(await isKept(id)).toBe(false)
    expect(await runs.needs.receiving.list()).toEqual([])
  })

  test('a file that could not be judged waits, and is neither kept nor lost', async () => {
    const sent = await runs.ask('steward', 'POST', '/uploads', 'broken', { 'tus-resumable': '1.0.0', 'upload-length': '6', 'upload-metadata': `dataset ${Buffer.from('test-city/people').toString('base64')},filename ${Buffer.from('b.csv').toString('base64')}`, 'content-type': 'application/offset+octet-stream' })
    const [id = ''] = await runs.needs.receiving.list()
    expect([sent.status, await isKept(id)]).toEqual([500, false])
    await expect(finishArrivedUploads(runs.needs)).rejects.toThrow('The scanner ended with 2')
    await finishArrivedUploads({ ...runs.needs, scan: () => Promise.resolve('clean') })
    expect([(await read(id)).state, await isKept(id)]).toEqual(['complete', true])
  })
})
