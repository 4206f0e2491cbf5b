import { sql } from 'kysely'
import type { Principal } from '#platform/auth/principal.ts'
import type { Jobs } from '#platform/jobs/open-jobs.ts'
import { Refusal } from '#platform/refusal.ts'
import type { ObjectStore } from '#platform/storage/object-store.ts'
import { recordAct } from '../datasets/record-act.ts'
import type { UploadActNeeds } from './begin-upload.ts'
import { getUpload } from './find-upload.ts'
import type { ReceivingFolder } from './receiving-folder.ts'
import { removeObjectsJob } from './upload-jobs.ts'
import type { UploadTables } from './upload-tables.ts'

/** What removing needs. */
export interface RemoveUploadNeeds extends UploadActNeeds {
  readonly jobs: Pick<Jobs, 'enqueue'>
  readonly receiving: ReceivingFolder
}

type RunInputs = { run: { id: string; inputs: unknown; state: string } }

/** Removes an upload, whole or not; its bytes go right after. @throws {Refusal} `conflict` while a run needs it; `not-found`, `forbidden` */
export async function removeUpload({ principal, id }: { readonly principal: Principal; readonly id: string }, { database, clock, newId, isRecused, jobs, receiving }: RemoveUploadNeeds): Promise<void> {
  await receiving.alone(id, async () => {
    await database.transaction(async (tx) => {
      await getUpload({ principal, id, permission: 'upload:add' }, { queries: tx, isRecused })
      await tx.withTables<UploadTables>().selectFrom('upload').select('id').where('id', '=', id).forUpdate().execute()
      const using = await tx.withTables<RunInputs>().selectFrom('run').select('id').where('state', 'in', ['waiting', 'running'])
        .where(sql<boolean>`inputs @> ${JSON.stringify([{ uploadId: id }])}::text::jsonb`).executeTakeFirst()
      if (using) throw new Refusal('conflict', 'A run needs this file; cancel the run, or wait for its end')
      await tx.withTables<UploadTables>().deleteFrom('upload').where('id', '=', id).execute()
      await jobs.enqueue(removeObjectsJob, { prefix: `uploads/${id}/` }, tx)
      await recordAct({ principal, act: 'upload:add', object: `upload:${id}`, detail: { removed: true } }, { tx, clock, newId })
    })
    await receiving.remove(id)
  })
}

/** The job's act: removes every object below a prefix. It may be begun anew. */
export async function removeObjects({ prefix }: { readonly prefix: string }, { store }: { readonly store: ObjectStore }): Promise<void> {
  for await (const { key } of store.list(prefix)) await store.delete(key)
}
