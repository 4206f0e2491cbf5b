import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Database, Queries } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import type { ObjectStore } from '#platform/storage/object-store.ts'
import { CitingAnswer } from '../feedback/feedback-answers.ts'
import type { ReadVersion, VersionRequest } from '../publishing/find-version.ts'
import { type ReleasedVersion, releasedVersion } from '../publishing/released-version.ts'
import { StageProgress } from '../runs/run-answers.ts'
import type { LineageAnswer, LineageEdge, LineageNode } from './lineage-answers.ts'
import { readProvenance, RELEASE, UNKNOWN } from './read-provenance.ts'

const PROVENANCE = 'provenance.jsonld'
/** More would be no picture any more; the others are counted. */
const MOST_USES = 8

export interface LineageNeeds {
  readonly database: Pick<Database, 'queries'>
  readonly readVersion: ReadVersion
  readonly store: Pick<ObjectStore, 'getRange'>
}

/**
 * Where a version comes from and what was made of it: its release's own provenance, the times of its run, the version before
 * it, and the works whose use of it the publisher confirmed. No person is named.
 *
 * @throws {Refusal} `not-found`, also for a release without provenance; `gone`, `not-ready`; `promise-failed` where the file is not the sealed one
 */
export async function getLineage(asked: VersionRequest, { database: { queries }, readVersion, store }: LineageNeeds): Promise<LineageAnswer> {
  const version = releasedVersion(await readVersion(asked))
  const sealed = version.evidence.files.find(({ path }) => path === PROVENANCE)
  if (!sealed) throw new Refusal('not-found', `Version ${version.version} has no provenance`)
  const bytes = Buffer.concat(await Array.fromAsync((await store.getRange(`${version.releasePath}/${PROVENANCE}`)).chunks))
  if (createHash('sha256').update(bytes).digest('hex') !== sealed.sha256) throw new Refusal('promise-failed', `${PROVENANCE} is not the file that was sealed`)
  const made = readProvenance(JSON.parse(bytes.toString('utf8')))
  const times = await readTimes(version, queries)
  const earlier = await findEarlier(version, queries)
  const { uses, total } = await listUses(version, queries)
  return {
    nodes: [...made.nodes.map((node) => withEvidence(node, version, times)), ...earlier, ...uses],
    edges: [...made.edges, ...earlier.map(({ id }): LineageEdge => ({ from: id, to: RELEASE })), ...uses.map(({ id }): LineageEdge => ({ from: RELEASE, to: id }))],
    provenance: { path: PROVENANCE, sha256: sealed.sha256 }, moreUses: total - uses.length,
  }
}

/** What the manifest and the run know of a step beside the provenance. */
function withEvidence(node: LineageNode, { evidence, version, publishedAt }: ReleasedVersion, times: ReadonlyMap<string, StageProgress>): LineageNode {
  if (node.kind === 'release') return { ...node, name: version, sha256: evidence.manifestSha256, bytes: evidence.bytes, rowsOut: evidence.rows, endedAt: publishedAt?.toISOString() ?? null }
  if (node.kind === 'recipe') {
    const file = evidence.files.find(({ path }) => path === node.id)
    return { ...node, sha256: file?.sha256 ?? null, bytes: file?.bytes ?? null }
  }
  const stage = times.get(node.act ?? '')
  return stage ? { ...node, startedAt: stage.startedAt, endedAt: stage.endedAt } : node
}

/** The stages of the run that made the version, by their names; none for what was released before there were runs. */
async function readTimes({ runId }: ReleasedVersion, queries: Queries): Promise<ReadonlyMap<string, StageProgress>> {
  const { rows: [row] } = await sql<{ stages: unknown }>`select stages from run where id = ${runId}`.execute(queries)
  return new Map(z.array(StageProgress).parse(row?.stages ?? []).map((stage) => [stage.stage, stage]))
}

const EarlierRow = z.object({ version: z.string(), rows: z.number().nullable(), bytes: z.number().nullable(), sha256: z.string().nullable(), at: z.date() })

/** The version with the next lower number that readers know of, withdrawn or not. */
async function findEarlier({ dataset, version }: ReleasedVersion, queries: Queries): Promise<LineageNode[]> {
  const { rows } = await sql`
    select version, rows, bytes, manifest_sha256 as sha256, published_at as at from version
    where dataset_id = ${dataset.id} and state in ('published', 'withdrawn')
    and string_to_array(version, '.')::bigint[] < string_to_array(${version}, '.')::bigint[]
    order by string_to_array(version, '.')::bigint[] desc limit 1`.execute(queries)
  return rows.map((row) => {
    const { version: name, rows: rowsOut, at, ...known } = EarlierRow.parse(row)
    return { ...UNKNOWN, id: 'earlier', kind: 'earlier', name, rowsOut, endedAt: at.toISOString(), ...known }
  })
}

const UseRow = z.object({ id: z.string(), kind: CitingAnswer.shape.kind, title: z.string(), url: z.string(), at: z.date(), total: z.number() })

/** Works that use the data set, whichever version: the newest confirmed ones. */
async function listUses({ dataset }: ReleasedVersion, queries: Queries): Promise<{ readonly uses: readonly LineageNode[]; readonly total: number }> {
  const { rows } = await sql`
    select id, kind, title, url, at, count(*) over () as total from citing_work
    where dataset_id = ${dataset.id} and confirmed_at is not null
    order by at desc, id desc limit ${MOST_USES}`.execute(queries)
  const works = z.array(UseRow).parse(rows)
  return {
    uses: works.map(({ id, kind, title, url, at }): LineageNode => ({ ...UNKNOWN, id: `use-${id}`, kind: 'use', name: title, use: kind, url, endedAt: at.toISOString() })),
    total: works[0]?.total ?? 0,
  }
}
