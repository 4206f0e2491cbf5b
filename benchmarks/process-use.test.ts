import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { processUse } from './process-use.ts'

test.runIf(existsSync('/proc/self/stat'))('processUse() counts CPU time and memory of another process', async () => {
  const child = spawn(process.execPath, ['-e', 'const held = Buffer.alloc(150e6, 1); const end = Date.now() + 300; while (Date.now() < end); console.log(held.length); setInterval(() => {}, 1000)'])
  try {
    await once(child.stdout, 'data')
    const { cpuSeconds, peakResidentBytes } = await processUse(child.pid ?? 0)
    expect(cpuSeconds).toBeGreaterThan(0.05)
    expect(cpuSeconds).toBeLessThan(60)
    expect(peakResidentBytes).toBeGreaterThan(150e6)
  } finally {
    child.kill()
    await once(child, 'close')
  }
  expect(await processUse(child.pid ?? 0)).toEqual({ cpuSeconds: Number.NaN, peakResidentBytes: Number.NaN })
})
