// A worker for one attempt at one run, to be killed: it tells on stdout what the pipeline tells.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { systemClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database/open-database.ts'
import { folderObjectStore } from '#platform/storage/folder-object-store.ts'
import { executeRun } from './execute-run.ts'
import { pipelineIn } from './runs.fixture.ts'

const [location = '', folder = '', runId = '', jobId = ''] = process.argv.slice(2)
const database = await openDatabase(z.union([z.object({ url: z.string() }), z.object({ folder: z.string() })]).parse(JSON.parse(location)))
const pipeline = pipelineIn(join(folder, 'home'))
await executeRun({ runId }, { id: jobId, attempt: 1, signal: new AbortController().signal }, {
  database, clock: systemClock, newId: randomUUID, store: folderObjectStore(join(folder, 'objects')), workspace: join(folder, 'work'), inHand: new Map(),
  report: (fault) => { process.stderr.write(`${String(fault)}\n`) },
  runPipeline: (request, needs) => pipeline(request, { ...needs, progress: (step) => { process.stdout.write(`${step.stage} ${step.message ?? ''}\n`); needs.progress(step) } }),
})
await database.close()
process.stdout.write('over\n')
