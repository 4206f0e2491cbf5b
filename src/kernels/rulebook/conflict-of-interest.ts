import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import { actorOf, personOf, type Principal } from '#platform/auth/principal.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database, Queries, Tx } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import { authorise } from './rule-book.ts'

/** What ties a person to something. */
export const CONFLICT_KINDS = ['employer', 'holding', 'family', 'advisee', 'co-author', 'other'] as const
export type ConflictKind = (typeof CONFLICT_KINDS)[number]

/** An interest that somebody declared, with whoever waived it, if anybody did. */
export interface Conflict {
  readonly id: string
  readonly personId: string
  /** Such as `dataset:city-of-x/discharges` or `organisation:city-of-x`. */
  readonly object: string
  readonly kind: ConflictKind
  readonly because: string
  readonly declaredAt: Date
  readonly waived: { readonly by: string; readonly because: string; readonly until: string } | null
}

type ConflictTables = {
  conflict_of_interest: {
    id: string; person_id: string; object: string; kind: ConflictKind; because: string; declared_at: Date
    waived_by: string | null; waived_because: string | null; waived_until: string | null
  }
}

interface ConflictNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly newId: () => string
}

/**
 * Whether a person has declared an interest in one of these things that nobody has waived until today: then they see
 * of it no more than the public does.
 *
 * @param today as 2026-01-31
 */
export async function isRecused({ personId, objects, today }: { readonly personId: string; readonly objects: readonly string[]; readonly today: string }, queries: Queries | Tx): Promise<boolean> {
  if (objects.length === 0) return false
  const found = await queries.withTables<ConflictTables>().selectFrom('conflict_of_interest').select('object')
    .where('person_id', '=', personId).where('object', 'in', objects)
    .where(({ or, eb }) => or([eb('waived_until', 'is', null), eb('waived_until', '<', today)])).executeTakeFirst()
  return found !== undefined
}

/**
 * Declares an interest of the person who asks. It stays: only somebody else may waive it. Declared again, it is the same one,
 * with the new words and without a waiver, for what was waived was another reason.
 */
export async function declareConflict({ principal, object, kind, because }: { readonly principal: Principal } & Pick<Conflict, 'object' | 'kind' | 'because'>, { database, clock, newId }: ConflictNeeds): Promise<{ id: string }> {
  authorise(principal, 'conflict:declare')
  const personId = personOf(principal) ?? ''
  return database.transaction(async (tx) => {
    const made = await tx.withTables<ConflictTables>().insertInto('conflict_of_interest')
      .values({ id: newId(), person_id: personId, object, kind, because, declared_at: clock.now(), waived_by: null, waived_because: null, waived_until: null })
      .onConflict((conflict) => conflict.columns(['person_id', 'object', 'kind']).doUpdateSet({ because, declared_at: clock.now(), waived_by: null, waived_because: null, waived_until: null }))
      .returning('id').executeTakeFirstOrThrow()
    // What ties a person is not told in the log, which is kept for good.
    await recordInAuditLog({ actor: actorOf(principal), act: 'conflict:declare', object, detail: { conflict: made.id, kind } }, { tx, clock })
    return made
  })
}

/**
 * Waives an interest until a day, that day included, for a reason that stays on record.
 *
 * @throws {Refusal} `not-found`; `forbidden` for one's own, by the rule `declare-not-waive`
 */
export async function waiveConflict({ principal, id, because, until }: { readonly principal: Principal; readonly id: string; readonly because: string; readonly until: string }, { database, clock }: Omit<ConflictNeeds, 'newId'>): Promise<void> {
  authorise(principal, 'conflict:waive')
  await database.transaction(async (tx) => {
    const tables = tx.withTables<ConflictTables>()
    const found = await tables.selectFrom('conflict_of_interest').select(['person_id', 'object']).where('id', '=', id).forUpdate().executeTakeFirst()
    if (!found) throw new Refusal('not-found', 'There is no such declaration')
    const waiver = personOf(principal) ?? ''
    if (found.person_id === waiver) throw new Refusal('forbidden', 'A second person must do this: nobody waives an interest of their own (declare-not-waive)')
    await tables.updateTable('conflict_of_interest').set({ waived_by: waiver, waived_because: because, waived_until: until }).where('id', '=', id).execute()
    await recordInAuditLog({ actor: actorOf(principal), act: 'conflict:waive', object: found.object, detail: { conflict: id, until } }, { tx, clock })
  })
}

/** The interests of one person, or of all for those who may waive them; the latest first. */
export async function listConflicts({ principal, all, offset, limit }: { readonly principal: Principal; readonly all: boolean; readonly offset: number; readonly limit: number }, { database }: { readonly database: Database }): Promise<{ items: Conflict[]; total: number }> {
  authorise(principal, all ? 'conflict:waive' : 'conflict:declare')
  const found = database.queries.withTables<ConflictTables>().selectFrom('conflict_of_interest').$if(!all, (every) => every.where('person_id', '=', personOf(principal) ?? ''))
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await found.selectAll().orderBy('declared_at', 'desc').orderBy('id', 'desc').offset(offset).limit(limit).execute()
  return {
    items: rows.map((row) => ({
      id: row.id, personId: row.person_id, object: row.object, kind: row.kind, because: row.because, declaredAt: row.declared_at,
      waived: row.waived_by === null || row.waived_because === null || row.waived_until === null ? null : { by: row.waived_by, because: row.waived_because, until: row.waived_until },
    })),
    total,
  }
}
