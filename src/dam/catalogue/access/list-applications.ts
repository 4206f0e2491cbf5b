import { personOf, type Principal } from '#platform/auth/principal.ts'
import type { Database } from '#platform/database/database.ts'
import { authorise } from '#kernels/rulebook/rule-book.ts'
import { Refusal } from '#platform/refusal.ts'
import { type DatasetName, getDataset, type IsRecused } from '../datasets/find-dataset.ts'
import { type ActNeeds, datasetObject, recordAct } from '../datasets/record-act.ts'
import type { ApplicationAnswer } from './access-answers.ts'
import type { AccessTables } from './access-tables.ts'
import { type ApplicationRow, describeApplication, peopleOf, selectApplications, waitsFor } from './describe-application.ts'
import { answersAs } from './find-application.ts'

interface ApplicationPage {
  readonly items: ApplicationAnswer[]
  readonly total: number
}

interface Slice {
  readonly offset: number
  readonly limit: number
}

/** The applications of the person who asks, newest first. */
export async function listOwnApplications({ principal, offset, limit }: Slice & { readonly principal: Principal }, { database: { queries } }: { readonly database: Pick<Database, 'queries'> }): Promise<ApplicationPage> {
  authorise(principal, 'access:read-own')
  const personId = personOf(principal) ?? ''
  const rows = await selectApplications(queries).where('a.applicant_id', '=', personId).orderBy('a.applied_at', 'desc').orderBy('a.id', 'desc').offset(offset).limit(limit).execute()
  const { total } = await queries.withTables<AccessTables>().selectFrom('application').select(({ fn }) => fn.countAll<number>().as('total')).where('applicant_id', '=', personId).executeTakeFirstOrThrow()
  const people = await peopleOf(rows.map(({ id }) => id), queries)
  return { items: rows.map((row) => describeApplication(row, { people: people.get(row.id) ?? [], mayDecide: false })), total }
}

/**
 * The applications for a data set, for those who answer them: the waiting ones first, those due soonest in front, then the newest.
 * The reading is noted in the audit log, for it shows who does what with which data.
 *
 * @throws {Refusal} `not-found`; `forbidden` for whoever does not answer them
 */
export async function listApplications({ principal, name, offset, limit }: Slice & { readonly principal: Principal; readonly name: DatasetName }, { database, clock, newId, isRecused }: ActNeeds & { readonly isRecused: IsRecused }): Promise<ApplicationPage> {
  return database.transaction(async (tx) => {
    const dataset = await getDataset({ principal, name }, { queries: tx, isRecused })
    const as = await answersAs(principal, { datasetId: dataset.id, organisationId: dataset.organisation.id }, tx)
    if (as === 'nobody') throw new Refusal('forbidden', 'Only access officers, delegates and owners of its publisher see the applications for a data set (access:answer)')
    const personId = personOf(principal) ?? ''
    if (await isRecused({ personId, objects: [datasetObject(name), `organisation:${name.publisher}`] }, tx)) throw new Refusal('not-found', `There is no data set ${name.publisher}/${name.slug}`)
    const all = await selectApplications(tx).where('a.dataset_id', '=', dataset.id).execute()
    const tied = new Set<string>()
    for (const slug of new Set(all.flatMap(({ applicant_organisation_slug: slug }) => slug ?? []))) if (await isRecused({ personId, objects: [`organisation:${slug}`] }, tx)) tied.add(slug)
    const seen = all.filter(({ applicant_organisation_slug: slug }) => slug === null || !tied.has(slug)).toSorted(byUrgency)
    const page = seen.slice(offset, offset + limit)
    const people = await peopleOf(page.map(({ id }) => id), tx)
    await recordAct({ principal, act: 'access:answer', object: datasetObject(name), detail: { applicationsRead: page.length } }, { tx, clock, newId })
    return { items: page.map((row) => describeApplication(row, { people: people.get(row.id) ?? [], mayDecide: waitsFor(principal, row, as) })), total: seen.length }
  })
}

function byUrgency(a: ApplicationRow, b: ApplicationRow): number {
  const waits = Number(b.state === 'waiting') - Number(a.state === 'waiting')
  if (waits !== 0) return waits
  if (a.state === 'waiting') return a.due_at.getTime() - b.due_at.getTime() || a.id.localeCompare(b.id)
  return b.applied_at.getTime() - a.applied_at.getTime() || b.id.localeCompare(a.id)
}
