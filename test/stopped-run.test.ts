import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { bytesBelow, datadam, folderWith, visits } from './program.fixture.ts'

const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** A run of this size takes about two seconds; the moments below lie all over it. */
const ROWS = 3000
const MOMENTS_MILLISECONDS = [300, 600, 800, 1000, 1200, 1400, 1600, 1900]

test('a run that is killed at any moment leaves no half release and resumes to the same bytes', { timeout: 300_000 }, async () => {
  const folder = folderWith(visits(ROWS))
  folders.push(folder)
  expect((await datadam(folder, ['run', 'recipe.yaml', '--out', 'whole', '--quiet'])).code).toBe(0)
  const whole = bytesBelow(join(folder, 'whole'))
  for (const moment of MOMENTS_MILLISECONDS) {
    const out = `out-${moment}`
    await datadam(folder, ['run', 'recipe.yaml', '--out', out, '--quiet'], { killAfter: moment })
    // A release that is there was whole before the kill; then the second run refuses, and must change nothing.
    const isReleased = existsSync(join(folder, out, 'test-city/visits@1.0.0'))
    const again = await datadam(folder, ['run', 'recipe.yaml', '--out', out, '--quiet'])
    expect(again.code).toBe(isReleased ? 1 : 0)
    expect(bytesBelow(join(folder, out))).toEqual(whole)
  }
})

test('Ctrl-C ends a run with nothing in the output', async () => {
  const folder = folderWith(visits(ROWS))
  folders.push(folder)
  const stopped = await datadam(folder, ['run', 'recipe.yaml', '--out', 'out', '--json'], { killAt: 'collect', signal: 'SIGINT' })
  expect(stopped.code).toBe(130)
  expect(JSON.parse(stopped.stdout)).toMatchObject({ code: 'cancelled' })
  expect(existsSync(join(folder, 'out')) ? readdirSync(join(folder, 'out')) : []).toEqual([])
})
