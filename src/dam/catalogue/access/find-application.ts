import { personOf, type Principal } from '#platform/auth/principal.ts'
import type { Queries, Tx } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import { isAllowed } from '#kernels/rulebook/rule-book.ts'
import type { IsRecused, ReadNeeds } from '../datasets/find-dataset.ts'
import { datasetObject } from '../datasets/record-act.ts'
import { AccessForm } from './access-answers.ts'
import type { AccessTables } from './access-tables.ts'
import type { ApplicationState } from './application-state.ts'
import { getAccessForm } from './get-access-form.ts'

/** An application as acts know it. */
export interface Application {
  readonly id: string
  readonly datasetId: string
  readonly organisationId: string
  readonly publisher: string
  readonly slug: string
  readonly applicantId: string
  /** The organisation for which it was asked. */
  readonly applicantOrganisation: string | null
  readonly state: ApplicationState
  readonly until: string
  readonly grantedUntil: string | null
  readonly form: AccessForm
  readonly isEscalated: boolean
}

/** How the audit log calls an application. */
export function applicationObject(id: string): string {
  return `application:${id}`
}

/** What every event of an application tells. */
export function applicationFacts({ id, datasetId, organisationId, publisher, slug, applicantId }: Application) {
  return { applicationId: id, datasetId, organisationId, publisher, slug, applicantId }
}

/**
 * Holds an application's row until the transaction ends, for somebody who may know of it: its applicant, or those who answer it.
 *
 * @throws {Refusal} `not-found`, the same for what is not there, what is another person's, and what the person is recused from
 */
export async function lockApplication({ principal, id }: { readonly principal: Principal; readonly id: string }, { tx, isRecused }: { readonly tx: Tx; readonly isRecused: IsRecused }): Promise<Application> {
  const row = await tx.withTables<AccessTables>().selectFrom('application as a').innerJoin('dataset as d', 'd.id', 'a.dataset_id').innerJoin('organisation as o', 'o.id', 'd.publisher_id')
    .leftJoin('organisation as w', 'w.id', 'a.organisation_id')
    .select(['a.id', 'a.dataset_id as datasetId', 'd.publisher_id as organisationId', 'o.slug as publisher', 'd.slug', 'a.applicant_id as applicantId', 'w.slug as applicantOrganisation',
      'a.state', 'a.until_day as until', 'a.granted_until as grantedUntil', 'a.form', 'a.escalated_at as escalatedAt'])
    .where('a.id', '=', id).forUpdate('a').executeTakeFirst()
  if (!row) throw notThere()
  const { escalatedAt, form, ...rest } = row
  const application = { ...rest, form: AccessForm.parse(form), isEscalated: escalatedAt !== null }
  const isOwn = personOf(principal) === application.applicantId
  if (!isOwn && !await mayAnswer({ principal, application, organisationSlugs: slugsOf(application) }, { queries: tx, isRecused })) throw notThere()
  return application
}

export interface AnswerQuestion {
  readonly principal: Principal
  readonly application: Pick<Application, 'datasetId' | 'organisationId' | 'publisher' | 'slug'> & { readonly isEscalated: boolean }
  /** Organisations to which whoever answers must have no tie: the publisher's, the applicant's. */
  readonly organisationSlugs: readonly string[]
}

/**
 * Whether somebody is one of those who answer the applications of a data set, and not recused: an access officer, a
 * delegate whom the form of today names, or an owner, who reads them all and decides those that are late.
 */
export async function mayAnswer({ principal, application: { datasetId, organisationId, publisher, slug }, organisationSlugs }: AnswerQuestion, { queries, isRecused }: ReadNeeds): Promise<boolean> {
  const personId = personOf(principal)
  if (personId === undefined || await answersAs(principal, { datasetId, organisationId }, queries) === 'nobody') return false
  return !await isRecused({ personId, objects: [datasetObject({ publisher, slug }), ...organisationSlugs.map((each) => `organisation:${each}`)] }, queries)
}

/** In which capacity somebody answers applications. */
export async function answersAs(principal: Principal, { datasetId, organisationId }: Pick<Application, 'datasetId' | 'organisationId'>, queries: Queries | Tx): Promise<'officer' | 'delegate' | 'owner' | 'nobody'> {
  if (!isAllowed(principal, 'access:answer', organisationId)) return 'nobody'
  if (isAllowed(principal, 'access:decide', organisationId)) return 'officer'
  const { delegates } = await getAccessForm(datasetId, { queries })
  if (delegates.includes(personOf(principal) ?? '')) return 'delegate'
  return isAllowed(principal, 'access:edit-form', organisationId) ? 'owner' : 'nobody'
}

/** Whether a person is the applicant, or one of those named: nobody decides on their own access. */
export async function isOwnAccess({ id, applicantId }: Pick<Application, 'id' | 'applicantId'>, personId: string, queries: Queries | Tx): Promise<boolean> {
  if (applicantId === personId) return true
  const named = await queries.withTables<AccessTables>().selectFrom('application_person as n').innerJoin('person as p', 'p.email', 'n.email')
    .select('n.place').where('n.application_id', '=', id).where('p.id', '=', personId).executeTakeFirst()
  return named !== undefined
}

/** Organisations by which somebody may be tied to an application. */
export function slugsOf({ publisher, applicantOrganisation }: Pick<Application, 'publisher' | 'applicantOrganisation'>): string[] {
  return applicantOrganisation === null ? [publisher] : [publisher, applicantOrganisation]
}

function notThere(): Refusal {
  return new Refusal('not-found', 'There is no such application')
}
