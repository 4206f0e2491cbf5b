import { personOf, type Principal } from '#platform/auth/principal.ts'
import type { Tx } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import { authorise } from '#kernels/rulebook/rule-book.ts'
import { asJsonb } from '../datasets/as-jsonb.ts'
import { type DatasetName, getDataset, type IsRecused } from '../datasets/find-dataset.ts'
import { type ActNeeds, recordAct } from '../datasets/record-act.ts'
import type { ApplicationRequest } from './access-answers.ts'
import { accessApplied } from './access-events.ts'
import type { AccessTables } from './access-tables.ts'
import { checkAnswers } from './check-form.ts'
import { daysAfter } from './days.ts'
import { applicationObject } from './find-application.ts'
import { getAccessForm } from './get-access-form.ts'

export interface ApplyRequest {
  readonly principal: Principal
  readonly name: DatasetName
  readonly application: ApplicationRequest
}

/**
 * Asks for access to a data set, with purpose, legal basis, people and end. The day of the answer follows from the form.
 *
 * @throws {Refusal} `not-found`; `conflict` where nothing must be asked for, or an application waits already; `bad-input` for answers that do not fit
 */
export async function applyForAccess({ principal, name, application }: ApplyRequest, { database, clock, newId, isRecused }: ActNeeds & { readonly isRecused: IsRecused }): Promise<{ id: string }> {
  authorise(principal, 'access:apply')
  const applicantId = personOf(principal) ?? ''
  return database.transaction(async (tx) => {
    const dataset = await getDataset({ principal, name }, { queries: tx, isRecused })
    if (dataset.access !== 'on-application') throw new Refusal('conflict', 'Nobody needs to apply for this data set; download it')
    if (dataset.latestVersionId === null) throw new Refusal('conflict', 'Nothing of this data set is published yet')
    const now = clock.now()
    const form = await getAccessForm(dataset.id, { queries: tx })
    checkAnswers(application, { form, now })
    const id = newId()
    const made = await tx.withTables<AccessTables>().insertInto('application').values({
      id, dataset_id: dataset.id, applicant_id: applicantId, organisation_id: principal.kind === 'anonymous' ? null : principal.actingFor?.organisationId ?? null,
      purpose: application.purpose, legal_basis: application.legalBasis, until_day: application.until, answers: asJsonb(application.answers), form: asJsonb(form),
      state: 'waiting', applied_at: now, due_at: daysAfter(now, form.answerWithinDays), ...NOT_DECIDED,
    }).onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst()
    if (!made) throw new Refusal('conflict', 'An application of yours waits already; withdraw it to make another')
    await namePeople(id, application.people, tx)
    const payload = { applicationId: id, datasetId: dataset.id, organisationId: dataset.organisation.id, ...name, applicantId }
    await recordAct({ principal, act: 'access:apply', object: applicationObject(id), detail: { dataset: `${name.publisher}/${name.slug}` }, event: { definition: accessApplied, payload } }, { tx, clock, newId })
    return { id }
  })
}

const NOT_DECIDED = { escalated_at: null, decided_at: null, decided_by: null, reasons: null, granted_until: null, ended_at: null, ended_by: null }

async function namePeople(applicationId: string, people: ApplicationRequest['people'], tx: Tx): Promise<void> {
  if (people.length === 0) return
  await tx.withTables<AccessTables>().insertInto('application_person').values(people.map(({ name, email }, place) => ({ application_id: applicationId, place, name, email: email.toLowerCase() }))).execute()
}
