import { sql } from 'kysely'
import { personOf, type Principal } from '#platform/auth/principal.ts'
import type { Tx } from '#platform/database/database.ts'
import type { EnginePool } from '#platform/engines/engine-pool.ts'
import { Refusal } from '#platform/refusal.ts'
import { authorise } from '#kernels/rulebook/rule-book.ts'
import { asJsonb } from '../datasets/as-jsonb.ts'
import type { IsRecused } from '../datasets/find-dataset.ts'
import { type ActNeeds, recordAct, versionObject } from '../datasets/record-act.ts'
import { decideDownload, type MayDownload } from '../publishing/decide-download.ts'
import type { Evidence } from '../publishing/evidence.ts'
import { getVersion, type VersionAddress } from '../publishing/find-version.ts'
import { dataFilesOf, type LocalFiles } from '../publishing/local-files.ts'
import { type ReleasedVersion, releasedVersion } from '../publishing/released-version.ts'
import type { SampleAnswer } from './access-answers.ts'
import type { AccessTables } from './access-tables.ts'
import { drawRows } from './draw-rows.ts'
import { dayOf } from './days.ts'
import { budgetLeft, budgetOf, poolOf, type SampleBudget } from './sample-budget.ts'

export interface SampleRequest {
  readonly principal: Principal
  readonly address: VersionAddress
  readonly size: number
  readonly seed: number
  readonly stratify: readonly string[]
}

export interface SampleNeeds extends ActNeeds {
  readonly isRecused: IsRecused
  readonly engines: Pick<EnginePool, 'use'>
  readonly localFiles: LocalFiles
  readonly mayDownload: MayDownload
  /** Secret, and the same for good: another key gives other samples. */
  readonly sampleKey: Uint8Array
}

/**
 * Draws a random sample of a published version: the same wish gives the same rows, and costs nothing the second time.
 *
 * @throws {Refusal} `not-found`; `gone` when it was withdrawn; `not-ready` when it is not published; `conflict` when it is too small to be sampled; `too-many` beyond
 * the budget; `bad-input` for strata that it has not
 */
export async function drawSample(request: SampleRequest, needs: SampleNeeds): Promise<SampleAnswer> {
  const { principal, address, size, seed } = request
  authorise(principal, 'sample:draw')
  const { database: { queries }, isRecused, engines, localFiles, sampleKey } = needs
  const version = releasedVersion(await getVersion({ principal, address }, { queries, isRecused }))
  const { evidence, manifestSha256 } = version
  if (version.state !== 'published' || manifestSha256 === null) throw new Refusal('not-ready', 'Samples are drawn from published versions')
  const stratify = inOrderOfRelease(request.stratify, evidence)
  const pool = poolOf({ rows: evidence.rows, access: version.dataset.access })
  if (pool === 0) throw new Refusal('conflict', 'This version has too few rows for samples of data on application')
  const { may } = await decideDownload({ principal, version }, needs)
  const wish = { size, seed, stratify, rows: Math.min(size, pool) }
  const reserved = await reserve({ principal, version, wish, budget: budgetOf({ rows: evidence.rows, mayDownload: may }) }, needs)
  try {
    const counts = evidence.files.filter(({ path }) => path.startsWith('data/')).map(({ rows }) => rows ?? 0)
    const files = (await localFiles.pathsOf(dataFilesOf(version))).map((path, place) => ({ path, rows: counts[place] ?? 0 }))
    const columns = evidence.columns.map(({ name }) => name)
    const drawn = await engines.use((engine) => drawRows({ files, columns, stratify, size, seed, pool, key: sampleKey, release: manifestSha256 }, { engine }))
    return { columns, ...drawn, seed, size: drawn.rows.length, stratify, version: version.version, budgetLeft: reserved.left }
  } catch (fault) {
    // Nobody pays for rows that were not given.
    if (reserved.isNew) await queries.withTables<AccessTables>().deleteFrom('sample_draw').where('id', '=', reserved.id).execute()
    throw fault
  }
}

function inOrderOfRelease(stratify: readonly string[], { columns }: Evidence): string[] {
  const wanted = new Set(stratify)
  const known = columns.map(({ name }) => name).filter((name) => wanted.has(name))
  if (known.length < wanted.size) throw new Refusal('bad-input', `${wanted.size - known.length} of the columns to stratify by are not in this version`)
  return known
}

interface Reservation {
  readonly id: string
  readonly isNew: boolean
  readonly left: number
}

interface ReserveRequest {
  readonly principal: Principal
  readonly version: ReleasedVersion
  readonly wish: { readonly size: number; readonly seed: number; readonly stratify: readonly string[]; readonly rows: number }
  readonly budget: SampleBudget
}

/** Books the rows before they are drawn, so that draws at the same time cannot take more together than one after the other. */
async function reserve({ principal, version, wish, budget }: ReserveRequest, { database, clock, newId }: SampleNeeds): Promise<Reservation> {
  const personId = personOf(principal) ?? ''
  return database.transaction(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`sample:${version.id}:${personId}`}, 0))`.execute(tx)
    const left = await readLeft({ versionId: version.id, personId, budget, day: dayOf(clock.now()) }, tx)
    const tables = tx.withTables<AccessTables>()
    const before = await tables.selectFrom('sample_draw').select('id').where('version_id', '=', version.id).where('person_id', '=', personId)
      .where('seed', '=', wish.seed).where('size', '=', wish.size).where('stratify', '=', asJsonb(wish.stratify)).executeTakeFirst()
    if (before) return { id: before.id, isNew: false, left }
    if (wish.rows > left) throw new Refusal('too-many', `Your budget for samples of this version has ${left} rows left${budget.rowsInAll === null ? ' today; ask for fewer' : '; ask for fewer, or apply for access'}`)
    const id = newId()
    await tables.insertInto('sample_draw').values({ id, version_id: version.id, person_id: personId, ...wish, stratify: asJsonb(wish.stratify), at: clock.now() }).execute()
    const detail = { rows: wish.rows, seed: wish.seed, strata: wish.stratify.length }
    await recordAct({ principal, act: 'sample:draw', object: versionObject({ ...version.dataset, version: version.version }), detail }, { tx, clock, newId })
    return { id, isNew: true, left: left - wish.rows }
  })
}

async function readLeft({ versionId, personId, budget, day }: { readonly versionId: string; readonly personId: string; readonly budget: SampleBudget; readonly day: string }, tx: Tx): Promise<number> {
  const begin = new Date(`${day}T00:00:00Z`)
  const drawn = await tx.withTables<AccessTables>().selectFrom('sample_draw')
    .select([sql<number>`coalesce(sum(rows), 0)::bigint`.as('inAll'), sql<number>`coalesce(sum(rows) filter (where at >= ${begin}), 0)::bigint`.as('today')])
    .where('version_id', '=', versionId).where('person_id', '=', personId).executeTakeFirstOrThrow()
  return budgetLeft(budget, drawn)
}
