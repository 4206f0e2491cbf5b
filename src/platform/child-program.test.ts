import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { runProgram } from './child-program.ts'
import { isProcessAlive } from './is-process-alive.ts'
import type { ProgressStep } from './progress.ts'

const program = join(import.meta.dirname, 'echo-program.fixture.ts')
const result = z.object({ said: z.string() })

function start(act: string, signal = new AbortController().signal) {
  const told: ProgressStep[] = []
  return { told, ended: runProgram({ program, request: { act }, result }, { progress: (step) => { told.push(step) }, signal }) }
}

test('runProgram() gives the result, and tells the steps but not each count', async () => {
  const { told, ended } = start('echo')
  expect(await ended).toEqual({ said: 'echo' })
  expect(told[0]).toMatchObject({ stage: 'one' })
  expect(told.at(-1)).toEqual({ stage: 'two', unit: 'rows', done: 1000, total: 1000 })
  expect(told.length).toBeLessThan(50)
})

test('runProgram() throws the program\'s refusals as they are', async () => {
  await expect(start('refuse').ended).rejects.toMatchObject({ name: 'Refusal', code: 'promise-failed', message: 'The promise does not hold' })
})

test('runProgram() tells where a fault was, and not what it said', async () => {
  const fault = await start('fail').ended.catch((thrown: unknown) => thrown)
  expect(fault).toMatchObject({ message: 'The program failed (TypeError)', cause: expect.arrayContaining([expect.stringContaining('echo-program.fixture.ts')]) })
  expect(JSON.stringify(fault, ['message', 'cause', 'stack'])).not.toContain('Person 7')
})

test('runProgram() sees that a program died', async () => {
  await expect(start('die').ended).rejects.toThrow('ended with 3')
})

test('runProgram() stops a program', async () => {
  const stop = new AbortController()
  const { told, ended } = start('wait', stop.signal)
  await expect.poll(() => told.length, { timeout: 120_000 }).toBeGreaterThan(1)
  stop.abort()
  await expect(ended).rejects.toMatchObject({ code: 'cancelled' })
  await expect(start('echo', stop.signal).ended).rejects.toMatchObject({ code: 'cancelled' })
})

test('a program ends when whoever started it is killed', async () => {
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'ignore', 'pipe'] })
  child.stdin.write('{"act":"wait"}\n')
  await once(child.stderr, 'data')
  expect(isProcessAlive(child.pid ?? 0)).toBe(true)
  child.stdin.destroy()
  await once(child, 'exit')
})
