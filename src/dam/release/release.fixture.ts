import { mkdir, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Fact } from '#dam/dataset/fact.ts'
import type { FairnessCell, FairnessReport } from '#dam/dataset/fairness-report.ts'
import type { CollectReport, ColumnProfile, PrivacyReport, ProfileReport, QualityReport, VerificationReport } from '#dam/dataset/reports.ts'
import type { Column } from '#dam/dataset/table.ts'
import { Recipe } from '#dam/recipe/recipe.ts'
import { openDuckDb } from '#platform/engines/duckdb.ts'
import { identifier, joinSql, literal, sql } from '#platform/engines/sql-text.ts'
import { parse } from 'yaml'
import type { PackageRequest } from './package-release.ts'
import { publicProfile } from './public-profile.ts'
import { publicQuality } from './public-quality.ts'
import type { ReleaseDescription } from './release-description.ts'

/** A name that would break out of SQL, Markdown, HTML and YAML, were it written as it is. */
export const HOSTILE_NAME = '"; drop table | <script>alert(1)</script> `*_[x](y)'

/** A recipe of an invented hospital, with Korean names and a comment to keep. */
export const RECIPE_TEXT = `# 퇴원 기록
datadam: 1
dataset:
  name: city-health/discharges
  title: {ko: 퇴원 기록, en: Hospital discharges}
  description: {ko: 지어낸 도시의 퇴원 기록, en: 'Discharges of an invented city: none is real'}
  licence: CC-BY-4.0
  language: [ko]
  keywords: [hospital, "no"]
  limitations: {en: Not for clinical use, ko: 진료에 쓰지 마십시오}
source: {kind: csv, path: /home/kim/private/discharges.csv}   # the ministry's file
columns:
  환자번호: {role: identifier}
  나이: {role: quasi-identifier, hierarchy: {intervals: [10, 20]}}
  __proto__: {role: plain}
  ${JSON.stringify(HOSTILE_NAME)}: {role: sensitive, title: "Cost | <b>won</b>"}
  "no": {role: plain}
  입원 날짜: {role: plain}
  when: {role: plain}
  hour: {role: plain}
privacy: {models: [k-anonymity: 5]}
release:
  version: 1.0.0   # first
`

/** The same, parsed. */
export const RECIPE = Recipe.parse(parse(RECIPE_TEXT))

/** The released columns of that hospital: every type, hostile names. */
export const COLUMNS: readonly Column[] = [
  { name: '나이', type: 'text', stored: 'native' },
  { name: '__proto__', type: 'integer', stored: 'native' },
  { name: HOSTILE_NAME, type: 'decimal', stored: 'native' },
  { name: 'no', type: 'boolean', stored: 'native' },
  { name: '입원 날짜', type: 'date', stored: 'native' },
  { name: 'when', type: 'timestamp', stored: 'native' },
  { name: 'hour', type: 'time', stored: 'native' },
]

/** Writes the data of a small release into a new folder and gives all that packaging needs. `shards` files of 20 rows. */
export async function makeRelease(shards = 1): Promise<PackageRequest & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'datadam-release-'))
  const quarantine = join(folder, '.quarantine', 'run')
  await mkdir(join(quarantine, 'data'), { recursive: true })
  const engine = await openDuckDb({ memoryBytes: 500e6, threads: 1, temporaryDirectory: join(folder, 'temporary') })
  const values = [
    sql`case when i % 7 = 0 then '*' else '[20, 30)' end`, sql`i::bigint`, sql`i / 3.0::double`, sql`i % 2 = 0`,
    sql`date '2026-01-01' + i::integer`, sql`timestamp '2026-01-01 01:02:03' + to_hours(i)`, sql`time '10:20:30'`,
  ]
  const files: { path: string; rows: number }[] = []
  const place = (number: number) => String(number).padStart(5, '0')
  for (let shard = 0; shard < shards; shard++) {
    const path = `data/train-${place(shard)}-of-${place(shards)}.parquet`
    const columns = COLUMNS.map(({ name }, at) => sql`${values[at] ?? sql`null`} as ${identifier(name)}`)
    await engine.run(sql`copy (select ${joinSql(columns, ', ')} from range(${literal(shard * 20)}, ${literal(shard * 20 + 20)}) as t(i)) to ${literal(join(quarantine, path))} (format parquet, compression zstd)`)
    files.push({ path, rows: 20 })
  }
  engine.close()
  const rows = 20 * shards
  return { folder, quarantine, recipe: RECIPE, recipeText: RECIPE_TEXT, date: '2026-11-24', collect: collectReport(rows), profile: profileReport(rows), quality: QUALITY, privacy: privacyReport(rows), files, columns: COLUMNS, programVersion: '0.1.0' }
}

/** The same release as its papers see it, without files on disk. */
export function describedRelease(shards = 1): ReleaseDescription {
  const rows = 20 * shards
  const collect = collectReport(rows)
  return {
    recipe: RECIPE, date: '2026-11-24', rows, collect, quality: publicQuality(QUALITY, { recipe: RECIPE, rows }), profile: publicProfile(profileReport(rows), { recipe: RECIPE, collect }), privacy: privacyReport(rows), programVersion: '0.1.0',
    files: Array.from({ length: shards }, (_, shard) => ({ path: `data/train-0000${shard}-of-0000${shards}.parquet`, rows: 20, bytes: 1000 + shard, sha256: String(shard).repeat(64) })),
    columns: COLUMNS.map(({ name, type }, place) => ({ name, type, role: place === 0 ? 'quasi-identifier' : 'plain', did: 'kept', title: name === HOSTILE_NAME ? 'Cost | <b>won</b>' : undefined, description: undefined })),
  }
}

const how = { method: { en: 'Counted.', ko: '세었습니다.' }, recompute: 'select count(*) from delivery' }

function collectReport(rows: number): CollectReport {
  const columns = [{ name: '환자번호', type: 'text', stored: 'text' } as const, ...COLUMNS.map(({ name }) => ({ name, type: 'text', stored: 'text' }) as const)]
  return { originals: [{ name: 'discharges.csv', sha256: 'a'.repeat(64), bytes: 1234 }], table: { file: 'collected.parquet', rows, columns }, dialect: { encoding: 'utf-8' }, misfits: [{ column: 'when', type: 'timestamp', became: 'null', cells: 2, rows: [3, 4] }], renamed: [] }
}

/** A column's profile with every kind of statistic, so that a test sees which are left. */
export function columnProfile(name: string, rows: number): ColumnProfile {
  return {
    name, type: 'integer', missing: 0, missingShare: 0, distinct: 3, distinctIsExact: true, length: { min: 1, max: 2 }, range: { min: 990230, max: 990231 }, mean: 5, standardDeviation: 2,
    quantiles: [{ share: 0, value: 990230 }, { share: 0.5, value: 5 }, { share: 1, value: 990231 }],
    histogram: [{ from: 0, to: 10, count: 1 }, { from: 10, to: 20, count: rows - 3 }, { from: 20, to: 30, count: 0 }, { from: 30, to: 40, count: 2 }],
    top: [{ value: 'common', count: rows - 3 }, { value: 'rare', count: 3 }], pattern: { shape: '99', share: 0.9 },
    role: { guess: 'plain', because: 'nothing speaks for more', sure: false },
  }
}

function profileReport(rows: number): ProfileReport {
  return { rows, columns: ['환자번호', ...COLUMNS.map(({ name }) => name)].map((name) => columnProfile(name, rows)), duplicateRows: 1, keys: [['환자번호'], ['__proto__']], dependences: [{ from: '나이', to: 'no', strength: 1 }, { from: '__proto__', to: 'no', strength: 1 }], correlations: [{ a: '나이', b: '__proto__', measure: 'pearson', value: 0.9 }], how }
}

/** A fact of a failed rule that names rows. */
export const FAILED_FACT: Fact = { id: 'in-range', label: { en: 'stay_days in range', ko: '입원 일수의 범위' }, claim: null, rule: 1, measured: 0.95, unit: 'share', verdict: 'failed', rows: [7, 19], how }
const QUALITY: QualityReport = { facts: [FAILED_FACT], plan: { facts: [{ ...FAILED_FACT, id: 'rows', label: { en: 'rows', ko: '행 수' }, claim: 100, rule: 50, measured: 20, unit: 'count' }], cells: [] }, stops: false }

function privacyReport(rows: number): PrivacyReport {
  const risk = { prosecutor: { highest: 0.05, average: 0.05, atRisk: 0 }, journalist: { highest: 0.05, average: 0.05, atRisk: 0 }, marketer: 0.05, sampleUniques: 0, recordsAtRisk: [{ threshold: 0.2, rows: 0 }] }
  return {
    models: [{ 'k-anonymity': 5 }], modelFacts: [], groups: [], parity: [], attacks: [], unit: 'row', recoding: 'global', metric: 'loss', rows, columns: [{ column: '나이', level: 1, levels: 3, rowsByLevel: [{ level: 1, rows: rows - 3 }], weight: 1, labels: 1, loss: 0.25 }], scores: { loss: 0.25, aecs: 10, discernibility: 200, precision: 0.5, entropy: 0.4 },
    suppressed: 3, suppressionLimit: 0.2, classes: 1, smallest: rows - 3, classSizes: [{ size: rows - 3, classes: 1 }], before: { ...risk, prosecutor: { highest: 1, average: 1, atRisk: 1 } }, after: risk, distributions: [],
    treatments: [{ column: '환자번호', role: 'identifier', did: 'left out' }, ...COLUMNS.map(({ name }) => ({ column: name, role: 'plain', did: name === '나이' ? 'generalised to level 1' : 'kept' }) as const)], how,
  }
}

const gapOf = (difference: number, ratio: number) => ({ toHighest: { difference, ratio }, toWhole: { difference, ratio }, keepsFourFifths: ratio >= 0.8, test: { p: 0.001, corrected: 0.001 } })
const ofSex = (value: string, rows: number, favourable: number): FairnessCell => ({
  cell: [{ column: 'sex', value }], rows, share: rows / 400, isSmall: false, labelMissing: 0, tests: [],
  label: { count: favourable, of: rows, rate: favourable / rows, low: Math.max(0, favourable / rows - 0.1), high: Math.min(1, favourable / rows + 0.1) },
  reference: { share: 0.5, ratio: rows / 200, verdict: rows < 180 ? 'thin' : 'within' }, gap: gapOf(favourable / rows - 0.5, favourable / rows / 0.5),
})
const finding = { ...FAILED_FACT, label: { en: 'Women are invited less', ko: '여성이 덜 초대됨' }, kind: 'label' as const, by: ['sex'], cells: [[{ column: 'sex', value: 'F' }]], severity: 3, corrected: 0.001, size: 100 }

/** An audit of 400 applications: 100 women, who are thin and invited half as often as 300 men with a name that would break Markdown. */
export const FAIRNESS: FairnessReport = {
  rows: 400, label: { column: 'invited', favourable: 'yes' }, groups: ['sex'], reference: { file: 'population.csv', columns: ['sex'] }, tolerance: 0.1, smallestCell: 30, tests: { count: 2, level: 0.05 },
  whole: { rows: 400, label: { count: 175, of: 400, rate: 0.4375, low: 0.39, high: 0.49 }, labelMissing: 0 },
  crossings: [{ by: ['sex'], cells: [ofSex(HOSTILE_NAME, 300, 150), ofSex('F', 100, 25)], labelGap: { lowest: [{ column: 'sex', value: 'F' }], highest: [{ column: 'sex', value: HOSTILE_NAME }], difference: 0.25, ratio: 0.5 } }],
  missing: [], proxies: { sampledRows: 400, isSample: false, ranked: [], notReleased: [] },
  collection: [{ cell: [{ column: 'sex', value: 'F' }], rows: 100, isSmall: false, representation: { target: 0.5, from: 'reference', rows: 146 }, need: 0.593 }],
  findings: [finding, { ...finding, verdict: 'noted', label: { en: 'A hint', ko: '알림' } }], isPublic: true, how: { cells: how, missing: how, proxies: how, collection: how },
}

/** A verification that passed. */
export const PASSED: VerificationReport = { verifier: 'datadam-verify 0.1.0', verdict: 'passed', checks: [] }
