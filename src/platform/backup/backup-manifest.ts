import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Queries, Tx } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const TableName = z.string().regex(/^(?:pgboss\.)?[a-z][a-z0-9_]*$/)
const FORMAT = 'datadam-backup-2'

/** Of a key: a name in the home, or in one folder of it. */
const KEY_PATH = /^(?:[a-z0-9][a-z0-9-]*\/)?[a-z0-9][a-z0-9-]*\.(?:key|pem)$/

/** What a backup holds. It is written last: a folder without one is no backup. */
export const BackupManifest = z.strictObject({
  format: z.literal(FORMAT),
  /** Of the program that wrote it. */
  version: z.string(),
  createdAt: z.iso.datetime(),
  /** The steps of the tables; only a database with the same ones takes it. */
  migrations: z.array(z.strictObject({ name: z.string(), sha256: Sha256 })),
  /** The number of the job library's tables, which must be the same too. */
  jobTables: z.number().int(),
  /** Each lies in `tables/NAME.jsonl`: a row a line, an object of the columns' texts as PostgreSQL writes them in UTC. */
  tables: z.array(z.strictObject({ name: TableName, rows: z.number().int(), sha256: Sha256 })),
  /** Each lies below `objects/`. */
  objects: z.array(z.strictObject({ key: z.string(), bytes: z.number().int(), sha256: Sha256 })),
  /** Each lies below `keys/`, by its path in the home; null where they were left out. */
  keys: z.array(z.strictObject({ path: z.string().regex(KEY_PATH), sha256: Sha256 })).nullable(),
})
export type BackupManifest = z.infer<typeof BackupManifest>

export const MANIFEST = 'manifest.json'

/** What a backup's folder may hold. */
export const PARTS = { tables: 'tables', objects: 'objects', keys: 'keys' } as const

/** That of a manifest, of whatever form, that tells who wrote it. */
const AnyManifest = z.object({ format: z.string().regex(/^datadam-backup-\d+$/), version: z.string() })

/** A new manifest, without its form. */
export type ManifestContents = Omit<BackupManifest, 'format'>

/** The manifest's text. */
export function writeManifest(contents: ManifestContents): string {
  return `${JSON.stringify(BackupManifest.parse({ format: FORMAT, ...contents }), null, 2)}\n`
}

/** The file of a table's rows. */
export function tableFile(folder: string, table: string): string {
  return join(folder, PARTS.tables, `${table}.jsonl`)
}

/** @throws {Refusal} `not-found`; `conflict` for one of another form; `bad-input` */
export async function readBackupManifest(folder: string): Promise<BackupManifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch((cause: unknown) => { throw new Refusal('not-found', `${folder} holds no backup: there is no ${MANIFEST} that can be read`, { cause }) })
  try {
    const written: unknown = JSON.parse(text)
    const { data: any } = AnyManifest.safeParse(written)
    if (any && any.format !== FORMAT) throw new Refusal('conflict', `The backup is of another form than this program reads; restore it with datadam ${any.version}, which wrote it`)
    return BackupManifest.parse(written)
  } catch (cause) {
    if (cause instanceof Refusal) throw cause
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

/** Every table that is backed up, those of the job library behind ours: which kinds of jobs there are, and then the jobs. */
export async function listBackedTables(queries: Queries | Tx): Promise<BackedTable[]> {
  const { rows } = await sql<{ of: string; name: string; type: string }>`
    select case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end as of, a.attname as name, format_type(a.atttypid, a.atttypmod) as type
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where (n.nspname = 'public' and c.relkind = 'r' or n.nspname = 'pgboss' and c.relname in ('queue', 'job')) and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    order by n.nspname = 'pgboss', c.relname = 'job', c.relname collate "C", a.attnum`.execute(queries)
  return [...Map.groupBy(rows.filter(({ of }) => !LEFT_OUT.has(of)), ({ of }) => of)].map(([name, columns]) => ({ name, columns: columns.map((column) => ({ name: column.name, type: column.type })) }))
}

/** The number of the job library's tables. They must be there; see `prepareJobTables`. */
export async function readJobTables(queries: Queries | Tx): Promise<number> {
  const { rows } = await sql<{ version: number }>`select version from pgboss.version`.execute(queries)
  return z.number().parse(rows[0]?.version)
}

/** The steps that the tables have had. */
export async function listAppliedMigrations(queries: Queries | Tx): Promise<BackupManifest['migrations']> {
  const { rows } = await sql<{ name: string; sha256: string }>`select name, sha256 from migration order by number`.execute(queries)
  return rows.map(({ name, sha256 }) => ({ name, sha256 }))
}
