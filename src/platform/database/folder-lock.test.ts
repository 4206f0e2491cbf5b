import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { lockFolder } from './folder-lock.ts'

const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })))

function folderHeldBy(holder?: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'datadam-lock-'))
  folders.push(folder)
  if (holder) writeFileSync(join(folder, 'lock.7'), JSON.stringify(holder))
  return folder
}

const ended = spawnSync(process.execPath, ['--version']).pid

test('lockFolder() lets nobody else in until the folder is given back', async () => {
  const folder = folderHeldBy()
  const lock = await lockFolder(folder)
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('in use by this very process') })
  await lock.release()
  const again = await lockFolder(folder)
  expect(readdirSync(folder).length).toBe(1)
  await again.release()
})

test.each([
  ['of a living process', { process: process.ppid }, false],
  ['of a process that ended', { process: ended, start: '1' }, true],
  ['of an earlier process with the id of a living one', { process: process.ppid, start: '1' }, process.platform === 'linux'],
  ['that was given back', { process: 0 }, true],
])('lockFolder() meets a lock %s', async (_name, holder, isFree) => {
  const folder = folderHeldBy(holder)
  const taken = await lockFolder(folder).then(() => true, (fault: unknown) => { expect(fault).toMatchObject({ code: 'conflict' }); return false })
  expect(taken).toBe(isFree)
})

test('lockFolder() gives a dead process\'s folder to one of many', async () => {
  const folder = folderHeldBy({ process: ended, start: '1' })
  const tries = await Promise.allSettled(Array.from({ length: 12 }, () => lockFolder(folder)))
  expect(tries.filter(({ status }) => status === 'fulfilled').length).toBe(1)
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'conflict' })
})
