import { personOf, type Principal } from '#platform/auth/principal.ts'
import type { Queries } from '#platform/database/database.ts'
import { authorise } from '#kernels/rulebook/rule-book.ts'
import { type DatasetName, getDataset, type IsRecused } from '../datasets/find-dataset.ts'
import { type ActNeeds, datasetObject, recordAct } from '../datasets/record-act.ts'
import type { FeedbackTables } from './feedback-tables.ts'

export interface FollowRequest {
  readonly principal: Principal
  readonly name: DatasetName
  readonly wish: 'follow' | 'leave'
}

/** Follows a data set, or no longer does; said twice, it is done once. @throws {Refusal} `not-found` */
export async function followDataset({ principal, name, wish }: FollowRequest, { database, clock, newId, isRecused }: ActNeeds & { readonly isRecused: IsRecused }): Promise<void> {
  authorise(principal, 'follow:change')
  const personId = personOf(principal) ?? ''
  await database.transaction(async (tx) => {
    const { id } = await getDataset({ principal, name }, { queries: tx, isRecused })
    const tables = tx.withTables<FeedbackTables>()
    const changed = wish === 'follow'
      ? await tables.insertInto('follow').values({ dataset_id: id, person_id: personId, at: clock.now() }).onConflict((conflict) => conflict.doNothing()).returning('dataset_id').executeTakeFirst()
      : await tables.deleteFrom('follow').where('dataset_id', '=', id).where('person_id', '=', personId).returning('dataset_id').executeTakeFirst()
    if (!changed) return
    await tables.updateTable('dataset').set(({ eb }) => ({ followers: eb('followers', '+', wish === 'follow' ? 1 : -1) })).where('id', '=', id).execute()
    await recordAct({ principal, act: 'follow:change', object: datasetObject(name), detail: { wish } }, { tx, clock, newId })
  })
}

/** Whether the person who asks follows a data set. */
export async function isFollowed({ principal, datasetId }: { readonly principal: Principal; readonly datasetId: string }, { queries }: { readonly queries: Queries }): Promise<boolean> {
  const personId = personOf(principal)
  if (personId === undefined) return false
  return await queries.withTables<FeedbackTables>().selectFrom('follow').select('at').where('dataset_id', '=', datasetId).where('person_id', '=', personId).executeTakeFirst() !== undefined
}
