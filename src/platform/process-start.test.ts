import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { findProcessStart } from './process-start.ts'

test.runIf(process.platform === 'linux')('findProcessStart() tells processes of this machine apart, and knows nothing of one that ended', async () => {
  const mine = await findProcessStart(process.pid)
  expect(mine).toMatch(/^\d+$/)
  expect(await findProcessStart(process.pid)).toBe(mine)
  expect(await findProcessStart(process.ppid)).not.toBe(mine)
  expect(await findProcessStart(spawnSync(process.execPath, ['--version']).pid)).toBeUndefined()
})
