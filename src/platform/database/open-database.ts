import type { Database, DatabaseLocation } from './database.ts'
import { openPgliteFolder, openPgliteInMemory } from './pglite-database.ts'
import { openPostgresql } from './postgresql-database.ts'

/**
 * Opens the database at a location; the tables are brought up to date by `applyMigrations`.
 *
 * @throws {Refusal} `conflict`, `not-writable`, `no-space` or `not-found`, as the location has it
 */
export function openDatabase(location: DatabaseLocation): Promise<Database> {
  if ('url' in location) return openPostgresql(location.url)
  return 'folder' in location ? openPgliteFolder(location.folder) : openPgliteInMemory(location.contents)
}
