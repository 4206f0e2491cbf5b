import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Principal } from '#platform/auth/principal.ts'
import { Refusal } from '#platform/refusal.ts'
import type { ObjectStore } from '#platform/storage/object-store.ts'
import type { DatasetName } from '../datasets/find-dataset.ts'
import type { UploadActNeeds } from '../uploads/begin-upload.ts'
import { listArrived } from '../uploads/list-uploads.ts'
import { getOwnDataset } from '../uploads/own-dataset.ts'
import { materialiseInputs } from './materialise-inputs.ts'
import { getRecipe, saveRecipe } from './save-recipe.ts'
import type { RecipeAnswer } from './run-answers.ts'

/** Looks at files and writes a recipe for them, as `datadam init` does: collecting, profiling, proposing. */
export type ProposeFromFiles = (request: { readonly folder: string; readonly names: readonly string[]; readonly name: string; readonly signal: AbortSignal }) => Promise<string>

/** What proposing needs. */
export interface ProposeNeeds extends UploadActNeeds {
  readonly store: ObjectStore
  readonly proposeFromFiles: ProposeFromFiles
  /** A folder for what is looked at, which nobody keeps. */
  readonly workspace: string
}

/** Proposes a recipe from uploads and saves it as the next draft. @throws {Refusal} `not-found` for an upload of another data set; `not-ready` for one that has not arrived; what collecting refuses */
export async function proposeDraft({ principal, name, uploadIds, signal }: { readonly principal: Principal; readonly name: DatasetName; readonly uploadIds: readonly string[]; readonly signal: AbortSignal }, needs: ProposeNeeds): Promise<RecipeAnswer> {
  const { database, isRecused, store, proposeFromFiles, workspace } = needs
  const reading = { queries: database.queries, isRecused }
  const dataset = await getOwnDataset({ principal, name, permission: 'recipe:edit' }, reading)
  const arrived = await listArrived(dataset.id, database.queries)
  const files = uploadIds.map((id) => {
    const upload = arrived.find((one) => one.id === id)
    if (!upload?.sha256) throw new Refusal('not-found', 'One of the uploads is not there, has not arrived, or a newer one has its name; look at the list again')
    return { uploadId: id, name: upload.name, sha256: upload.sha256, bytes: upload.bytes ?? 0 }
  })
  const folder = await mkdtemp(join(workspace, 'propose-'))
  try {
    await materialiseInputs({ folder, files }, { store, signal })
    const text = await proposeFromFiles({ folder, names: files.map((file) => file.name), name: `${name.publisher}/${name.slug}`, signal })
    // Whoever has one proposed asks for another in its place, whatever it is.
    await saveRecipe({ principal, name, text, revision: 'any' }, needs)
    return await getRecipe({ principal, name }, reading)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
