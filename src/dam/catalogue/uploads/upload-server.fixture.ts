// A server for uploads alone, to be killed: it tells its port on stdout and takes every request as the steward's.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { systemClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database/open-database.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { listen } from '#platform/http/listen.ts'
import { answerThrown } from '#platform/http/refusals.ts'
import { scansNothing } from '#platform/scan-content.ts'
import { folderObjectStore } from '#platform/storage/folder-object-store.ts'
import { who } from '../publishing/catalogue.fixture.ts'
import { finishArrivedUploads } from './finish-upload.ts'
import { receivingFolder } from './receiving-folder.ts'
import { uploadRoutes } from './uploads.routes.ts'

const [location = '', folder = ''] = process.argv.slice(2)
const database = await openDatabase(z.union([z.object({ url: z.string() }), z.object({ folder: z.string() })]).parse(JSON.parse(location)))
const needs = {
  database, clock: systemClock, newId: randomUUID, isRecused: () => Promise.resolve(false), store: folderObjectStore(join(folder, 'objects')), receiving: receivingFolder(join(folder, 'receiving')), scan: scansNothing,
  jobs: { enqueue: () => Promise.resolve('none') }, path: '/uploads', report: (fault: unknown) => { process.stderr.write(`${String(fault)}\n`) },
}
const app = doorRoutes()
app.onError(answerThrown({ log: { fault: needs.report } }))
app.use(async (c, next) => { c.set('principal', who('steward')); c.set('requestId', 'r'); await next() })
app.route('/', uploadRoutes(needs))
await finishArrivedUploads(needs)
const { port } = await listen(app.fetch, { host: '127.0.0.1', port: 0 })
process.stdout.write(`${port}\n`)
