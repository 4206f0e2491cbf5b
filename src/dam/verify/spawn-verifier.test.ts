import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeRelease, RELEASED } from './made-release.fixture.ts'
import { scratchEngine } from './scratch-engine.fixture.ts'
import { spawnVerifier } from './spawn-verifier.ts'

const scratch = scratchEngine()
const limits = () => ({ memoryBytes: 500e6, threads: 2, temporaryDirectory: join(scratch.folder(), 'spill') })

test('spawnVerifier() passes a right release in a process of its own, and tells its progress', async () => {
  const request = await makeRelease(join(scratch.folder(), 'right'), { engine: scratch.engine() })
  const heard: unknown[] = []
  const report = await spawnVerifier(request, { limits: limits(), progress: (step) => heard.push(step) })
  expect(report.verdict).toBe('passed')
  expect(heard.at(0)).toMatchObject({ stage: 'verify', unit: 'steps', done: 0 })
  expect(heard.length).toBeGreaterThan(8)
})

test('spawnVerifier() hands on a failed report', async () => {
  const changes = { data: ({ rows }: { rows: (string | null)[][] }) => { const [row] = rows; if (row) row[RELEASED.diagnosis] = 'J0x' } }
  const request = await makeRelease(join(scratch.folder(), 'wrong'), { engine: scratch.engine(), changes })
  expect((await spawnVerifier(request, { limits: limits() })).verdict).toBe('failed')
})

test('spawnVerifier() stops when it is told to, before and during the work', async () => {
  const request = await makeRelease(join(scratch.folder(), 'stopped'), { engine: scratch.engine() })
  await expect(spawnVerifier(request, { limits: limits(), signal: AbortSignal.abort() })).rejects.toThrow(/stopped/)
  const stop = new AbortController()
  await expect(spawnVerifier(request, { limits: limits(), signal: stop.signal, progress: () => stop.abort() })).rejects.toThrow(/stopped/)
})

test('spawnVerifier() throws when the verifier itself fails', async () => {
  await expect(spawnVerifier({ release: scratch.folder(), seal: 'expected' }, { limits: { ...limits(), threads: -1 } })).rejects.toThrow(/verifier ended with 70/)
})
