import type { Principal } from '#platform/auth/principal.ts'
import { Refusal } from '#platform/refusal.ts'
import type { ObjectStore } from '#platform/storage/object-store.ts'
import { readHierarchyFile } from '#dam/recipe/read-hierarchy-file.ts'
import type { DatasetName } from '../datasets/find-dataset.ts'
import type { UploadActNeeds } from '../uploads/begin-upload.ts'
import { listArrived } from '../uploads/list-uploads.ts'
import { getOwnDataset } from '../uploads/own-dataset.ts'
import { uploadKey } from '../uploads/upload-tables.ts'
import { type HierarchyAnswer, type HierarchyFile, LONGEST_HIERARCHY_CHARACTERS } from './hierarchy-answers.ts'

/** Reads the hierarchy that a file holds, as a run of the recipe would. @throws {Refusal} `bad-recipe` where it is none; `bad-input` where it is too long; `not-found`, `forbidden` */
export async function readHierarchy({ principal, name, of }: { readonly principal: Principal; readonly name: DatasetName; readonly of: HierarchyFile }, { database, isRecused, store }: UploadActNeeds & { readonly store: Pick<ObjectStore, 'getRange'> }): Promise<HierarchyAnswer> {
  const dataset = await getOwnDataset({ principal, name, permission: 'recipe:edit' }, { queries: database.queries, isRecused })
  const answer = (text: string, file: string): HierarchyAnswer => ({ rows: readHierarchyFile(text, file).map((row) => [...row]) })
  if ('text' in of) return answer(of.text, of.file)
  const upload = (await listArrived(dataset.id, database.queries)).find((one) => one.name === of.upload)
  if (!upload) throw new Refusal('not-found', `There is no upload ${of.upload} that has arrived`)
  if ((upload.bytes ?? 0) > LONGEST_HIERARCHY_CHARACTERS) throw new Refusal('bad-input', `The upload ${of.upload} is longer than a million bytes, too long to be shown; a run reads it all the same`)
  const { chunks } = await store.getRange(uploadKey(upload.id))
  return answer(Buffer.concat(await Array.fromAsync(chunks)).toString('utf8'), of.upload)
}
