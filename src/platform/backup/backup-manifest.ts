import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Queries, Tx } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const TableName = z.string().regex(/^[a-z][a-z0-9_]*$/)

/** What a backup holds. It is written last: a folder without one is no backup. */
export const BackupManifest = z.strictObject({
  format: z.literal('datadam-backup-1'),
  /** Of the program that wrote it. */
  version: z.string(),
  createdAt: z.iso.datetime(),
  /** The steps of the tables; only a database with the same ones takes it. */
  migrations: z.array(z.strictObject({ name: z.string(), sha256: Sha256 })),
  /** Each lies in `tables/NAME.jsonl`: a row a line, an object of the columns' texts as PostgreSQL writes them in UTC. */
  tables: z.array(z.strictObject({ name: TableName, rows: z.number().int(), sha256: Sha256 })),
  /** Each lies below `objects/`. */
  objects: z.array(z.strictObject({ key: z.string(), bytes: z.number().int(), sha256: Sha256 })),
})
export type BackupManifest = z.infer<typeof BackupManifest>

export const MANIFEST = 'manifest.json'

/** The file of a table's rows. */
export function tableFile(folder: string, table: string): string {
  return join(folder, 'tables', `${table}.jsonl`)
}

/** @throws {Refusal} `not-found`, `bad-input` */
export async function readBackupManifest(folder: string): Promise<BackupManifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch((cause: unknown) => { throw new Refusal('not-found', `${folder} holds no backup: there is no ${MANIFEST} that can be read`, { cause }) })
  try {
    return BackupManifest.parse(JSON.parse(text))
  } catch (cause) {
    throw new Refusal('bad-input', `The ${MANIFEST} of the backup is not one that datadam wrote`, { cause })
  }
}

/** Not data: the steps are applied anew, and who has which job in hand ends with the processes. */
const LEFT_OUT = new Set(['migration', 'job_claim'])

/** A table of ours with its columns, in the order of its name. */
export interface BackedTable {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
}

/** Every table that is backed up. The job library's lie in a schema of their own, and are not. */
export async function listBackedTables(queries: Queries | Tx): Promise<BackedTable[]> {
  const { rows } = await sql<{ of: string; name: string; type: string }>`
    select c.relname as of, a.attname as name, format_type(a.atttypid, a.atttypmod) as type
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    order by c.relname collate "C", a.attnum`.execute(queries)
  return [...Map.groupBy(rows.filter(({ of }) => !LEFT_OUT.has(of)), ({ of }) => of)].map(([name, columns]) => ({ name, columns: columns.map((column) => ({ name: column.name, type: column.type })) }))
}

/** The steps that the tables have had. */
export async function listAppliedMigrations(queries: Queries | Tx): Promise<BackupManifest['migrations']> {
  const { rows } = await sql<{ name: string; sha256: string }>`select name, sha256 from migration order by number`.execute(queries)
  return rows.map(({ name, sha256 }) => ({ name, sha256 }))
}
