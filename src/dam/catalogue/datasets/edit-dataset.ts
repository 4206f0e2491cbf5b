import type { Principal } from '#platform/auth/principal.ts'
import { authorise } from '#kernels/rulebook/rule-book.ts'
import { asJsonb } from './as-jsonb.ts'
import { checkDetails } from './check-details.ts'
import type { DatasetDetails } from './dataset-answers.ts'
import { datasetEdited } from './dataset-events.ts'
import type { DatasetTables } from './dataset-tables.ts'
import { type DatasetName, getDataset, type IsRecused } from './find-dataset.ts'
import { type ActNeeds, datasetObject, recordAct } from './record-act.ts'

export interface EditRequest {
  readonly principal: Principal
  readonly name: DatasetName
  readonly details: DatasetDetails
}

/**
 * Changes what is said of a data set, its access class too. Published versions stay as they are.
 *
 * @throws {Refusal} `not-found`, `forbidden`, or `bad-input` for details that are not sound
 */
export async function editDataset({ principal, name, details }: EditRequest, { database, clock, newId, isRecused }: ActNeeds & { readonly isRecused: IsRecused }): Promise<void> {
  checkDetails(details)
  await database.transaction(async (tx) => {
    const { id, organisation, access } = await getDataset({ principal, name }, { queries: tx, isRecused })
    authorise(principal, 'dataset:edit', organisation.id)
    await tx.withTables<DatasetTables>().updateTable('dataset').set({
      details: asJsonb(details), access: details.access, domain: details.domain, edited_at: clock.now(),
    }).where('id', '=', id).execute()
    const payload = { datasetId: id, organisationId: organisation.id, ...name }
    const detail = access === details.access ? {} : { accessBefore: access, access: details.access }
    await recordAct({ principal, act: 'dataset:edit', object: datasetObject(name), detail, event: { definition: datasetEdited, payload } }, { tx, clock, newId })
  })
}
