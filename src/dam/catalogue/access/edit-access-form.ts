import { personOf, type Principal } from '#platform/auth/principal.ts'
import type { Tx } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import { authorise } from '#kernels/rulebook/rule-book.ts'
import { asJsonb } from '../datasets/as-jsonb.ts'
import { type DatasetName, getDataset, type IsRecused } from '../datasets/find-dataset.ts'
import { type ActNeeds, datasetObject, recordAct } from '../datasets/record-act.ts'
import type { AccessForm } from './access-answers.ts'
import type { AccessTables } from './access-tables.ts'
import { checkForm } from './check-form.ts'
import { listMembers } from './list-members.ts'

/**
 * Sets what is asked of those who apply. Applications that were made keep the form that they answered.
 *
 * @throws {Refusal} `not-found`, `forbidden`, `bad-input` for a form that cannot be answered or a delegate who is not of the organisation
 */
export async function editAccessForm({ principal, name, form }: { readonly principal: Principal; readonly name: DatasetName; readonly form: AccessForm }, { database, clock, newId, isRecused }: ActNeeds & { readonly isRecused: IsRecused }): Promise<void> {
  checkForm(form)
  await database.transaction(async (tx) => {
    const { id, organisation } = await getDataset({ principal, name }, { queries: tx, isRecused })
    authorise(principal, 'access:edit-form', organisation.id)
    await checkDelegates(form, organisation.id, { tx, day: clock.now() })
    const row = { form: asJsonb(form), edited_by: personOf(principal) ?? '', edited_at: clock.now() }
    await tx.withTables<AccessTables>().insertInto('access_form').values({ dataset_id: id, ...row }).onConflict((conflict) => conflict.column('dataset_id').doUpdateSet(row)).execute()
    const detail = { fields: form.fields.length, answerWithinDays: form.answerWithinDays, longestDays: form.longestDays, delegates: form.delegates.length }
    await recordAct({ principal, act: 'access:edit-form', object: datasetObject(name), detail }, { tx, clock, newId })
  })
}

async function checkDelegates({ delegates }: AccessForm, organisationId: string, { tx, day }: { readonly tx: Tx; readonly day: Date }): Promise<void> {
  const members = new Set((await listMembers({ organisationId, at: day }, { queries: tx })).map(({ id }) => id))
  const strangers = delegates.filter((id) => !members.has(id)).length
  if (strangers > 0) throw new Refusal('bad-input', `Delegates are people of the organisation, named by their ids; ${strangers} of these ${strangers === 1 ? 'is' : 'are'} not`)
}
