import { createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Column, ValueType } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import { listEntries } from './list-entries.ts'
import { measure, type MadeHierarchy } from './made-measures.fixture.ts'
import { readRecipe } from './read-recipe.ts'
import type { VerificationRequest } from './verification-request.ts'

// A release made by hand for the tests of this room: written after docs/release-format.md, without the de-identifier.

export type Cell = string | null
export interface Draft {
  columns: { name: string; type: ValueType }[]
  /** Released rows in the order of the file. */
  rows: Cell[][]
  /** Each released row's place in the delivery, 0 first. */
  vault: number[]
  hierarchies: MadeHierarchy[]
  /** Every other file by path; JSON as objects. */
  files: Map<string, unknown>
  /** Options of COPY beside the format. */
  copy: Sql
}

/** Where a test may step in: before the report is counted, before anything is sealed, and after. */
export interface Changes {
  /** Changes a row of the delivery. */
  readonly delivery?: (row: Cell[]) => void
  readonly data?: (draft: Draft) => void
  readonly told?: (draft: Draft) => void
  readonly recipe?: (text: string) => string
  /** Changes files before they are sealed. */
  readonly before?: (folder: string) => Promise<void>
  readonly disk?: (folder: string) => Promise<void>
  readonly seal?: VerificationRequest['seal']
}

const PLACES = [['서울', '수도권'], ['인천', '수도권'], ['수원', '수도권'], ['부산', '영남'], ['대구', '영남'], ['울산', '영남'], ['포항', '영남'], ['김해', '영남']]
const CITY_CSV = `${PLACES.map((row) => [...row, '*'].join(';')).join('\n')}\n`

export const RECIPE = `datadam: 1
dataset: {name: city/visits, title: Visits, licence: CC-BY-4.0, language: [ko]}
source: {kind: csv, path: visits.csv}
columns:
  patient: {role: identifier, do: pseudonym}
  name: {role: identifier}
  phone: {role: identifier, do: {mask: {first: 3}}}
  age: {role: quasi-identifier, hierarchy: {intervals: [10, 20]}}
  sex: {role: quasi-identifier}
  "도시; \\"city": {role: quasi-identifier, hierarchy: {file: cities.csv}}
  visit: {role: quasi-identifier, hierarchy: {date: [month, year]}}
  diagnosis: {role: sensitive}
  cost: {role: plain, do: {round: 1000}}
  weight: {role: plain, do: {top-code: 90}}
  ward: {role: plain}
  insurance: {role: identifier, do: hash}
  badge: {role: identifier, do: tokenise}
  shift: {role: plain, do: shuffle}
  income: {role: plain, do: {noise: {kind: laplace, epsilon: 1, sensitivity: 50}}}
  score: {role: plain, do: {microaggregate: 5}}
privacy: {models: [{k-anonymity: 5}], person: patient, suppression: {limit: 0.05}}
release: {version: 1.0.0, date: 2026-11-24}
`
const CITY = '도시; "city'
const DELIVERY: { name: string; type: ValueType }[] = [
  { name: 'patient', type: 'text' }, { name: 'name', type: 'text' }, { name: 'phone', type: 'text' }, { name: 'age', type: 'integer' }, { name: 'sex', type: 'text' },
  { name: CITY, type: 'text' }, { name: 'visit', type: 'date' }, { name: 'diagnosis', type: 'text' }, { name: 'cost', type: 'integer' }, { name: 'weight', type: 'decimal' }, { name: 'ward', type: 'text' },
  { name: 'insurance', type: 'text' }, { name: 'badge', type: 'text' }, { name: 'shift', type: 'text' }, { name: 'income', type: 'decimal' }, { name: 'score', type: 'integer' },
]
/** Columns of the release, by place: the name is dropped. */
export const RELEASED = { patient: 0, phone: 1, age: 2, sex: 3, city: 4, visit: 5, diagnosis: 6, cost: 7, weight: 8, ward: 9, insurance: 10, badge: 11, shift: 12, income: 13, score: 14 } as const

/** A number below `below` that looks like chance and never changes. */
export function pick(what: string, row: number, below: number): number {
  return createHash('sha256').update(`${what}:${row}`).digest().readUInt32LE(0) % below
}

/** Two visits of each of 113 invented patients: 18 classes of 6 patients, and five patients who are suppressed. */
export function deliver(): Cell[][] {
  return Array.from({ length: 226 }, (_, row) => {
    const person = Math.floor(row / 2)
    const [band, sex, region] = person < 108 ? [person % 3, Math.floor(person / 3) % 3, Math.floor(person / 9) % 2] : [5, 0, 0]
    const age = 20 + band * 10 + pick('age', person, 10)
    const city = PLACES[region * 3 + pick('city', person, 3)]?.[0] ?? ''
    const visit = `202${sex === 1 ? 5 : 4}-${String(1 + pick('month', row, 12)).padStart(2, '0')}-${String(1 + pick('day', row, 28)).padStart(2, '0')}`
    return [`P-${10_000 + person * 7}`, `아무개 ${person}호`, `010-0000-${1000 + person}`, String(age), ['M', 'F', null][sex] ?? null, city, visit,
      `J${pick('diagnosis', row, 9)}`, String(10_000 + pick('cost', row, 90_000)), `${50 + pick('weight', row, 60)}.5`, `W${pick('ward', row, 5)}`,
      `INS-${20_000 + person * 3}`, `B${1000 + person}`, `S${pick('shift', row, 3)}`, String(2000 + pick('income', row, 4000)), String(300 + pick('score', row, 400))]
  })
}

function keyed(value: Cell | undefined): string {
  return createHmac('sha256', 'key of the tests').update(value ?? '').digest('hex')
}

/** One row as it is released, up to the columns that take the whole table. */
export function release([patient, , phone, age, sex, city, visit, diagnosis, cost, weight, ward, insurance]: readonly Cell[]): Cell[] {
  const from = Math.floor(Number(age) / 10) * 10
  const isAlone = from >= 50
  const token = keyed(patient).slice(0, 32)
  const quasi = isAlone ? ['*', '*', '*', '*'] : [`[${from}, ${from + 10})`, sex ?? null, PLACES.find(([name]) => name === city)?.[1] ?? null, (visit ?? '').slice(0, 4)]
  return [token, `${(phone ?? '').slice(0, 3)}${'*'.repeat(10)}`, ...quasi, diagnosis ?? null, String(Math.round(Number(cost) / 1000) * 1000), String(Math.min(Number(weight), 90)), ward ?? null, keyed(insurance)]
}

/** The untouched draft of a release of `delivery`. */
export function draftOf(delivery: readonly (readonly Cell[])[]): Draft {
  const vault = delivery.map((_, row) => row).toSorted((one, other) => pick('order', one, 2 ** 32) - pick('order', other, 2 ** 32))
  const disturbed = disturb(delivery)
  const text = new Set(['patient', 'phone', 'age', 'sex', CITY, 'visit'])
  return {
    columns: DELIVERY.filter(({ name }) => name !== 'name').map(({ name, type }) => ({ name, type: text.has(name) ? 'text' : name === 'score' ? 'decimal' : type })),
    rows: vault.map((row) => [...release(delivery[row] ?? []), ...disturbed[row] ?? []]),
    vault,
    hierarchies: [
      { column: 'age', place: 2, source: 3, kind: 'intervals', level: 1, levels: 4, domain: 60, leavesOf: (label) => (label.includes(', ') ? Number(label.slice(label.indexOf(' ') + 1, -1)) - Number(label.slice(1, label.indexOf(','))) : 1), wayOf: (leaf) => [leaf, span(leaf, 10), span(leaf, 20), '*'] },
      { column: 'sex', place: 3, source: 4, kind: 'none', level: 0, levels: 2, domain: 3, leavesOf: () => 1, wayOf: (leaf) => [leaf, '*'] },
      { column: CITY, place: 4, source: 5, kind: 'file', level: 1, levels: 3, domain: 8, leavesOf: (label) => PLACES.filter((row) => row.includes(label)).length, wayOf: (leaf) => [leaf, PLACES.find(([name]) => name === leaf)?.[1] ?? '', '*'] },
      { column: 'visit', place: 5, source: 6, kind: 'date', level: 2, levels: 4, domain: 731, leavesOf: (label) => (label === '2024' ? 366 : 365), wayOf: (leaf) => [leaf, leaf.slice(0, 7), leaf.slice(0, 4), '*'] },
    ],
    files: new Map(),
    copy: sql`compression zstd`,
  }
}

function span(leaf: string, width: number): string {
  const from = Math.floor(Number(leaf) / width) * width
  return `[${from}, ${from + width})`
}

/** Token, shuffled shift, income under noise and averaged score of every delivered row. */
function disturb(delivery: readonly (readonly Cell[])[]): Cell[][] {
  const badges = Array.from(new Set(delivery.map((row) => row[12] ?? ''))).toSorted((one, other) => (keyed(one) < keyed(other) ? -1 : 1))
  const shuffled = delivery.map((_, row) => row).toSorted((one, other) => pick('shuffle', one, 2 ** 32) - pick('shuffle', other, 2 ** 32))
  const byScore = delivery.map((_, row) => row).toSorted((one, other) => Number(delivery[one]?.[15]) - Number(delivery[other]?.[15]))
  const groups = Math.floor(byScore.length / 5)
  const means = new Map<number, number>()
  for (let group = 0; group < groups; group++) {
    const own = byScore.slice(group * 5, group === groups - 1 ? byScore.length : group * 5 + 5)
    const mean = own.reduce((sum, row) => sum + Number(delivery[row]?.[15]), 0) / own.length
    for (const row of own) means.set(row, mean)
  }
  return delivery.map((source, row) => {
    const uniform = (pick('noise', row, 1_000_003) + 1) / 1_000_004 - 0.5
    const noisy = Number(source[14]) - 50 * Math.sign(uniform) * Math.log(1 - 2 * Math.abs(uniform))
    return [`T${String(badges.indexOf(source[12] ?? '') + 1).padStart(3, '0')}`, delivery[shuffled[row] ?? 0]?.[13] ?? null, String(Math.round(noisy * 32) / 32), String(means.get(row))]
  })
}

/** Writes delivery, vault and release into `root`; the request verifies it with all evidence. */
export async function makeRelease(root: string, { engine, changes = {} }: { engine: SqlEngine; changes?: Changes }): Promise<VerificationRequest> {
  const folder = join(root, 'visits@1.0.0')
  const delivery = deliver()
  if (changes.delivery) delivery.forEach(changes.delivery)
  const draft = draftOf(delivery)
  changes.data?.(draft)
  const recipe = changes.recipe?.(RECIPE) ?? RECIPE
  const promises = readRecipe(recipe)
  const { privacy, hierarchies } = measure({ rows: draft.rows, sources: draft.rows.map((_, place) => delivery[draft.vault[place] ?? 0] ?? []), columns: draft.columns.map(({ name }) => name), delivered: DELIVERY.map(({ name }) => name) }, draft.hierarchies, promises)
  for (const [path, content] of Object.entries({
    'README.md': '# Visits\n\n방문 기록입니다.\n', 'croissant.json': { name: 'visits' }, 'provenance.jsonld': { '@graph': [] }, 'recipe.yaml': recipe,
    'datapackage.json': { resources: [{ schema: { fields: draft.columns.map(({ name }) => ({ name })) } }] },
    'reports/quality.json': { facts: [] }, 'reports/profile.json': { rows: draft.rows.length }, 'reports/privacy.json': privacy, 'hierarchies/03.csv': CITY_CSV,
  })) draft.files.set(path, content)
  hierarchies.forEach((hierarchy, place) => draft.files.set(`hierarchies/0${place + 1}.json`, hierarchy))
  changes.told?.(draft)
  for (const [path, content] of draft.files) await writeInto(folder, path, content)
  await mkdir(join(folder, 'data'), { recursive: true })
  await writeTable(join(folder, 'data/train-00000-of-00001.parquet'), draft.columns, draft.rows, draft.copy, engine)
  await engine.load('made_vault', [{ name: 'row', type: 'bigint', values: draft.vault.map(BigInt) }])
  await engine.run(sql`copy (select * from made_vault) to ${literal(join(root, 'rows.parquet'))} (format parquet)`)
  await writeFile(join(root, 'cities.csv'), CITY_CSV)
  const texts = DELIVERY.map(({ name }) => ({ name, type: 'text' as const }))
  await writeTable(join(root, 'delivery.parquet'), texts, delivery, sql`compression zstd`, engine)
  await mkdir(join(folder, 'weights'), { recursive: true })
  await changes.before?.(folder)
  if (changes.seal !== 'not-yet') await seal(folder, draft)
  await changes.disk?.(folder)
  const columns = DELIVERY.map((column): Column => ({ ...column, stored: 'text' }))
  const table = { file: join(root, 'delivery.parquet'), rows: delivery.length, columns }
  return { release: folder, seal: changes.seal ?? 'expected', evidence: { table, rows: join(root, 'rows.parquet'), hierarchyFiles: [{ column: '도시; "city', file: join(root, 'cities.csv') }] } }
}

/** Writes the files that come after the verification, and signs. A test that changes a file may seal it anew. */
export async function seal(folder: string, { columns, rows }: Pick<Draft, 'columns' | 'rows'>, changed: (manifest: Record<string, unknown>) => void = () => {}): Promise<void> {
  await writeInto(folder, 'report.html', '<!doctype html><title>Visits</title>\n')
  await writeInto(folder, 'reports/verification.json', { verifier: 'datadam-verify', verdict: 'passed', checks: [{ id: 'rows', fact: { id: 'rows', label: { en: '', ko: '' }, claim: 1, rule: 1, measured: 1, unit: 'count', verdict: 'passed', how: { method: { en: '', ko: '' }, recompute: '' } }, findings: [] }] })
  const entries = (await listEntries(folder)).filter(({ path }) => !path.startsWith('manifest.'))
  const files = await Promise.all(entries.map(async ({ path }) => ({
    path, bytes: (await stat(join(folder, path))).size, sha256: createHash('sha256').update(await readFile(join(folder, path))).digest('hex'), ...(path.startsWith('data/') && { rows: rows.length }),
  })))
  const manifest: Record<string, unknown> = { datadam: 1, name: 'city/visits', version: '1.0.0', date: '2026-11-24', rows: rows.length, files, columns, sources: [{ sha256: '0'.repeat(64), bytes: 1 }], programs: { datadam: '0.1.0' } }
  changed(manifest)
  await writeInto(folder, 'manifest.json', manifest)
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const signature = sign(null, await readFile(join(folder, 'manifest.json')), privateKey).toString('base64')
  await writeInto(folder, 'manifest.sig', { algorithm: 'Ed25519', publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'), signature })
}

async function writeInto(folder: string, path: string, content: unknown): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`)
}

const TYPES: Record<ValueType, Sql> = { text: sql`varchar`, integer: sql`bigint`, decimal: sql`double`, boolean: sql`boolean`, date: sql`date`, timestamp: sql`timestamp`, time: sql`time` }

/** Writes text cells as columns of the given types, in order. */
export async function writeTable(file: string, columns: readonly { name: string; type: ValueType }[], rows: readonly (readonly Cell[])[], options: Sql, engine: SqlEngine): Promise<void> {
  await engine.load('made', columns.map((_, place) => ({ name: `c${place}`, type: 'text', values: rows.map((row) => row[place] ?? null) })))
  const cells = columns.map(({ name, type }, place) => sql`${identifier(`c${place}`)}::${TYPES[type]} as ${identifier(name)}`)
  await engine.run(sql`copy (select ${joinSql(cells, ', ')} from made) to ${literal(file)} (format parquet, ${options})`)
}
