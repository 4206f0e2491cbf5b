import { sql } from 'kysely'
import { z } from 'zod'
import { personOf, type Principal } from '#platform/auth/principal.ts'
import type { Database } from '#platform/database/database.ts'
import { authorise, isAllowed } from '#kernels/rulebook/rule-book.ts'
import { Words } from '../datasets/dataset-answers.ts'
import type { RecallAnswer } from './access-answers.ts'
import type { AccessTables } from './access-tables.ts'

const Row = z.object({
  id: z.string(), publisher: z.string(), slug: z.string(), version: z.string(), because: Words, at: z.date(), downloaders: z.number(), acknowledged: z.number(),
  mine: z.enum(['none', 'waiting', 'acknowledged']), is_ours: z.boolean(),
})

export interface RecallsWanted {
  readonly principal: Principal
  readonly offset: number
  readonly limit: number
}

/**
 * The recalls that concern a person, newest first: of what they took, and of what the organisation for which they act
 * has recalled; of the latter with the names of those who have not acknowledged it.
 */
export async function listRecalls({ principal, offset, limit }: RecallsWanted, { database: { queries } }: { readonly database: Pick<Database, 'queries'> }): Promise<{ items: RecallAnswer[]; total: number }> {
  authorise(principal, 'recall:acknowledge')
  const hat = principal.kind === 'anonymous' ? undefined : principal.actingFor?.organisationId
  const ours = hat !== undefined && isAllowed(principal, 'version:recall', hat) ? hat : ''
  const result = await sql`
    with seen as (
      select r.id, o.slug as publisher, d.slug, v.version, r.because, r.at, d.publisher_id = ${ours} as is_ours,
        case when m.recall_id is null then 'none' when m.acknowledged_at is null then 'waiting' else 'acknowledged' end as mine
      from recall r join version v on v.id = r.version_id join dataset d on d.id = v.dataset_id join organisation o on o.id = d.publisher_id
        left join recall_notice m on m.recall_id = r.id and m.person_id = ${personOf(principal) ?? ''}
      where m.recall_id is not null or d.publisher_id = ${ours}
    )
    select s.*, counted.downloaders, counted.acknowledged
    from seen s cross join lateral (select count(*) as downloaders, count(acknowledged_at) as acknowledged from recall_notice n where n.recall_id = s.id) counted
    order by s.at desc, s.id desc`.execute(queries)
  const rows = z.array(Row).parse(result.rows)
  const items: RecallAnswer[] = []
  for (const { is_ours: isOurs, at, ...row } of rows.slice(offset, offset + limit)) {
    const missing = isOurs ? await queries.withTables<AccessTables>().selectFrom('recall_notice as n').innerJoin('person as p', 'p.id', 'n.person_id')
      .select(['p.name', 'p.email']).where('n.recall_id', '=', row.id).where('n.acknowledged_at', 'is', null).orderBy('p.name').orderBy('p.id').execute() : undefined
    items.push({ ...row, at: at.toISOString(), ...(missing && { missing }) })
  }
  return { items, total: rows.length }
}
