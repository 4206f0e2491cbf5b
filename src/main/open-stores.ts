import { join } from 'node:path'
import { applyMigrations } from '#platform/database/apply-migrations.ts'
import type { Database } from '#platform/database/database.ts'
import { openDatabase } from '#platform/database/open-database.ts'
import type { ObjectStore } from '#platform/storage/object-store.ts'
import { openObjectStore } from '#platform/storage/open-object-store.ts'
import type { Config } from './config.ts'

const MIGRATIONS = join(import.meta.dirname, '../../database/migrations')

/** Opens the database that the settings name, and brings its tables up to date. @throws {Refusal} `conflict` when a server has its folder open, and what else the place refuses */
export async function openTables({ databaseUrl, home }: Pick<Config, 'databaseUrl' | 'home'>): Promise<Database> {
  const database = await openDatabase(databaseUrl === undefined ? { folder: join(home, 'database') } : { url: databaseUrl })
  try {
    await applyMigrations(database, MIGRATIONS)
    return database
  } catch (fault) {
    await database.close()
    throw fault
  }
}

/** Opens the store of files that the settings name. */
export function openObjects(config: Pick<Config, 'storageUrl' | 'storageCredentials' | 'home'>): ObjectStore {
  return openObjectStore(objectsAddress(config), { credentials: config.storageCredentials })
}

/** Where files lie: as the settings say, else in the home. */
export function objectsAddress({ storageUrl, home }: Pick<Config, 'storageUrl' | 'home'>): string {
  return storageUrl ?? join(home, 'objects')
}
