import type { Principal } from '#platform/auth/principal.ts'
import type { Queries, Tx } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import { isAllowed, type Permission } from '#kernels/rulebook/rule-book.ts'
import type { Dataset, ReadNeeds } from '../datasets/find-dataset.ts'
import { getOwnDataset } from '../uploads/own-dataset.ts'
import type { RunAnswer, StageProgress } from './run-answers.ts'
import type { RunInput, RunTables } from './run-tables.ts'

/** A run with its data set's address and the name of whoever began it. */
export type RunRow = Omit<RunTables['run'], 'inputs' | 'stages'> & { readonly stages: readonly StageProgress[]; readonly inputs: readonly RunInput[]; readonly publisher: string; readonly slug: string; readonly organisationId: string; readonly startedByName: string }

/** So many lines of the log are told, the newest. */
const LINES_TOLD = 200

type PersonTable = { person: { id: string; name: string } }

/** The query that reads runs. */
export function selectRuns(queries: Queries | Tx) {
  return queries.withTables<RunTables & PersonTable>().selectFrom('run as r').innerJoin('dataset as d', 'd.id', 'r.dataset_id').innerJoin('organisation as o', 'o.id', 'd.publisher_id').innerJoin('person as p', 'p.id', 'r.started_by')
    .selectAll('r').select(['o.slug as publisher', 'o.id as organisationId', 'd.slug', 'p.name as startedByName'])
}

/** A run by its id, whoever asks. */
export async function findRun(id: string, queries: Queries | Tx): Promise<RunRow | undefined> {
  return selectRuns(queries).where('r.id', '=', id).executeTakeFirst()
}

/** A run, for somebody who may do this with it. @throws {Refusal} `not-found`, the same for another's; `forbidden` by the rule book */
export async function getRun({ principal, id, permission }: { readonly principal: Principal; readonly id: string; readonly permission: Permission }, needs: ReadNeeds): Promise<{ readonly run: RunRow; readonly dataset: Dataset }> {
  const run = await findRun(id, needs.queries)
  if (!run) throw new Refusal('not-found', 'There is no such run')
  const dataset = await getOwnDataset({ principal, name: run, permission }, needs).catch((fault: unknown) => {
    throw fault instanceof Refusal && fault.code === 'not-found' ? new Refusal('not-found', 'There is no such run') : fault
  })
  return { run, dataset }
}

/** A run as it is answered to somebody who may see it. */
export async function describeRun(run: RunRow, principal: Principal, queries: Queries | Tx): Promise<RunAnswer> {
  const lines = await queries.withTables<RunTables>().selectFrom('run_log').select(['at', 'line']).where('run_id', '=', run.id).orderBy('position', 'desc').limit(LINES_TOLD).execute()
  const isOver = run.state === 'failed' || run.state === 'cancelled'
  return {
    id: run.id, publisher: run.publisher, slug: run.slug, version: run.version, state: run.state, startedBy: run.startedByName,
    createdAt: run.created_at.toISOString(), startedAt: run.started_at?.toISOString() ?? null, endedAt: run.ended_at?.toISOString() ?? null, attempt: run.attempt,
    stages: [...run.stages], log: lines.toReversed().map(({ at, line }) => ({ at: at.toISOString(), line })),
    because: run.because, report: run.state === 'done' ? `/api/v1/runs/${run.id}/report` : null,
    mayCancel: !isOver && run.state !== 'done' && isAllowed(principal, 'run:cancel', run.organisationId), mayResume: isOver && isAllowed(principal, 'run:start', run.organisationId),
  }
}

/** The runs of a data set, newest first. @throws {Refusal} `not-found`, `forbidden` */
export async function listRuns({ principal, name, offset, limit }: { readonly principal: Principal; readonly name: { readonly publisher: string; readonly slug: string }; readonly offset: number; readonly limit: number }, needs: ReadNeeds): Promise<{ items: RunAnswer[]; total: number }> {
  const dataset = await getOwnDataset({ principal, name, permission: 'run:read' }, needs)
  const rows = await selectRuns(needs.queries).where('r.dataset_id', '=', dataset.id).orderBy('r.created_at', 'desc').orderBy('r.id', 'desc').offset(offset).limit(limit).execute()
  const { total } = await needs.queries.withTables<RunTables>().selectFrom('run').select(({ fn }) => fn.countAll<number>().as('total')).where('dataset_id', '=', dataset.id).executeTakeFirstOrThrow()
  return { items: await Promise.all(rows.map((row) => describeRun(row, principal, needs.queries))), total }
}
