import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { personOf, type Principal } from '#platform/auth/principal.ts'
import { Refusal, type RefusalCode } from '#platform/refusal.ts'
import type { DatasetName } from '../datasets/find-dataset.ts'
import type { UploadActNeeds } from '../uploads/begin-upload.ts'
import { listArrived } from '../uploads/list-uploads.ts'
import { getOwnDataset } from '../uploads/own-dataset.ts'
import { checkDraft } from './check-draft.ts'
import type { InputFile } from './materialise-inputs.ts'
import type { PreviewAnswer, PreviewResult } from './preview-answers.ts'
import { listRecipeFiles } from './recipe-files.ts'

/** Tries a recipe on files in a folder. What it has read is kept under the session's name for the next time. */
export type TryRecipe = (request: { readonly session: string; readonly folder: string; readonly text: string; readonly exact: boolean }) => Promise<PreviewResult>

export interface PreviewNeeds extends UploadActNeeds {
  /** Lays uploads into a folder, once for all who ask for it at one time. */
  readonly layInputs: (request: { readonly folder: string; readonly files: readonly InputFile[] }) => Promise<void>
  readonly tryRecipe: TryRecipe
  /** A folder for what is looked at; emptied when a session ends. */
  readonly previews: string
}

export interface PreviewRequest {
  readonly principal: Principal
  readonly name: DatasetName
  /** The recipe, saved or not. */
  readonly text: string
  /** On every row instead of some. */
  readonly exact: boolean
}

/** Refusals that are an answer to a designer: the recipe is understood, and does not work out. */
const ANSWERS: ReadonlySet<RefusalCode> = new Set(['promise-failed', 'bad-recipe', 'bad-input'])

/**
 * Says what a recipe would do to its uploads: some rows before and after, and the risk that remains. Nothing is saved.
 *
 * @throws {Refusal} `not-found`, `forbidden`; `cancelled` when the same person asked anew meanwhile
 */
export async function previewDraft({ principal, name, text, exact }: PreviewRequest, { database, isRecused, layInputs, tryRecipe, previews }: PreviewNeeds): Promise<PreviewAnswer> {
  const begun = performance.now()
  const dataset = await getOwnDataset({ principal, name, permission: 'recipe:edit' }, { queries: database.queries, isRecused })
  const arrived = await listArrived(dataset.id, database.queries)
  const { problems, columns, loaded } = checkDraft({ text, name: `${name.publisher}/${name.slug}`, uploads: arrived.map((upload) => upload.name) })
  const answer = (told: Partial<PreviewAnswer>): PreviewAnswer => ({ problems, columns, result: null, because: null, ...told, milliseconds: Math.round(performance.now() - begun) })
  if (!loaded) return answer({})
  const wanted = new Set(listRecipeFiles(loaded.recipe).map((file) => file.name))
  const files = arrived.filter((upload) => wanted.has(upload.name)).map((upload): InputFile => ({ name: upload.name, uploadId: upload.id, sha256: upload.sha256 ?? '', bytes: upload.bytes ?? 0 }))
  const session = `${dataset.id}.${personOf(principal) ?? ''}`
  // Each set of uploads has a folder of its own, so that a file that came anew is read anew.
  const folder = join(previews, session, createHash('sha256').update(files.map(({ uploadId }) => uploadId).toSorted().join(' ')).digest('hex'))
  try {
    await layInputs({ folder, files })
    return answer({ result: await tryRecipe({ session, folder, text: loaded.text, exact }) })
  } catch (fault) {
    if (fault instanceof Refusal && ANSWERS.has(fault.code)) return answer({ because: fault.message })
    throw fault
  }
}
