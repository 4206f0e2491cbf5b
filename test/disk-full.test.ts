import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { backUp } from '#platform/backup/back-up.ts'
import { restoreBackup } from '#platform/backup/restore.ts'
import { systemClock } from '#platform/clock.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { openObjectStore } from '#platform/storage/open-object-store.ts'
import { bytesBelow, datadam, folderWith, visits } from './program.fixture.ts'

const folder = folderWith(visits(3000))
const disks = ['out', 'home-small', 'backup-small'].map((name) => join(folder, name))
/** Only root may mount a small disk. On the machine that judges a change a missing right is a failure, elsewhere the test says that it was left out. */
const canMount = process.getuid?.() === 0 || process.env['CI'] !== undefined

function mount(disk: string, kilobytes: number): void {
  mkdirSync(disk)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', disk], { encoding: 'utf8' })
  if (mounted.status !== 0) throw new Error(`A disk of ${kilobytes} kB could not be mounted: ${mounted.stderr}`)
}

afterAll(() => {
  for (const disk of disks) spawnSync('umount', [disk])
  rmSync(folder, { recursive: true, force: true })
})

test.skipIf(!canMount)('a disk that is full under the release is refused, and nothing half-written is left on it', async () => {
  mount(join(folder, 'out'), 200)
  const refused = await datadam(folder, ['run', 'recipe.yaml', '--out', 'out', '--json'])
  expect([refused.code, JSON.parse(refused.stdout).code]).toEqual([1, 'no-space'])
  expect(readdirSync(join(folder, 'out')).filter((name) => name !== '.quarantine')).toEqual([])
  expect([...bytesBelow(join(folder, 'out')).keys()].some((path) => path.includes('manifest'))).toBe(false)
})

test.skipIf(!canMount)('a disk that is full under the originals is refused, and the same command works when there is room', async () => {
  mount(join(folder, 'home-small'), 60)
  const { stdout } = spawnSync(process.execPath, [join(import.meta.dirname, '../src/main/cli.ts'), 'run', 'recipe.yaml', '--out', 'other', '--json'], { cwd: folder, encoding: 'utf8', env: { ...process.env, DATADAM_HOME: join(folder, 'home-small') } })
  spawnSync('umount', [join(folder, 'home-small')])
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'refused', code: 'no-space' })
  expect((await datadam(folder, ['run', 'recipe.yaml', '--out', 'other', '--quiet'])).code).toBe(0)
})

test.skipIf(!canMount)('a disk that is full under a backup or a restore is refused, nothing half-written counts as one, and the same works when there is room', { timeout: 120_000 }, async () => {
  const small = join(folder, 'backup-small')
  mount(small, 200)
  const [{ open }] = testDatabases()
  const [database, restored] = [await open(), await open()]
  const organisations = async () => (await sql`select 1 from organisation`.execute(restored.queries)).rows.length
  try {
    await sql`insert into organisation (id, slug, name, created_at) values ('city', 'city', '{}', now())`.execute(database.queries)
    const objects = openObjectStore(join(folder, 'objects'))
    for (const key of ['a', 'b', 'c']) await objects.putStream(key, (async function* () { yield randomBytes(100_000) })())
    const needs = { database, objects, clock: systemClock }
    await expect(backUp({ folder: join(small, 'backup'), version: '1.0.0' }, needs)).rejects.toMatchObject({ code: 'no-space' })
    expect(readdirSync(join(small, 'backup'))).toEqual([])
    const backup = join(folder, 'backup')
    await backUp({ folder: backup, version: '1.0.0' }, needs)
    const home = join(folder, 'home-restored')
    await expect(restoreBackup({ folder: backup }, { database: restored, objects: openObjectStore(join(small, 'objects')), home })).rejects.toMatchObject({ code: 'no-space' })
    expect(await organisations()).toBe(0)
    expect([...bytesBelow(small).keys()].filter((path) => path.includes('.incoming'))).toEqual([])
    await restoreBackup({ folder: backup }, { database: restored, objects: openObjectStore(join(folder, 'objects-roomy')), home })
    expect(await organisations()).toBe(1)
  } finally {
    await database.close()
    await restored.close()
  }
})
