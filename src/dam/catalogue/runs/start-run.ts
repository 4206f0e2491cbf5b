import { personOf, type Principal } from '#platform/auth/principal.ts'
import type { Jobs } from '#platform/jobs/open-jobs.ts'
import { Refusal } from '#platform/refusal.ts'
import { asJsonb } from '../datasets/as-jsonb.ts'
import type { DatasetName } from '../datasets/find-dataset.ts'
import { beginVersion } from '../publishing/begin-version.ts'
import type { UploadActNeeds } from '../uploads/begin-upload.ts'
import { listArrived } from '../uploads/list-uploads.ts'
import { getOwnDataset } from '../uploads/own-dataset.ts'
import { checkDraft } from './check-draft.ts'
import { listRecipeFiles } from './recipe-files.ts'
import { executeRunJob } from './run-jobs.ts'
import type { RunInput, RunTables } from './run-tables.ts'
import { findDraft } from './save-recipe.ts'
import { plannedStages } from './stage-progress.ts'

/** What starting and stopping runs needs. */
export interface RunActNeeds extends UploadActNeeds {
  readonly jobs: Pick<Jobs, 'enqueue' | 'cancel'>
}

/**
 * Starts a run of the recipe as it was last saved: the version is begun, the run written and its job asked for at once.
 *
 * The run keeps the text and the uploads that its files are, so what is saved or uploaded later changes nothing in it.
 *
 * @param version the recipe's own when left out
 * @throws {Refusal} `bad-recipe` while the recipe has problems; `conflict` when the version is being run or was published; `not-found`, `forbidden`
 */
export async function startRun({ principal, name, version: wanted }: { readonly principal: Principal; readonly name: DatasetName; readonly version?: string | undefined }, { database, clock, newId, isRecused, jobs }: RunActNeeds): Promise<{ id: string }> {
  const id = newId()
  await database.transaction(async (tx) => {
    const dataset = await getOwnDataset({ principal, name, permission: 'run:start' }, { queries: tx, isRecused })
    const draft = await findDraft(dataset.id, tx)
    if (!draft) throw new Refusal('not-ready', 'There is no recipe yet; upload a table and have one proposed')
    const uploads = await listArrived(dataset.id, tx)
    const { problems, loaded } = checkDraft({ text: draft.text, name: `${name.publisher}/${name.slug}`, uploads: uploads.map((upload) => upload.name), version: wanted })
    if (!loaded) throw new Refusal('bad-recipe', `The recipe is not sound: ${problems.slice(0, 5).map((problem) => `line ${problem.line}: ${problem.message}`).join(' ')}`)
    const { recipe, text } = loaded
    const { version } = recipe.release
    const ids = new Map(uploads.map((upload) => [upload.name, upload.id]))
    const inputs = [...new Set(listRecipeFiles(recipe).map((file) => file.name))].map((file): RunInput => ({ name: file, uploadId: ids.get(file) ?? '' }))
    const stages = plannedStages({ hasFairness: recipe.fairness !== undefined, hasWeights: recipe.fairness?.weights === true, hasSearch: recipe.privacy !== undefined })
    const jobId = await jobs.enqueue(executeRunJob, { runId: id }, tx)
    const { versionId } = await beginVersion({ principal, dataset, version, runId: id }, { tx, clock, newId })
    await tx.withTables<RunTables>().insertInto('run').values({
      id, dataset_id: dataset.id, version_id: versionId, version, state: 'waiting', attempt: 0, started_by: personOf(principal) ?? '', created_at: clock.now(), started_at: null, ended_at: null,
      recipe: text, inputs: asJsonb(inputs), stages: asJsonb(stages), because: null, release_path: null, job_id: jobId, change: 1,
    }).execute()
  })
  return { id }
}
