import { spawnSync } from 'node:child_process'
import { mkdir, statfs } from 'node:fs/promises'
import { z } from 'zod'
import { sql } from '#platform/engines/sql-text.ts'
import type { Command } from './command.ts'

/** Says what this machine has and lacks. */
export const doctor: Command = {
  name: 'doctor',
  summary: 'Say what this machine has and what is missing',
  options: [],
  async run(_, context) {
    const engine = await context.openEngine()
    const { version } = await engine.queryOne(sql`select version() as version`, z.object({ version: z.string() }))
    await mkdir(context.home, { recursive: true })
    const disk = await statfs(context.home)
    const freeBytes = disk.bavail * disk.bsize
    const checks = [
      { name: 'Node', found: process.version, need: 'to run' },
      { name: 'DuckDB', found: version, need: 'to count' },
      { name: 'Memory for the engine', found: `${Math.round(context.limits.memoryBytes / 1e6)} MB, ${context.limits.threads} threads`, need: 'set by DATADAM_MEMORY_MB and DATADAM_THREADS' },
      { name: 'Home', found: `${context.home}, ${(freeBytes / 1e9).toFixed(1)} GB free`, need: 'keys, originals and unfinished runs; set by DATADAM_HOME' },
      { name: 'Chromium', found: found('chromium', ['--version']), need: 'npm run test:browser (Debian: apt-get install chromium)' },
      { name: 'Python', found: found('python3', ['--version']), need: 'the client tests of .ci/run (Debian: apt-get install python3-venv)' },
    ]
    return {
      ok: true,
      json: { checks },
      text: checks.map(({ name, found: what, need }) => `${name.padEnd(22)} ${what ?? 'missing'}${what ? '' : `: needed for ${need}`}`).join('\n'),
    }
  },
}

function found(program: string, parameters: string[]): string | undefined {
  const run = spawnSync(program, parameters, { encoding: 'utf8' })
  return run.status === 0 ? run.stdout.trim() : undefined
}
