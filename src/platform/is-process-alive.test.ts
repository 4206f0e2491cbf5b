import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { isProcessAlive } from './is-process-alive.ts'

test('isProcessAlive() knows the living, the ended and the impossible', () => {
  const ended = spawnSync(process.execPath, ['--version']).pid
  expect([process.pid, 1, ended, 0, -1, 1.5, Number.NaN].map(isProcessAlive)).toEqual([true, true, false, false, false, false, false])
})
