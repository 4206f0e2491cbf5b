import { resolve } from 'node:path'
import { restoreBackup } from '#platform/backup/restore.ts'
import { openObjects, openTables } from '../open-stores.ts'
import type { Command } from './command.ts'

/** A backup into the empty database and store of the settings. */
export const restore: Command = {
  name: 'restore',
  summary: 'Put a backup into an empty database and store',
  argument: { words: '<folder>', description: 'the folder of the backup' },
  options: [],
  async run({ files: [folder = ''] }, { config }) {
    const database = await openTables(config)
    try {
      const { tables, objects, createdAt } = await restoreBackup({ folder: resolve(folder) }, { database, objects: openObjects(config) })
      const rows = tables.reduce((sum, table) => sum + table.rows, 0)
      return { ok: true, text: `Restored ${rows} rows and ${objects.length} files as they were at ${createdAt}.`, json: { outcome: 'restored', tables: tables.length, rows, objects: objects.length, createdAt } }
    } finally {
      await database.close()
    }
  },
}
