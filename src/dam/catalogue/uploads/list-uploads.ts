import type { Principal } from '#platform/auth/principal.ts'
import type { DatasetName, ReadNeeds } from '../datasets/find-dataset.ts'
import type { UploadAnswer } from '../runs/run-answers.ts'
import { describeUpload } from './describe-upload.ts'
import { getOwnDataset } from './own-dataset.ts'
import type { ReceivingFolder } from './receiving-folder.ts'
import type { UploadTables } from './upload-tables.ts'

/** The uploads of a data set, newest first. @throws {Refusal} `not-found`, `forbidden` */
export async function listUploads({ principal, name, offset, limit }: { readonly principal: Principal; readonly name: DatasetName; readonly offset: number; readonly limit: number }, needs: ReadNeeds & { readonly receiving: ReceivingFolder }): Promise<{ items: UploadAnswer[]; total: number }> {
  const dataset = await getOwnDataset({ principal, name, permission: 'upload:read' }, needs)
  const ofDataset = needs.queries.withTables<UploadTables>().selectFrom('upload').where('dataset_id', '=', dataset.id)
  const rows = await ofDataset.selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc').offset(offset).limit(limit).execute()
  const { total } = await ofDataset.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  return { items: await Promise.all(rows.map((row) => describeUpload(row, needs))), total }
}

/** What of a data set has arrived: the newest of each name. */
export async function listArrived(datasetId: string, queries: ReadNeeds['queries']): Promise<UploadTables['upload'][]> {
  const rows = await queries.withTables<UploadTables>().selectFrom('upload').selectAll().where('dataset_id', '=', datasetId).where('state', '=', 'complete').orderBy('completed_at').orderBy('id').execute()
  return [...new Map(rows.map((row) => [row.name, row])).values()]
}
