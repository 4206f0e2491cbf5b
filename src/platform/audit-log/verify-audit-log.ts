import { sql } from 'kysely'
import type { Queries } from '#platform/database/database.ts'
import { type AuditLine, type AuditRoot, type AuditTables, FIRST_HASH, hashOfLine } from './audit-line.ts'

/** What came of the check; `position` names the first line at which the log is no longer what was written. */
export type AuditVerdict =
  | { readonly intact: true; readonly lines: number; readonly lastHash: string }
  | { readonly intact: false; readonly position: number; readonly because: string }

const PAGE_LINES = 1000

/**
 * Recomputes the whole audit log, line by line, and holds it against the daily roots.
 *
 * `published` are roots that were kept elsewhere: they find even a log that somebody wrote anew from its first line.
 * Lines removed from the end are found when they stood under a root.
 */
export async function verifyAuditLog({ published = [] }: { published?: readonly AuditRoot[] }, { queries }: { queries: Queries }): Promise<AuditVerdict> {
  const kept = await queries.withTables<AuditTables>().selectFrom('audit_root').select(['day', 'position', 'hash']).orderBy('day').execute()
  return checkAuditLines(readLines(queries), [...kept, ...published])
}

/** Checks lines from wherever they come, such as an export that somebody holds. */
export async function checkAuditLines(lines: AsyncIterable<AuditLine>, roots: readonly AuditRoot[]): Promise<AuditVerdict> {
  let position = 0
  let lastHash = FIRST_HASH
  const rootsAt = Map.groupBy(roots, (root) => root.position)
  for await (const line of lines) {
    position += 1
    const broken = (because: string): AuditVerdict => ({ intact: false, position, because })
    if (line.position !== position) return broken(`Line ${position} is missing`)
    if (line.previousHash !== lastHash) return broken(`Line ${position} does not follow the line before it: it was edited, or moved to here`)
    if (line.hash !== hashOfLine(line)) return broken(`Line ${position} was edited after it was written`)
    const differing = rootsAt.get(position)?.find((root) => root.hash !== line.hash)
    if (differing) return broken(`Line ${position} is not the one under the root of ${differing.day}; it, or lines before it, were written anew`)
    lastHash = line.hash
  }
  const beyond = roots.filter((root) => root.position > position).toSorted((a, b) => a.position - b.position)[0]
  if (beyond) return { intact: false, position: position + 1, because: `Line ${position + 1} is missing: the root of ${beyond.day} stands on line ${beyond.position}` }
  return { intact: true, lines: position, lastHash }
}

async function* readLines(queries: Queries): AsyncIterable<AuditLine> {
  const tables = queries.withTables<AuditTables>()
  let last = Number.MIN_SAFE_INTEGER
  for (;;) {
    const page = await tables.selectFrom('audit_line')
      .select(['position', 'at', 'actor', 'acting_for as actingFor', 'act', 'object', sql<string>`detail::text`.as('detail'), 'previous_hash as previousHash', 'hash'])
      .where('position', '>', last).orderBy('position').limit(PAGE_LINES).execute()
    yield* page
    const end = page.at(-1)
    if (!end) return
    last = end.position
  }
}
