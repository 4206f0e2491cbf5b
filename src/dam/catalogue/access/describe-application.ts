import { personOf, type Principal } from '#platform/auth/principal.ts'
import type { Names } from '#platform/auth/people-answers.ts'
import type { Queries, Tx } from '#platform/database/database.ts'
import { ApplicationAnswer } from './access-answers.ts'
import type { AccessTables } from './access-tables.ts'

/** Everything that an answer tells of an application, joined. */
export function selectApplications(queries: Queries | Tx) {
  return queries.withTables<AccessTables>().selectFrom('application as a')
    .innerJoin('dataset as d', 'd.id', 'a.dataset_id').innerJoin('organisation as o', 'o.id', 'd.publisher_id').innerJoin('person as p', 'p.id', 'a.applicant_id')
    .leftJoin('organisation as w', 'w.id', 'a.organisation_id').leftJoin('person as b', 'b.id', 'a.decided_by')
    .select(['a.id', 'a.purpose', 'a.legal_basis', 'a.until_day', 'a.answers', 'a.state', 'a.applied_at', 'a.due_at', 'a.escalated_at', 'a.decided_at', 'a.reasons', 'a.granted_until', 'a.applicant_id',
      'a.dataset_id', 'd.publisher_id', 'd.slug', 'd.details', 'o.slug as publisher', 'p.name as applicant', 'w.name as applicant_organisation', 'w.slug as applicant_organisation_slug', 'b.name as decided_by_name'])
}

/** One row of `selectApplications`. */
export type ApplicationRow = Awaited<ReturnType<ReturnType<typeof selectApplications>['execute']>>[number]

/** The people of each application, in the order in which they were named. */
export async function peopleOf(ids: readonly string[], queries: Queries | Tx): Promise<ReadonlyMap<string, { name: string; email: string }[]>> {
  const people = new Map<string, { name: string; email: string }[]>()
  if (ids.length === 0) return people
  const rows = await queries.withTables<AccessTables>().selectFrom('application_person').selectAll().where('application_id', 'in', ids).orderBy('application_id').orderBy('place').execute()
  for (const { application_id: id, name, email } of rows) people.set(id, [...people.get(id) ?? [], { name, email }])
  return people
}

/** One application, for a person of whom it is known whether they may decide it. */
export function describeApplication(row: ApplicationRow, { people, mayDecide }: { readonly people: readonly { name: string; email: string }[]; readonly mayDecide: boolean }): ApplicationAnswer {
  return ApplicationAnswer.parse({
    id: row.id, publisher: row.publisher, slug: row.slug, title: row.details.title,
    purpose: row.purpose, legalBasis: row.legal_basis, people, until: row.until_day, answers: row.answers,
    applicant: { name: row.applicant, organisation: nameOf(row.applicant_organisation) },
    state: row.state, appliedAt: row.applied_at.toISOString(), due: row.due_at.toISOString(), isEscalated: row.escalated_at !== null,
    decidedAt: row.decided_at?.toISOString() ?? null, decidedBy: row.decided_by_name, reasons: row.reasons, grantedUntil: row.granted_until, mayDecide,
  })
}

/** Whether an application waits for this person: never for its own applicant. */
export function waitsFor(principal: Principal, row: Pick<ApplicationRow, 'applicant_id' | 'state' | 'escalated_at'>, as: 'officer' | 'delegate' | 'owner' | 'nobody'): boolean {
  if (row.state !== 'waiting' || as === 'nobody' || row.applicant_id === personOf(principal)) return false
  return as !== 'owner' || row.escalated_at !== null
}


function nameOf(name: Names | null): string | null {
  return name && (name.ko ?? name.en ?? name.ar ?? null)
}
