import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { publishRelease } from './publish-release.ts'

async function sealed(name = 'run') {
  const out = await mkdtemp(join(tmpdir(), 'datadam-publish-'))
  onTestFinished(() => rm(out, { recursive: true, force: true }))
  return { out, quarantine: await sealedIn(out, name), destination: join(out, 'city-health', 'discharges@1.0.0') }
}

async function sealedIn(out: string, name: string): Promise<string> {
  const quarantine = join(out, '.quarantine', name)
  await mkdir(quarantine, { recursive: true })
  for (const file of ['README.md', 'manifest.json', 'manifest.sig']) await writeFile(join(quarantine, file), name)
  return quarantine
}

test('publishRelease() moves the whole folder, and makes those above it', async () => {
  const { out, quarantine, destination } = await sealed()
  await publishRelease({ quarantine, destination })
  expect((await readdir(destination)).toSorted()).toEqual(['README.md', 'manifest.json', 'manifest.sig'])
  expect(await readdir(join(out, '.quarantine'))).toEqual([])
})

test.each(['full', 'empty', 'file'])('a destination that exists (%s) stays as it is, and so does the quarantine', async (kind) => {
  const { quarantine, destination } = await sealed()
  await mkdir(join(destination, '..'), { recursive: true })
  if (kind === 'file') await writeFile(destination, 'mine')
  else await mkdir(destination)
  if (kind === 'full') await writeFile(join(destination, 'mine'), 'mine')
  await expect(publishRelease({ quarantine, destination })).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('release.version') })
  expect(await readdir(quarantine)).toHaveLength(3)
  expect(await readdir(join(destination, '..'), { recursive: true })).toEqual(['discharges@1.0.0', ...(kind === 'full' ? ['discharges@1.0.0/mine'] : [])])
})

test('of two who publish the same version at once one wins, and the other is refused', async () => {
  const { out, quarantine, destination } = await sealed('first')
  const second = await sealedIn(out, 'second')
  const answers = await Promise.allSettled([publishRelease({ quarantine, destination }), publishRelease({ quarantine: second, destination })])
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(answers.find((answer) => answer.status === 'rejected')?.reason).toMatchObject({ code: 'conflict' })
  const winner = await readFile(join(destination, 'README.md'), 'utf8')
  expect(await readFile(join(destination, 'manifest.sig'), 'utf8')).toBe(winner)
})

test('what was not sealed is not published', async () => {
  const { quarantine, destination } = await sealed()
  await rm(join(quarantine, 'manifest.sig'))
  await expect(publishRelease({ quarantine, destination })).rejects.toMatchObject({ code: 'promise-failed' })
})

test('a file in the way of the folder is named', async () => {
  const { out, quarantine, destination } = await sealed()
  await writeFile(join(out, 'city-health'), '')
  await expect(publishRelease({ quarantine, destination })).rejects.toMatchObject({ code: 'not-writable' })
})
