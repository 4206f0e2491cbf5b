import type { AuditTables } from '#platform/audit-log/audit-line.ts'
import type { Tx } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import type { Permission } from './rule-book.ts'

/** Two acts that one person may not do to the same thing. */
export interface SeparationRule {
  readonly id: string
  readonly before: Permission
  readonly act: Permission
  readonly because: string
}

/** What no one person may do alone. */
export const SEPARATION_RULES: readonly SeparationRule[] = [
  { id: 'run-not-decide', before: 'run:start', act: 'version:decide', because: 'whoever started its run does not decide on a version' },
  { id: 'submit-not-decide', before: 'version:submit', act: 'version:decide', because: 'whoever submitted a version does not decide on it' },
  { id: 'apply-not-decide', before: 'access:apply', act: 'access:decide', because: 'nobody decides on an application of their own' },
]

/**
 * Refuses an act on something by whoever did to it what does not go with that act, whatever hat or key they used then.
 *
 * Read from the audit log, in the transaction of the act, so that what was done cannot be forgotten.
 * @param person id of the person
 * @throws {Refusal} `forbidden` with the rule's id
 */
export async function refuseSameHand(tx: Tx, { person, act, object }: { readonly person: string; readonly act: Permission; readonly object: string }): Promise<void> {
  const rules = SEPARATION_RULES.filter((rule) => rule.act === act)
  if (rules.length === 0) return
  const keys = tx.withTables<{ api_key: { id: string; person_id: string } }>().selectFrom('api_key').select('id').where('person_id', '=', person)
  const held = (await keys.execute()).map(({ id }) => `key:${id}`)
  const done = await tx.withTables<AuditTables>().selectFrom('audit_line').select('act').distinct()
    .where('object', '=', object).where('actor', 'in', [`person:${person}`, ...held]).where('act', 'in', rules.map(({ before }) => before)).execute()
  const broken = rules.find(({ before }) => done.some((line) => line.act === before))
  if (broken) throw new Refusal('forbidden', `A second person must do this: ${broken.because} (${broken.id})`)
}
