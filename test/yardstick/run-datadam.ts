import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { measureProcess } from '../../benchmarks/measure-process.ts'
import { PrivacyReport } from '../../src/dam/dataset/reports.ts'

const root = join(import.meta.dirname, '../..')

/** A temporary folder with keys and releases of its own. */
export interface Place {
  readonly folder: string
  /** Runs a command of the command line with `--json`, as a user would. */
  datadam(...parameters: string[]): Promise<{ code: number | null; json: unknown; stderr: string; wallSeconds: number }>
  remove(): Promise<void>
}

/** Makes a place; remove it after the test. */
export async function makePlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'datadam-yardstick-'))
  return {
    folder,
    async datadam(...parameters) {
      const run = await measureProcess(process.execPath, [join(root, 'src/main/cli.ts'), ...parameters, '--json', '--quiet'], { DATADAM_HOME: join(folder, 'home') })
      return { ...run, json: run.stdout.trim() === '' ? undefined : JSON.parse(run.stdout) }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** What `datadam run --json` says of a release. */
export const Released = z.object({ outcome: z.literal('released'), release: z.string() })

/** The privacy report of a release. */
export async function readPrivacy(release: string): Promise<PrivacyReport> {
  return PrivacyReport.parse(JSON.parse(await readFile(join(release, 'reports/privacy.json'), 'utf8')))
}
