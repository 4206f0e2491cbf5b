import { createHash } from 'node:crypto'
import { z } from 'zod'

/** Text that the database gives back as it was: UTF-8 has no half characters, PostgreSQL no NUL. */
const Kept = z.string().min(1).refine((text) => text.isWellFormed() && !text.includes('\0'), 'must be whole characters, without NUL')

/** One act, for the audit log. It names people and things by their ids: a line is kept for good, so it holds no personal data. */
export type AuditEntry = z.infer<typeof AuditEntry>
export const AuditEntry = z.object({
  /** Who did it: a person's, a key's or a program's id. */
  actor: Kept,
  /** The organisation for which it was done; left out for acts of one's own. */
  actingFor: Kept.optional(),
  /** Such as `release:approve`. */
  act: Kept,
  /** What it was done to, such as `dataset:saeron-city/discharges@1.0.0`. */
  object: Kept,
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
})

/** A line as it stands in the log. */
export interface AuditLine {
  /** From 1, without gaps. */
  readonly position: number
  readonly at: Date
  readonly actor: string
  readonly actingFor: string | null
  readonly act: string
  readonly object: string
  /** JSON, letter by letter. */
  readonly detail: string
  readonly previousHash: string
  readonly hash: string
}

/** What the first line has for the hash of the line before it. */
export const FIRST_HASH = '0'.repeat(64)

/** The sha256, in hexadecimal, of everything that a line says and of the hash before it. */
export function hashOfLine(line: Omit<AuditLine, 'hash'>): string {
  const said = [line.position, line.at.toISOString(), line.actor, line.actingFor, line.act, line.object, line.detail, line.previousHash]
  return createHash('sha256').update(JSON.stringify(said)).digest('hex')
}

/** The last line of a day; whoever keeps one can prove later that nothing before it was changed. */
export interface AuditRoot {
  /** In UTC, as 2026-01-31. */
  readonly day: string
  readonly position: number
  readonly hash: string
}

/** The tables of the audit log. */
export type AuditTables = {
  audit_line: { position: number; at: Date; actor: string; acting_for: string | null; act: string; object: string; detail: string; previous_hash: string; hash: string }
  audit_root: AuditRoot
}
