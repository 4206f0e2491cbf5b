import type { Principal } from '#platform/auth/principal.ts'
import { personOf } from '#platform/auth/principal.ts'
import { Refusal } from '#platform/refusal.ts'
import { authorise } from '#kernels/rulebook/rule-book.ts'
import { asJsonb } from './as-jsonb.ts'
import { checkDetails } from './check-details.ts'
import type { DatasetDetails } from './dataset-answers.ts'
import { datasetCreated } from './dataset-events.ts'
import type { DatasetTables } from './dataset-tables.ts'
import type { DatasetName } from './find-dataset.ts'
import { type ActNeeds, datasetObject, recordAct } from './record-act.ts'

export interface CreateRequest {
  readonly principal: Principal
  readonly name: DatasetName
  readonly details: DatasetDetails
}

/**
 * Makes a data set that only its publisher's people see, until a version of it is published.
 *
 * @throws {Refusal} `not-found` for an organisation that is not there, `conflict` for an address that is taken, `bad-input` for details that are not sound
 */
export async function createDataset({ principal, name, details }: CreateRequest, { database, clock, newId }: ActNeeds): Promise<{ id: string }> {
  checkDetails(details)
  return database.transaction(async (tx) => {
    const tables = tx.withTables<DatasetTables>()
    const organisation = await tables.selectFrom('organisation').select(['id', 'slug', 'name']).where('slug', '=', name.publisher).executeTakeFirst()
    if (!organisation) throw new Refusal('not-found', `There is no organisation ${name.publisher}`)
    authorise(principal, 'dataset:create', organisation.id)
    const id = newId()
    const now = clock.now()
    const made = await tables.insertInto('dataset').values({
      id, publisher_id: organisation.id, slug: name.slug, details: asJsonb(details), access: details.access, domain: details.domain,
      doi: null, latest_version_id: null,
      created_by: personOf(principal) ?? '', created_at: now, edited_at: now,
    }).onConflict((conflict) => conflict.columns(['publisher_id', 'slug']).doNothing()).returning('id').executeTakeFirst()
    if (!made) throw new Refusal('conflict', `${name.publisher}/${name.slug} is there already; choose another address`)
    const payload = { datasetId: id, organisationId: organisation.id, ...name }
    await recordAct({ principal, act: 'dataset:create', object: datasetObject(name), event: { definition: datasetCreated, payload } }, { tx, clock, newId })
    return { id }
  })
}
