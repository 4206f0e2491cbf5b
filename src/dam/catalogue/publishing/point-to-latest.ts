import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

/** Notes which version readers see first: the highest published number; where none is left, the highest withdrawn one, for its tombstone. */
export async function pointToLatest(datasetId: string, tx: Tx): Promise<void> {
  await sql`update dataset set latest_version_id = (
    select id from version where dataset_id = ${datasetId} and state in ('published', 'withdrawn')
    order by state = 'published' desc, string_to_array(version, '.')::bigint[] desc limit 1
  ) where id = ${datasetId}`.execute(tx)
}
