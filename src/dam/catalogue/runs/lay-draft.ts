import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { personOf, type Principal } from '#platform/auth/principal.ts'
import { Refusal, type RefusalCode } from '#platform/refusal.ts'
import type { DatasetName } from '../datasets/find-dataset.ts'
import type { UploadActNeeds } from '../uploads/begin-upload.ts'
import { listArrived } from '../uploads/list-uploads.ts'
import { getOwnDataset } from '../uploads/own-dataset.ts'
import { checkDraft, type CheckedDraft } from './check-draft.ts'
import type { InputFile } from './materialise-inputs.ts'
import { listRecipeFiles } from './recipe-files.ts'

/** A recipe, saved or not, that is to be tried. */
export interface TriedDraft {
  readonly principal: Principal
  readonly name: DatasetName
  readonly text: string
}

export interface LayNeeds extends UploadActNeeds {
  /** Lays uploads into a folder, once for all who ask for it at one time. */
  readonly layInputs: (request: { readonly folder: string; readonly files: readonly InputFile[] }) => Promise<void>
  /** A folder for what is looked at; emptied when a session ends. */
  readonly previews: string
}

/** Where a sound recipe's files lie, and the session that keeps what is read of them. */
export interface LaidDraft {
  readonly session: string
  readonly folder: string
  readonly text: string
  readonly lay: () => Promise<void>
}

/** Checks a draft and says where its uploads will lie; only a sound one has a place. @throws {Refusal} `not-found`, `forbidden` */
export async function layDraft({ principal, name, text }: TriedDraft, { database, isRecused, layInputs, previews }: LayNeeds): Promise<Pick<CheckedDraft, 'problems' | 'columns'> & { readonly laid?: LaidDraft }> {
  const dataset = await getOwnDataset({ principal, name, permission: 'recipe:edit' }, { queries: database.queries, isRecused })
  const arrived = await listArrived(dataset.id, database.queries)
  const { problems, columns, loaded } = checkDraft({ text, name: `${name.publisher}/${name.slug}`, uploads: arrived.map((upload) => upload.name) })
  if (!loaded) return { problems, columns }
  const wanted = new Set(listRecipeFiles(loaded.recipe).map((file) => file.name))
  const files = arrived.filter((upload) => wanted.has(upload.name)).map((upload): InputFile => ({ name: upload.name, uploadId: upload.id, sha256: upload.sha256 ?? '', bytes: upload.bytes ?? 0 }))
  const session = `${dataset.id}.${personOf(principal) ?? ''}`
  // Each set of uploads has a folder of its own, so that a file that came anew is read anew.
  const folder = join(previews, session, createHash('sha256').update(files.map(({ uploadId }) => uploadId).toSorted().join(' ')).digest('hex'))
  return { problems, columns, laid: { session, folder, text: loaded.text, lay: () => layInputs({ folder, files }) } }
}

/** Refusals that are an answer to a designer: the recipe is understood, and does not work out. */
const ANSWERS: ReadonlySet<RefusalCode> = new Set(['promise-failed', 'bad-recipe', 'bad-input'])

/** What was found, or why there is nothing. @throws {Refusal} what is no answer to a designer */
export async function foundOrBecause<Found>(find: () => Promise<Found>): Promise<{ readonly found: Found } | { readonly because: string }> {
  try {
    return { found: await find() }
  } catch (fault) {
    if (fault instanceof Refusal && ANSWERS.has(fault.code)) return { because: fault.message }
    throw fault
  }
}
