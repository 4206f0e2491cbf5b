import { resolve } from 'node:path'
import { systemClock } from '#platform/clock.ts'
import type { Command } from './command.ts'

/** All tables at one moment with the jobs, all files, and the keys, in a form that either database takes. */
export const backup: Command = {
  name: 'backup',
  summary: 'Write all tables, files and keys into an empty folder',
  argument: { words: '<folder>', description: 'a folder that is empty or not yet there' },
  options: [{ words: '--without-keys', description: 'leave out the keys of the home, where they are kept apart' }],
  async run({ files: [folder = ''], options }, { config, home, version }) {
    const [{ openObjects, openTables }, { backUp }, { listKeys }] = await Promise.all([import('../open-stores.ts'), import('#platform/backup/back-up.ts'), import('../home-keys.ts')])
    const database = await openTables(config)
    try {
      const wanted = options['withoutKeys'] === true ? undefined : { home, paths: await listKeys(home) }
      const { tables, objects, keys } = await backUp({ folder: resolve(folder), version, keys: wanted }, { database, objects: openObjects(config), clock: systemClock })
      const rows = tables.reduce((sum, table) => sum + table.rows, 0)
      const told = [`Backed up ${rows} rows of ${tables.length} tables and ${objects.length} files into ${folder}.`, aboutKeys(keys?.length)]
      if (config.signInSecret !== undefined) told.push('The setting SIGN_IN_SECRET is not in it; keep it apart.')
      return { ok: true, text: told.join(' '), json: { outcome: 'backed-up', tables: tables.length, rows, objects: objects.length, keys: keys?.length ?? null } }
    } finally {
      await database.close()
    }
  },
}

function aboutKeys(keys: number | undefined): string {
  if (keys === undefined) return 'The keys of the home are not in it: without them nobody\'s second factor works, pseudonyms differ and another key signs. Keep them apart.'
  return `The ${keys} keys of the home are in it: whoever has the folder can sign releases and sign in as anybody. Keep it where only you can read it, or leave the keys out with --without-keys.`
}
