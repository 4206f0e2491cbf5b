import { appendFile, mkdtemp, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { PrivacyReport } from '#dam/dataset/reports.ts'
import { openDuckDb } from '#platform/engines/duckdb.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { sql } from '#platform/engines/sql-text.ts'
import { type Cell, type Changes, deliver, type Draft, makeRelease, RELEASED } from './made-release.ts'
import type { VerificationRequest } from './verification-request.ts'
import { verifyRelease } from './verify-release.ts'

let root = ''
let engine: SqlEngine
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'verify-'))
  engine = await openDuckDb({ memoryBytes: 500e6, threads: 2, temporaryDirectory: join(root, 'spill') })
})
afterAll(async () => {
  engine.close()
  await rm(root, { recursive: true, force: true })
})

interface Planted extends Changes {
  readonly name: string
  /** The check that must fail. */
  readonly by: string
  /** What its findings must name. */
  readonly names?: RegExp
  readonly request?: (request: VerificationRequest) => VerificationRequest
}

/** Changes cells of one column, row by row; what the change leaves undefined stays. */
const cells = (column: keyof typeof RELEASED, change: (cell: Cell, row: number, whole: Cell[]) => Cell | undefined) => (draft: Draft) => {
  draft.rows.forEach((row, place) => {
    const changed = change(row[RELEASED[column]] ?? null, place, row)
    if (changed !== undefined) row[RELEASED[column]] = changed
  })
}
const first = (value: Cell) => (cell: Cell, row: number) => (row === 0 ? value : undefined)
const privacy = (change: (report: PrivacyReport) => unknown) => ({ files }: Draft) => {
  const report = PrivacyReport.parse(structuredClone(files.get('reports/privacy.json')))
  files.set('reports/privacy.json', { ...report, ...z.record(z.string(), z.unknown()).parse(change(report)) })
}
const Told = z.looseObject({ domain: z.number(), level: z.number(), labels: z.array(z.object({ label: z.string().nullable(), leaves: z.number() })) })
const hierarchy = (number: number, change: (told: z.infer<typeof Told>) => void) => ({ files }: Draft) => {
  const told = Told.parse(structuredClone(files.get(`hierarchies/0${number}.json`)))
  change(told)
  files.set(`hierarchies/0${number}.json`, told)
}
const write = (path: string, text: string) => ({ files }: Draft) => { files.set(path, text) }
const inFile = (path: string, change: (text: string) => string) => async (folder: string) => writeFile(join(folder, path), change(await readFile(join(folder, path), 'utf8')))
const byteOf = (path: string, place: number) => async (folder: string) => {
  const bytes = await readFile(join(folder, path))
  const at = place < 0 ? bytes.length + place : place
  bytes.writeUInt8((bytes.readUInt8(at) + 1) % 256, at)
  await writeFile(join(folder, path), bytes)
}
const DATA = 'data/train-00000-of-00001.parquet'
const addColumn = (name: string, cell: (source: readonly Cell[], row: Cell[], place: number) => Cell) => (draft: Draft) => {
  const delivery = deliver()
  draft.columns.push({ name, type: 'text' })
  draft.rows.forEach((row, place) => row.push(cell(delivery[draft.vault[place] ?? 0] ?? [], row, place)))
}
const aRow = (draft: Draft) => draft.rows.findIndex((row) => row[RELEASED.age] !== '*')

const PLANTED: Planted[] = [
  // 1 shape
  { name: 'a missing row', by: 'rows', data: (draft) => { draft.rows.pop(); draft.vault.pop() } },
  { name: 'a missing person', by: 'rows', data: (draft) => { const [gone] = draft.rows[0] ?? []; const kept = draft.rows.map((row) => row[0] !== gone); draft.vault = draft.vault.filter((_, place) => kept[place]); draft.rows = draft.rows.filter((_, place) => kept[place]) } },
  { name: 'a row fewer than reported', by: 'rows', told: privacy((report) => ({ rows: report.rows + 1 })) },
  { name: 'more rows suppressed than the limit', by: 'suppressed', data: cells('age', (_, row, whole) => { if (row < 40) { whole[3] = '*'; whole[4] = '*'; whole[5] = '*'; return '*' } return undefined }) },
  { name: 'a limit other than the recipe\'s', by: 'suppressed', told: privacy(() => ({ suppressionLimit: 0.5 })) },
  { name: 'suppressed rows miscounted', by: 'suppressed', told: privacy((report) => ({ suppressed: report.suppressed + 1 })) },
  { name: 'an extra column', by: 'columns', names: /"extra"/, data: addColumn('extra', () => 'x') },
  { name: 'a dropped column', by: 'columns', names: /"name"/, data: addColumn('name', (source) => source[1] ?? null) },
  { name: 'a column too few', by: 'columns', names: /"ward"/, data: (draft) => { draft.columns.pop(); for (const row of draft.rows) row.pop() } },
  { name: 'a wrong type', by: 'columns', names: /"cost"/, data: (draft) => { draft.columns[RELEASED.cost] = { name: 'cost', type: 'decimal' } } },
  { name: 'columns in another order', by: 'columns', data: (draft) => { draft.columns.reverse(); for (const row of draft.rows) row.reverse(); for (const made of draft.hierarchies) made.place = 9 - made.place; draft.hierarchies.reverse() } },
  { name: 'an identifier kept by the recipe', by: 'columns', recipe: (text) => text.replace('{role: identifier, do: {mask: {first: 3}}}', '{role: identifier, do: keep}') },
  // 2 classes
  { name: 'a class of k - 1 persons', by: 'persons', names: /fewer than 5 persons/, data: (draft) => { for (const row of Array.from(new Set(draft.rows.filter((one) => one[2] === '[20, 30)' && one[3] === 'M' && one[4] === '수도권').map((one) => one[0]))).slice(0, 2).flatMap((person) => draft.rows.filter((one) => one[0] === person))) row[4] = '영남' } },
  { name: 'a class of k - 1 rows', by: 'classes', names: /fewer than 5 rows/, data: (draft) => { draft.rows.filter((row) => row[2] === '[20, 30)' && row[3] === 'M' && row[4] === '영남').slice(0, 8).forEach((row) => { row[3] = 'F' }) } },
  { name: 'a label spelt twice', by: 'folded-classes', names: new RegExp('"도시'), data: cells('city', (cell, row) => (cell === '영남' && row % 2 === 0 ? '영남 ' : undefined)) },
  { name: 'a label in two Unicode forms', by: 'folded-classes', data: cells('city', (cell, row) => (cell === '영남' && row % 2 === 0 ? '영남'.normalize('NFD') : undefined)) },
  { name: 'k promised lower by the report', by: 'classes', told: privacy(() => ({ models: [{ 'k-anonymity': 2 }] })) },
  // 3 rows
  { name: 'a duplicated row in place of another', by: 'source-rows', data: (draft) => { draft.rows[1] = [...draft.rows[0] ?? []]; draft.vault[1] = draft.vault[0] ?? 0 } },
  { name: 'a row of no source row', by: 'source-rows', data: (draft) => { draft.vault[1] = 218 } },
  { name: 'a sample of the wrong share', by: 'source-rows', recipe: (text) => text.replace('release:', 'sample: {share: 0.5}\nrelease:') },
  { name: 'a wrong ancestor', by: 'ancestors', names: /row \d+ \(row \d+ of the delivery\), column "age"/, data: (draft) => { const row = draft.rows[aRow(draft)]; if (row) row[2] = row[2] === '[20, 30)' ? '[30, 40)' : '[20, 30)' } },
  { name: 'a value that was not generalised', by: 'ancestors', names: new RegExp('"도시'), data: (draft) => { const row = draft.rows[aRow(draft)]; if (row) row[4] = '서울' } },
  { name: 'a missing value made up', by: 'ancestors', names: /"sex"/, data: cells('sex', (cell) => (cell === null ? 'M' : undefined)) },
  { name: 'an un-hashed identifier', by: 'pseudonyms', names: /"patient"/, data: (draft) => { const row = draft.rows[0]; if (row) row[0] = deliver()[draft.vault[0] ?? 0]?.[0] ?? null } },
  { name: 'one pseudonym for two persons', by: 'pseudonyms', data: cells('patient', first('0'.repeat(32))) },
  { name: 'a pseudonym for two persons everywhere', by: 'pseudonyms', data: (draft) => { const tokens = Array.from(new Set(draft.rows.map((row) => row[0]))); for (const row of draft.rows) if (row[0] === tokens[1]) row[0] = tokens[0] ?? null } },
  { name: 'a changed kept cell', by: 'treatments', names: /"diagnosis"/, data: cells('diagnosis', first('J0x')) },
  { name: 'an unrounded cost', by: 'treatments', names: /"cost"/, data: cells('cost', first('12345')) },
  { name: 'a weight above the top code', by: 'treatments', names: /"weight"/, data: cells('weight', (cell, row) => (cell === '90' && row < 40 ? '95.5' : undefined)) },
  { name: 'a mask that shows a digit more', by: 'treatments', names: /"phone"/, data: cells('phone', first('010-*********')) },
  { name: 'two rows\' diagnoses swapped', by: 'treatments', data: (draft) => { const [one, other] = [draft.rows[0], draft.rows.find((row) => row[6] !== draft.rows[0]?.[6])]; if (one && other) [one[6], other[6]] = [other[6] ?? null, one[6] ?? null] } },
  // 4 the whole release
  { name: 'a plain column that tells rows apart', by: 'unique-columns', names: /"ward"/, data: cells('ward', (_, row) => `serial ${row}`) },
  { name: 'a column that repeats the age', by: 'near-copies', names: /"ward" foretells 100\.0 % of the original values of "age"/, delivery: (row) => { row[10] = `code ${row[3] ?? ''}` } },
  // 5 files
  { name: 'rows in the order of the delivery', by: 'row-order', data: (draft) => { const order = draft.vault.map((_, place) => place).toSorted((one, other) => (draft.vault[one] ?? 0) - (draft.vault[other] ?? 0)); draft.rows = order.map((place) => draft.rows[place] ?? []); draft.vault.sort((one, other) => one - other) } },
  { name: 'rows grouped by a quasi-identifier', by: 'row-groups', names: /"age"/, data: (draft) => { const order = draft.vault.map((_, place) => place).toSorted((one, other) => ((draft.rows[one]?.[2] ?? '') < (draft.rows[other]?.[2] ?? '') ? -1 : 1)); draft.rows = order.map((place) => draft.rows[place] ?? []); draft.vault = order.map((place) => draft.vault[place] ?? 0) } },
  { name: 'key-value metadata', by: 'parquet-metadata', names: /key-value/, data: (draft) => { draft.copy = sql`, kv_metadata {source: 'visits.csv'}` } },
  { name: 'another compression', by: 'parquet-metadata', data: (draft) => { draft.copy = sql`, compression 'gzip'` } },
  { name: 'an extra file', by: 'files', names: /notes\.txt/, disk: (folder) => writeFile(join(folder, 'notes.txt'), 'x') },
  { name: 'a link', by: 'files', names: /README\.md: is a link/, disk: async (folder) => { await rename(join(folder, 'README.md'), join(root, 'README.md')); await symlink(join(root, 'README.md'), join(folder, 'README.md')) } },
  { name: 'a name that is not ASCII', by: 'files', disk: (folder) => writeFile(join(folder, '김아무개.json'), '{}') },
  { name: 'a missing card', by: 'files', names: /croissant\.json: is missing/, disk: (folder) => rm(join(folder, 'croissant.json')) },
  { name: 'a name in README.md', by: 'identifier-texts', names: /README\.md.*"name"/, told: write('README.md', '# Visits\n\n아무개 12호의 방문을 보십시오.\n') },
  { name: 'a telephone number in a JSON file', by: 'identifier-texts', names: /croissant\.json.*"phone"/, told: ({ files }) => { files.set('croissant.json', { description: 'Call 010-0000-1044' }) } },
  { name: 'a name in a kept cell', by: 'identifier-cells', names: /"diagnosis"/, data: cells('diagnosis', first('아무개 3호')) },
  // 6 scores and hierarchies
  { name: 'a wrong loss', by: 'loss', told: privacy((report) => ({ scores: { ...report.scores, loss: report.scores.loss + 1e-6 } })) },
  { name: 'a wrong loss of one column', by: 'loss', names: /"sex"/, told: privacy((report) => ({ columns: report.columns.map((column) => (column.column === 'sex' ? { ...column, loss: 0.1 } : column)) })) },
  { name: 'a wrong average class size', by: 'aecs', told: privacy((report) => ({ scores: { ...report.scores, aecs: report.scores.aecs * (1 + 1e-6) } })) },
  { name: 'a wrong discernibility', by: 'discernibility', told: privacy((report) => ({ scores: { ...report.scores, discernibility: report.scores.discernibility + 1 } })) },
  { name: 'a wrong histogram of class sizes', by: 'class-sizes', told: privacy((report) => ({ classSizes: report.classSizes.map(({ size, classes }) => ({ size: size + 1, classes })) })) },
  { name: 'a wrong number of classes', by: 'class-sizes', told: privacy((report) => ({ classes: report.classes - 1 })) },
  { name: 'wrong leaves', by: 'leaves', names: /hierarchies\/01\.json: label \d/, told: hierarchy(1, (told) => { const label = told.labels.find((one) => one.label === '[20, 30)'); if (label) label.leaves = 20 }) },
  { name: 'a wrong domain', by: 'leaves', names: /hierarchies\/02\.json/, told: hierarchy(2, (told) => { told.domain += 1 }) },
  { name: 'another level than reported', by: 'labels', told: hierarchy(4, (told) => { told.level = 1 }) },
  { name: 'a label that is not released', by: 'labels', names: /hierarchies\/04\.json/, told: hierarchy(4, (told) => { told.labels.push({ label: '2026', leaves: 0 }) }) },
  { name: 'a label that is left out', by: 'labels', told: hierarchy(2, (told) => { told.labels.pop() }) },
  { name: 'a star that is not the whole domain', by: 'labels', told: hierarchy(1, (told) => { for (const label of told.labels) if (label.label === '*') label.leaves = 59 }) },
  { name: 'a word of a given hierarchy', by: 'given-hierarchies', names: /hierarchies\/03\.csv: line 4 differs/, disk: inFile('hierarchies/03.csv', (text) => text.replace('부산;영남', '부산;수도권')) },
  { name: 'a value of a given hierarchy', by: 'given-hierarchies', names: /line 8 /, disk: inFile('hierarchies/03.csv', (text) => text.replace('김해', '양산')) },
  { name: 'a given hierarchy left out', by: 'given-hierarchies', names: /03\.csv: is missing/, told: ({ files }) => { files.delete('hierarchies/03.csv') } },
  // 7 and 8 seal
  ...['README.md', 'croissant.json', 'datapackage.json', 'provenance.jsonld', 'recipe.yaml', 'report.html', 'hierarchies/01.json', 'hierarchies/03.csv', 'reports/quality.json', 'reports/profile.json', 'reports/privacy.json', 'reports/verification.json', DATA]
    .map((path): Planted => ({ name: `a changed byte of ${path}`, by: 'manifest', names: new RegExp(`^${path.replaceAll('.', '\\.')}:`, 'm'), disk: byteOf(path, path === DATA ? 40 : 2) })),
  { name: 'a changed byte of the manifest', by: 'signature', disk: inFile('manifest.json', (text) => text.replace('city/visits', 'city/visitz')) },
  { name: 'a manifest signed by another key', by: 'signature', names: /another key/, request: (request) => ({ ...request, trustedKey: 'a'.repeat(64) }) },
  { name: 'a broken signature', by: 'signature', disk: inFile('manifest.sig', (text) => text.replace(/"signature": "..../, '"signature": "AAAA')) },
  { name: 'no manifest', by: 'manifest', disk: (folder) => rm(join(folder, 'manifest.json')) },
  { name: 'a data file cut short', by: 'readable', names: /data\/train/, disk: (folder) => truncate(join(folder, DATA), 900) },
  { name: 'bytes behind a data file', by: 'readable', disk: (folder) => appendFile(join(folder, DATA), 'x') },
  { name: 'a report that did not pass', by: 'certificate', disk: inFile('reports/verification.json', (text) => text.replace('"verdict": "passed"', '"verdict": "failed"')) },
  { name: 'a recipe that is no YAML', by: 'readable', disk: (folder) => writeFile(join(folder, 'recipe.yaml'), ': [') },
]

const killed: string[] = []
test.each(PLANTED)('$name is caught by "$by"', async (planted) => {
  const made = await makeRelease(join(root, String(PLANTED.indexOf(planted))), { engine, changes: planted })
  const report = await verifyRelease(planted.request?.(made) ?? made, { engine })
  const check = report.checks.find(({ id }) => id === planted.by)
  expect(check?.fact.verdict).toBe('failed')
  expect(check?.findings.join('\n')).toMatch(planted.names ?? /./)
  expect(check?.findings.join('\n')).not.toMatch(/could not be made/)
  expect(report.verdict).toBe('failed')
  killed.push(planted.name)
})

test('every planted violation is caught', () => {
  console.log(`planted violations caught: ${killed.length} of ${PLANTED.length}`)
  expect(killed.length).toBe(PLANTED.length)
})
