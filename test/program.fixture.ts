import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..')

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** A folder of its own for one test, with the files given. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'datadam-test-'))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

/** Runs the command line as a program, with a home inside the folder. */
export function datadam(folder: string, parameters: readonly string[], { killAfter, killAt, signal = 'SIGKILL' }: { killAfter?: number; /** Kills when this stands in stderr. */ killAt?: string; signal?: NodeJS.Signals } = {}): Promise<Ended> {
  const child = spawn(process.execPath, [join(root, 'src/main/cli.ts'), ...parameters], {
    cwd: folder,
    env: { ...process.env, DATADAM_HOME: join(folder, 'home'), DATADAM_MEMORY_MB: '600' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => { stdout += text })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    if (killAt !== undefined && !child.killed && stderr.includes(killAt)) child.kill(signal)
  })
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill(signal), killAfter)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, ended) => { clearTimeout(timer); resolve({ code, signal: ended, stdout, stderr }) })
  })
}

/** Every file below a folder with its sha256, sorted. */
export function bytesBelow(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(folder, path)).isFile()).toSorted()
  return new Map(paths.map((path) => [path, createHash('sha256').update(readFileSync(join(folder, path))).digest('hex')]))
}

/** A small city's visits, and a recipe that releases them. */
export function visits(rows: number): { 'visits.csv': string; 'recipe.yaml': string } {
  const line = (row: number) => `P${1000 + row},${18 + ((row * 7) % 60)},${row % 2 === 0 ? '여' : '남'},0${4100 + (row % 5)},${['A', 'B', 'C'][row % 3]},${(row * 37) % 900}`
  return {
    'visits.csv': ['환자번호,나이,성별,우편번호,진단,비용', ...Array.from({ length: rows }, (_, row) => line(row))].join('\n'),
    'recipe.yaml': `datadam: 1
dataset: {name: test-city/visits, title: {ko: 방문 기록, en: Visits}, licence: CC-BY-4.0, language: [ko]}
source: {kind: csv, path: visits.csv}
columns:
  환자번호: {role: identifier, do: pseudonym}   # one row a person
  나이:     {role: quasi-identifier, hierarchy: {intervals: [5, 10, 20]}}
  성별:     {role: quasi-identifier}
  우편번호: {role: quasi-identifier, hierarchy: {prefix: [4, 3, 2]}}
  진단:     {role: sensitive}
  비용:     {role: sensitive}
quality:
  - {unique: 환자번호}
  - {in-range: {column: 나이, min: 0, max: 120}}
plan: {rows: {at-least: 100}}
privacy:
  models: [{k-anonymity: 5}]
release: {version: 1.0.0, date: 2026-01-31}
`,
  }
}
