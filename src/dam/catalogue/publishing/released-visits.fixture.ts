import { spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../../../..')

/** Rows of each version of the visits; in 1.1.0 there is also a column more. */
export const VISITS = [{ version: '1.0.0', rows: 240 }, { version: '1.1.0', rows: 260 }] as const

/** A folder that holds `test-city/visits@1.0.0` and `@1.1.0`, made by the real pipeline and kept while its code stays as it is. */
export async function releasedVisits(): Promise<string> {
  const kept = join(root, 'node_modules/.cache/datadam', `visits-${stampOfPipeline()}`)
  if (existsSync(kept)) return kept
  const folder = await mkdtemp(join(tmpdir(), 'datadam-visits-'))
  try {
    for (const { version, rows } of VISITS) {
      await writeFile(join(folder, 'visits.csv'), csvOf(version, rows))
      await writeFile(join(folder, 'recipe.yaml'), recipeOf(version))
      await run(folder, ['run', 'recipe.yaml', '--quiet', '--out', 'releases'])
    }
    await mkdir(dirname(kept), { recursive: true })
    // Whoever makes them at the same time makes the same; the first to arrive stays.
    const arriving = join(dirname(kept), `.${randomUUID()}`)
    await cp(join(folder, 'releases'), arriving, { recursive: true })
    await rename(arriving, kept).catch(() => rm(arriving, { recursive: true, force: true }))
    return kept
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Changes whenever a file of the pipeline does. */
function stampOfPipeline(): string {
  const hash = createHash('sha256').update(VISITS.map(({ version, rows }) => csvOf(version, rows) + recipeOf(version)).join(''))
  for (const folder of ['src/dam', 'src/platform/engines', 'src/main/commands']) {
    for (const path of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).toSorted()) {
      if (!path.endsWith('.ts') || /\.(?:test|fixture)\.ts$|^catalogue/.test(path)) continue
      const { mtimeMs, size } = statSync(join(root, folder, path))
      hash.update(`${path} ${mtimeMs} ${size}\n`)
    }
  }
  return hash.digest('hex').slice(0, 16)
}

function csvOf(version: string, rows: number): string {
  const isSecond = version === '1.1.0'
  const line = (row: number) => `P${1000 + row},${20 + (row % 4) * 10},${row % 2 === 0 ? '여' : '남'},${['감기', '골절', '두통'][row % 3]},${(row % 30) * 31}${isSecond ? `,W${row % 2}` : ''}`
  return [`환자번호,나이,성별,진단,비용${isSecond ? ',병동' : ''}`, ...Array.from({ length: rows }, (_, row) => line(row))].join('\n')
}

function recipeOf(version: string): string {
  return `datadam: 1
dataset: {name: test-city/visits, title: {ko: 방문 기록, en: Visits}, licence: CC-BY-4.0, language: [ko]}
source: {kind: csv, path: visits.csv}
columns:
  환자번호: {role: identifier, do: drop}
  나이: {role: quasi-identifier, hierarchy: {intervals: [10, 20]}}
  성별: {role: quasi-identifier}
  진단: {role: sensitive}
  비용: {role: plain}
${version === '1.1.0' ? '  병동: {role: plain}\n' : ''}quality:
  - {in-range: {column: 비용, min: 0, max: 890}}
plan: {rows: {at-least: 100}}
privacy: {models: [k-anonymity: 5]}
release: {version: ${version}, date: 2026-01-31, rows-per-file: 100}
`
}

function run(folder: string, words: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'src/main/cli.ts'), ...words], { cwd: folder, env: { ...process.env, DATADAM_HOME: join(folder, 'home'), DATADAM_MEMORY_MB: '600' }, stdio: ['ignore', 'ignore', 'pipe'] })
  let told = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => { told += text })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => { if (code === 0) resolve(); else reject(new Error(`The visits were not released: ${told}`)) })
  })
}
