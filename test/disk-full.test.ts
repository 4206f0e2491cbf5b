import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { bytesBelow, datadam, folderWith, visits } from './program.fixture.ts'

const folder = folderWith(visits(3000))
const disks = ['out', 'home-small'].map((name) => join(folder, name))
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

test.skipIf(!canMount)('a disk that is full under the release is refused, and nothing half-written is left on it', { timeout: 60_000 }, async () => {
  mount(join(folder, 'out'), 200)
  const refused = await datadam(folder, ['run', 'recipe.yaml', '--out', 'out', '--json'])
  expect([refused.code, JSON.parse(refused.stdout).code]).toEqual([1, 'no-space'])
  expect(readdirSync(join(folder, 'out')).filter((name) => name !== '.quarantine')).toEqual([])
  expect([...bytesBelow(join(folder, 'out')).keys()].some((path) => path.includes('manifest'))).toBe(false)
})

test.skipIf(!canMount)('a disk that is full under the originals is refused, and the same command works when there is room', { timeout: 60_000 }, async () => {
  mount(join(folder, 'home-small'), 60)
  const { stdout } = spawnSync(process.execPath, [join(import.meta.dirname, '../src/main/cli.ts'), 'run', 'recipe.yaml', '--out', 'other', '--json'], { cwd: folder, encoding: 'utf8', env: { ...process.env, DATADAM_HOME: join(folder, 'home-small') } })
  spawnSync('umount', [join(folder, 'home-small')])
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'refused', code: 'no-space' })
  expect((await datadam(folder, ['run', 'recipe.yaml', '--out', 'other', '--quiet'])).code).toBe(0)
})
