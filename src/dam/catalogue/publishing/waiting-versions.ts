import { sql } from 'kysely'
import { personOf, type Principal } from '#platform/auth/principal.ts'
import type { Database } from '#platform/database/database.ts'
import { isAllowed } from '#kernels/rulebook/rule-book.ts'
import type { InboxItem, VersionState } from '../datasets/dataset-answers.ts'
import type { IsRecused } from '../datasets/find-dataset.ts'
import type { InboxSource } from './list-inbox.ts'
import type { PublishingTables } from './publishing-tables.ts'

export interface WaitingNeeds {
  readonly database: Pick<Database, 'queries'>
  readonly isRecused: IsRecused
}

/** Versions that wait for an approver of the organisation that is acted for; not those that the person ran or submitted. */
export function waitingApprovals(needs: WaitingNeeds): InboxSource {
  return {
    kind: 'approve-version',
    async list(principal) {
      const person = personOf(principal)
      const organisationId = actsIn(principal, 'version:decide')
      if (person === undefined || organisationId === undefined) return []
      const waiting = await listVersions({ organisationId, state: 'submitted', kind: 'approve-version' }, principal, needs)
      return waiting.filter(({ startedBy, submittedBy }) => person !== startedBy && person !== submittedBy).map(({ item }) => item)
    },
  }
}

/** Versions that were returned to the stewards of the organisation that is acted for. */
export function returnedVersions(needs: WaitingNeeds): InboxSource {
  return {
    kind: 'returned-version',
    async list(principal) {
      const organisationId = actsIn(principal, 'version:submit')
      if (organisationId === undefined) return []
      return (await listVersions({ organisationId, state: 'returned', kind: 'returned-version' }, principal, needs)).map(({ item }) => item)
    },
  }
}

function actsIn(principal: Principal, permission: 'version:decide' | 'version:submit'): string | undefined {
  const organisationId = principal.kind === 'anonymous' ? undefined : principal.actingFor?.organisationId
  return organisationId !== undefined && isAllowed(principal, permission, organisationId) ? organisationId : undefined
}

interface Wanted {
  readonly organisationId: string
  readonly state: VersionState
  readonly kind: 'approve-version' | 'returned-version'
}

async function listVersions({ organisationId, state, kind }: Wanted, principal: Principal, { database: { queries }, isRecused }: WaitingNeeds) {
  const rows = await queries.withTables<PublishingTables>().selectFrom('version as v').innerJoin('dataset as d', 'd.id', 'v.dataset_id').innerJoin('organisation as o', 'o.id', 'd.publisher_id')
    .select(['v.id', 'v.version', 'v.started_by', 'v.submitted_by', 'v.submitted_at', 'v.created_at', 'd.slug', 'd.details', 'o.slug as publisher',
      sql<Date | null>`(select max(at) from version_decision where version_id = v.id)`.as('decided_at')])
    .where('d.publisher_id', '=', organisationId).where('v.state', '=', state).execute()
  const seen = []
  for (const row of rows) {
    const { publisher, slug, version } = row
    if (await isRecused({ personId: personOf(principal) ?? '', objects: [`dataset:${publisher}/${slug}`, `organisation:${publisher}`] }, queries)) continue
    const item: InboxItem = {
      id: `${kind}:${row.id}`, kind, title: titled(row.details.title, version), since: (row.decided_at ?? row.submitted_at ?? row.created_at).toISOString(), due: null,
      address: kind === 'approve-version' ? `/review/${publisher}/${slug}/${version}` : `/workspace/${publisher}/${slug}/versions`,
    }
    seen.push({ item, startedBy: row.started_by, submittedBy: row.submitted_by })
  }
  return seen
}

/** The title in each of its languages, with the version's number. */
function titled(title: InboxItem['title'], version: string): InboxItem['title'] {
  return {
    ...(title.ko !== undefined && { ko: `${title.ko} ${version}` }), ...(title.en !== undefined && { en: `${title.en} ${version}` }), ...(title.ar !== undefined && { ar: `${title.ar} ${version}` }),
  }
}
