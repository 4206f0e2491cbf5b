import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Check } from '#dam/dataset/reports.ts'
import { Refusal } from '#platform/refusal.ts'
import { judge, makeCheck, type Outcome } from './make-check.ts'
import type { Release } from './open-release.ts'
import { type Entry, listEntries } from './list-entries.ts'
import { readText } from './read-json.ts'
import { readRecipe } from './read-recipe.ts'

const ALWAYS = ['README.md', 'croissant.json', 'datapackage.json', 'provenance.jsonld', 'recipe.yaml', 'reports/quality.json', 'reports/profile.json', 'reports/privacy.json']
const SEALED = ['report.html', 'reports/verification.json', 'manifest.json', 'manifest.sig']
const DATA = /^data\/train-\d{5}-of-\d{5}\.parquet$/
const WEIGHTS = /^weights\/train-\d{5}-of-\d{5}\.parquet$/
const AUDIT = 'reports/fairness.json'
const HIERARCHY = /^hierarchies\/\d{2,}\.(json|csv)$/

/** Check 5, the files themselves: plain, named in ASCII, none too few and none too many. Needs the folder only. */
export async function checkFiles(folder: string, { seal }: { seal: 'expected' | 'not-yet' }): Promise<Check[]> {
  return [await makeCheck({
    id: 'files', label: { en: 'Files of the release', ko: '공개본의 파일' },
    method: { en: 'Every path in the folder against the layout of docs/release-format.md: plain files with ASCII names, none missing, none beside; no link; no metadata in JSON or Markdown that is not UTF-8 text.', ko: '폴더의 모든 경로를 정해진 구성과 비교합니다. ASCII 이름의 일반 파일만 있고, 빠지거나 더해진 파일과 링크가 없으며, 글 파일은 UTF-8이어야 합니다.' },
    recompute: 'find . ! -type d',
    run: async () => judgeFiles(folder, await listEntries(folder), seal),
  })]
}

/** What the recipe asks for beside the data; nothing where it cannot be read, which fails elsewhere. */
async function askedFor(folder: string): Promise<{ audit: boolean; weights: boolean }> {
  try {
    const { fairness } = readRecipe(await readText(folder, 'recipe.yaml'))
    return { audit: fairness !== undefined, weights: fairness?.weights === true }
  } catch (fault) {
    if (fault instanceof Refusal) return { audit: false, weights: false }
    throw fault
  }
}

async function judgeFiles(folder: string, entries: readonly Entry[], seal: 'expected' | 'not-yet'): Promise<Outcome> {
  const findings: string[] = []
  const asked = await askedFor(folder)
  const always = asked.audit ? [...ALWAYS, AUDIT] : ALWAYS
  const known = new Set([...always, ...SEALED])
  for (const { path, kind } of entries) {
    const shown = /^[\x21-\x7e]+$/.test(path) ? path : 'a file whose name is not ASCII'
    if (shown !== path) findings.push(`${shown}: names hold ASCII only`)
    if (kind === 'link') findings.push(`${shown}: is a link; a release holds plain files`)
    else if (kind === 'other') findings.push(`${shown}: is no plain file`)
    if (!known.has(path) && !DATA.test(path) && !HIERARCHY.test(path) && !(asked.weights && WEIGHTS.test(path))) findings.push(`${shown}: does not belong to a release`)
    if (kind === 'file' && isWritten(path) && !isText(await readFile(join(folder, path)))) findings.push(`${shown}: is not UTF-8 text`)
  }
  const there = new Set(entries.map((entry) => entry.path))
  if (asked.weights) for (const { path } of entries) if (DATA.test(path) && !there.has(path.replace(/^data/, 'weights'))) findings.push(`${path.replace(/^data/, 'weights')}: is missing`)
  if (asked.weights) for (const { path } of entries) if (WEIGHTS.test(path) && !there.has(path.replace(/^weights/, 'data'))) findings.push(`${path}: there is no data file of its name`)
  for (const path of seal === 'expected' ? known : always) if (!there.has(path)) findings.push(`${path}: is missing`)
  return judge(findings, { measured: entries.length })
}

function isWritten(path: string): boolean {
  return !path.endsWith('.parquet')
}

function isText(bytes: Uint8Array): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\0')
  } catch {
    return false
  }
}

/** The files that people read, as text: everything but the data. */
export async function readWrittenFiles({ folder, entries }: Pick<Release, 'folder' | 'entries'>): Promise<{ path: string; text: string }[]> {
  const written = entries.filter(({ path, kind }) => kind === 'file' && isWritten(path))
  return Promise.all(written.map(async ({ path }) => ({ path, text: await readFile(join(folder, path), 'utf8') })))
}
