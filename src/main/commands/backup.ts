import { resolve } from 'node:path'
import { backUp } from '#platform/backup/back-up.ts'
import { systemClock } from '#platform/clock.ts'
import { openObjects, openTables } from '../open-stores.ts'
import type { Command } from './command.ts'

/** All tables at one moment, and all files, in a form that either database takes. */
export const backup: Command = {
  name: 'backup',
  summary: 'Write all tables and files into an empty folder',
  argument: { words: '<folder>', description: 'a folder that is empty or not yet there' },
  options: [],
  async run({ files: [folder = ''] }, { config, version }) {
    const database = await openTables(config)
    try {
      const { tables, objects } = await backUp({ folder: resolve(folder), version }, { database, objects: openObjects(config), clock: systemClock })
      const rows = tables.reduce((sum, table) => sum + table.rows, 0)
      return { ok: true, text: `Backed up ${rows} rows of ${tables.length} tables and ${objects.length} files into ${folder}. The keys in the home are not in it; keep them apart.`, json: { outcome: 'backed-up', tables: tables.length, rows, objects: objects.length } }
    } finally {
      await database.close()
    }
  },
}
