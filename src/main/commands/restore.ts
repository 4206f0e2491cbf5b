import { resolve } from 'node:path'
import type { Command } from './command.ts'

/** A backup into the empty database and store of the settings, and its keys into the home. */
export const restore: Command = {
  name: 'restore',
  summary: 'Put a backup into an empty database, store and home',
  argument: { words: '<folder>', description: 'the folder of the backup' },
  options: [],
  async run({ files: [folder = ''] }, { config, home }) {
    const [{ openObjects, openTables }, { restoreBackup }] = await Promise.all([import('../open-stores.ts'), import('#platform/backup/restore.ts')])
    const database = await openTables(config)
    try {
      const { tables, objects, keys, createdAt } = await restoreBackup({ folder: resolve(folder) }, { database, objects: openObjects(config), home })
      const rows = tables.reduce((sum, table) => sum + table.rows, 0)
      const aboutKeys = keys === null ? 'The backup holds no keys: put those of the old home into this one before it is served.' : `Its ${keys.length} keys are in the home.`
      return { ok: true, text: `Restored ${rows} rows and ${objects.length} files as they were at ${createdAt}. ${aboutKeys} Jobs go on when it is served; the old server must not be started again.`, json: { outcome: 'restored', tables: tables.length, rows, objects: objects.length, keys: keys?.length ?? null, createdAt } }
    } finally {
      await database.close()
    }
  },
}
