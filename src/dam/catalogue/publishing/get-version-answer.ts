import { personOf, type Principal } from '#platform/auth/principal.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import { isAllowed } from '#kernels/rulebook/rule-book.ts'
import { VersionAnswer } from '../datasets/dataset-answers.ts'
import { citeVersion, permanentAddress } from './cite-version.ts'
import { decideDownload, type MayDownload } from './decide-download.ts'
import { orderFacts } from './evidence.ts'
import type { ReadVersion, Version, VersionRequest } from './find-version.ts'
import type { PublishingTables } from './publishing-tables.ts'

export interface VersionAnswerNeeds {
  readonly database: Pick<Database, 'queries'>
  readonly readVersion: ReadVersion
  readonly mayDownload: MayDownload
  readonly clock: Clock
  /** Where the portal is reached, for addresses that are cited. */
  readonly publicUrl: string
}

/**
 * A version with all its evidence. People are named to those inside only; a withdrawn one keeps all but its files.
 *
 * @throws {Refusal} `not-found`
 */
export async function getVersionAnswer({ principal, address }: VersionRequest, { database: { queries }, readVersion, mayDownload, clock, publicUrl }: VersionAnswerNeeds): Promise<VersionAnswer> {
  const version = await readVersion({ principal, address })
  const { dataset, evidence, state, isInside } = version
  const isGone = state === 'withdrawn'
  const download = isGone || evidence === null ? undefined : await decideDownload({ principal, version }, { mayDownload, clock })
  const decisions = await readDecisions(version, queries)
  const nameOf = await readNames([version.submittedBy, ...decisions.map(({ personId }) => personId)], queries)
  const lastDecision = decisions.findLast(({ decision }) => decision === 'approved' || decision === 'returned')
  return {
    version: version.version, state, rows: version.rows, bytes: version.bytes, publishedAt: version.publishedAt?.toISOString() ?? null, withdrawnBecause: version.withdrawnBecause,
    dataset: { publisher: dataset.publisher, slug: dataset.slug, title: dataset.details.title },
    columns: evidence?.columns ?? [], files: isGone ? [] : evidence?.files ?? [], facts: evidence ? orderFacts(evidence) : [],
    verification: version.verification, manifestSha256: version.manifestSha256, runId: isInside ? version.runId : null,
    submittedBy: isInside ? nameOf(version.submittedBy) : null, decidedBy: isInside && lastDecision ? nameOf(lastDecision.personId) : null,
    reasons: decisions.flatMap(({ at, personId, decision, words }) => (decision === 'submitted' || !(isInside || decision === 'withdrawn') ? [] : [{ at: at.toISOString(), by: isInside ? nameOf(personId) ?? '' : dataset.publisher, decision, words }])),
    diff: await readDiff(version, queries), citation: citationOf(version, publicUrl),
    mayApprove: mayApprove(principal, version), mayDownload: download?.may ?? false, whyNot: download?.may === false ? download.because : null,
  }
}

/** Whether the button should be offered; the act asks everything again. */
function mayApprove(principal: Principal, { state, dataset, startedBy, submittedBy }: Version): boolean {
  const person = personOf(principal)
  return state === 'submitted' && isAllowed(principal, 'version:decide', dataset.organisation.id) && person !== startedBy && person !== submittedBy
}

function citationOf({ dataset, version, publishedAt, doi }: Version, publicUrl: string): VersionAnswer['citation'] {
  if (publishedAt === null) return []
  const { publisher, slug } = dataset
  return citeVersion({ publisher, slug, publisherName: dataset.organisation.name, title: dataset.details.title, version, publishedAt, doi, address: permanentAddress({ publisher, slug, version }, publicUrl) })
}

async function readDecisions({ id }: Version, queries: Database['queries']) {
  return queries.withTables<PublishingTables>().selectFrom('version_decision').select(['at', 'person_id as personId', 'decision', 'words']).where('version_id', '=', id).orderBy('at').orderBy('id').execute()
}

async function readNames(ids: readonly (string | null)[], queries: Database['queries']): Promise<(id: string | null) => string | null> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  const people = wanted.length === 0 ? [] : await queries.withTables<PublishingTables>().selectFrom('person').select(['id', 'name']).where('id', 'in', wanted).execute()
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return (id) => (id === null ? null : names.get(id) ?? null)
}

async function readDiff({ id, releasePath }: Version, queries: Database['queries']): Promise<VersionAnswer['diff']> {
  const kept = await queries.withTables<PublishingTables>().selectFrom('version_diff').select('diff').where('version_id', '=', id).where('release_path', '=', releasePath ?? '').executeTakeFirst()
  return kept ? VersionAnswer.shape.diff.parse(kept.diff) : null
}
