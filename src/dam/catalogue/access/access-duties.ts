import { personOf, type Principal } from '#platform/auth/principal.ts'
import type { Database } from '#platform/database/database.ts'
import type { InboxItem } from '../datasets/dataset-answers.ts'
import type { IsRecused } from '../datasets/find-dataset.ts'
import type { InboxSource } from '../publishing/list-inbox.ts'
import type { AccessTables } from './access-tables.ts'
import { selectApplications, waitsFor } from './describe-application.ts'
import { answersAs, mayAnswer } from './find-application.ts'

interface DutyNeeds {
  readonly database: Pick<Database, 'queries'>
  readonly isRecused: IsRecused
}

/** Applications that wait for the person who asks: as access officer, as delegate, or as owner once the answer is late. */
export function waitingApplications({ database: { queries }, isRecused }: DutyNeeds): InboxSource {
  return {
    kind: 'decide-application',
    async list(principal: Principal) {
      const organisationId = principal.kind === 'anonymous' ? undefined : principal.actingFor?.organisationId
      if (organisationId === undefined) return []
      const items: InboxItem[] = []
      for (const row of await selectApplications(queries).where('d.publisher_id', '=', organisationId).where('a.state', '=', 'waiting').orderBy('a.due_at').orderBy('a.id').execute()) {
        const { publisher, slug, applicant_organisation_slug: tie } = row
        if (!waitsFor(principal, row, await answersAs(principal, { datasetId: row.dataset_id, organisationId }, queries))) continue
        const application = { datasetId: row.dataset_id, organisationId, publisher, slug, isEscalated: row.escalated_at !== null }
        if (!await mayAnswer({ principal, application, organisationSlugs: tie === null ? [publisher] : [publisher, tie] }, { queries, isRecused })) continue
        items.push({ id: `decide-application:${row.id}`, kind: 'decide-application', title: row.details.title, since: row.applied_at.toISOString(), due: row.due_at.toISOString(), address: `/workspace/${publisher}/${slug}/applications` })
      }
      return items
    },
  }
}

/** Recalls that wait for the person to say that they have destroyed what they took. */
export function waitingRecalls({ database: { queries } }: Pick<DutyNeeds, 'database'>): InboxSource {
  return {
    kind: 'acknowledge-recall',
    async list(principal: Principal) {
      const personId = personOf(principal)
      if (personId === undefined) return []
      const rows = await queries.withTables<AccessTables>().selectFrom('recall_notice as n').innerJoin('recall as r', 'r.id', 'n.recall_id').innerJoin('version as v', 'v.id', 'r.version_id').innerJoin('dataset as d', 'd.id', 'v.dataset_id')
        .select(['r.id', 'r.at', 'd.details']).where('n.person_id', '=', personId).where('n.acknowledged_at', 'is', null).orderBy('r.at').orderBy('r.id').execute()
      return rows.map(({ id, at, details }): InboxItem => ({ id: `acknowledge-recall:${id}`, kind: 'acknowledge-recall', title: details.title, since: at.toISOString(), due: null, address: '/recalls' }))
    },
  }
}
