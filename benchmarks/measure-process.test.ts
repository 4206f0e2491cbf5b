import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { measureProcess } from './measure-process.ts'

const HOLD = 'const held = Buffer.alloc(200e6, 1); setTimeout(() => { if (held.length) process.exitCode = 3 }, 400)'

test('a program is measured from its start to its end, with what it said', async () => {
  const measured = await measureProcess(process.execPath, ['-e', 'console.log("out"); console.error("err"); setTimeout(() => {}, 300)'], {})
  expect(measured).toMatchObject({ code: 0, stdout: 'out\n', stderr: 'err\n' })
  expect(measured.wallSeconds).toBeGreaterThan(0.29)
})

test.runIf(existsSync('/proc/self/statm'))('the memory of a child\'s child counts', async () => {
  const inner = JSON.stringify(HOLD)
  const measured = await measureProcess(process.execPath, ['-e', `process.exitCode = require('child_process').spawnSync(process.execPath, ['-e', ${inner}]).status`])
  expect(measured.code).toBe(3)
  expect(measured.peakResidentBytes).toBeGreaterThan(200e6)
})

test('a program that is not there is an error', async () => {
  await expect(measureProcess('/no/such/program', [])).rejects.toThrow('ENOENT')
})
