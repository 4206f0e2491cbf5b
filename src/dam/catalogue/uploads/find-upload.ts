import type { Principal } from '#platform/auth/principal.ts'
import { Refusal } from '#platform/refusal.ts'
import type { Permission } from '#kernels/rulebook/rule-book.ts'
import type { Dataset, ReadNeeds } from '../datasets/find-dataset.ts'
import { getOwnDataset } from './own-dataset.ts'
import type { UploadTables } from './upload-tables.ts'

/** A row of the table, with its data set's address. */
export type UploadRow = UploadTables['upload'] & { readonly publisher: string; readonly slug: string }

/** An upload by its id, whoever asks. */
export async function findUpload(id: string, queries: ReadNeeds['queries']): Promise<UploadRow | undefined> {
  return queries.withTables<UploadTables>().selectFrom('upload as u').innerJoin('dataset as d', 'd.id', 'u.dataset_id').innerJoin('organisation as o', 'o.id', 'd.publisher_id')
    .selectAll('u').select(['o.slug as publisher', 'd.slug']).where('u.id', '=', id).executeTakeFirst()
}

/** An upload, for somebody who may do this with it. @throws {Refusal} `not-found`, the same for another's; `forbidden` by the rule book */
export async function getUpload({ principal, id, permission }: { readonly principal: Principal; readonly id: string; readonly permission: Permission }, needs: ReadNeeds): Promise<{ readonly upload: UploadRow; readonly dataset: Dataset }> {
  const upload = await findUpload(id, needs.queries)
  if (!upload) throw noSuchUpload()
  const dataset = await getOwnDataset({ principal, name: upload, permission }, needs).catch((fault: unknown) => {
    throw fault instanceof Refusal && fault.code === 'not-found' ? noSuchUpload() : fault
  })
  return { upload, dataset }
}

function noSuchUpload(): Refusal {
  return new Refusal('not-found', 'There is no such upload; it may have been removed, or given up because it was not finished')
}
