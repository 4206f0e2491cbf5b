import { z } from 'zod'
import type { Check } from '#dam/dataset/reports.ts'
import type { Column, Table, ValueType } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { sql } from '#platform/engines/sql-text.ts'
import { judge, makeCheck, type Outcome } from './make-check.ts'
import type { Release, ReleasedColumn } from './open-release.ts'
import { readJson } from './read-json.ts'
import { isToken, type PromisedColumn } from './read-recipe.ts'
import type { VerificationRequest } from './verification-request.ts'

const ON_DISK: Record<ValueType, string> = { text: 'VARCHAR', integer: 'BIGINT', decimal: 'DOUBLE', boolean: 'BOOLEAN', date: 'DATE', timestamp: 'TIMESTAMP', time: 'TIME' }

/** Check 1: rows, suppressed rows, columns and types are what was promised and told. Needs the table `classes`. */
export async function checkShape(release: Release, { request, engine }: { request: VerificationRequest; engine: SqlEngine }): Promise<Check[]> {
  return [
    await makeCheck({
      id: 'rows', label: { en: 'Number of rows', ko: '행 수' },
      method: { en: 'Rows of the data files, against the report, the manifest, the vault and the delivery.', ko: '데이터 파일의 행 수를 보고서, 매니페스트, 금고, 원본과 비교합니다.' },
      recompute: "duckdb -c \"select count(*) from 'data/*.parquet'\"",
      run: () => countRows(release, request, engine),
    }),
    await makeCheck({
      id: 'suppressed', label: { en: 'Suppressed rows', ko: '삭제 처리된 행' },
      method: { en: 'Rows whose quasi-identifiers all read *, against the report and the limit of the recipe.', ko: '모든 준식별자가 *인 행의 수를 보고서 및 레시피의 한도와 비교합니다.' },
      recompute: `duckdb -c "select count(*) from 'data/*.parquet' where ${release.quasi.map(({ name }) => `${quoted(name)} = '*'`).join(' and ') || 'false'}"`,
      run: () => countSuppressed(release, engine),
    }),
    await makeCheck({
      id: 'columns', label: { en: 'Columns and types', ko: '열과 자료형' },
      method: { en: 'Columns and types of every data file, against the recipe, the manifest and the delivery; no dropped column, no identifier as it was.', ko: '모든 데이터 파일의 열과 자료형을 레시피, 매니페스트, 원본과 비교하고, 삭제된 열이나 원래 값의 식별자가 없는지 확인합니다.' },
      recompute: "duckdb -c \"describe select * from 'data/*.parquet'\"",
      run: async () => compareColumns(release, request),
    }),
  ]
}

/** A name as a stranger types it into SQL, inside a shell's double quotes. */
function quoted(name: string): string {
  return `\\"${name.replaceAll('"', '\\"\\"')}\\"`
}

async function countRows(release: Release, { evidence, source }: VerificationRequest, engine: SqlEngine): Promise<Outcome> {
  const { rows, privacy, manifest, promises } = release
  const findings: string[] = []
  const compare = (told: number, where: string) => { if (told !== rows) findings.push(`data/: ${rows} rows, but ${where} has ${told}`) }
  compare(privacy.rows, 'reports/privacy.json')
  if (manifest) {
    compare(manifest.rows, 'manifest.json')
    const told = new Map(manifest.files.map((file) => [file.path, file.rows]))
    for (const file of release.dataFiles) if (told.get(file.path) !== file.rows) findings.push(`${file.path}: ${file.rows} rows, but manifest.json has ${told.get(file.path) ?? 'none'}`)
  }
  if (evidence) {
    const vault = await engine.queryOne(sql`select count(*) as rows from read_parquet(${evidence.rows})`, z.object({ rows: z.number() }))
    compare(vault.rows, 'the vault')
  }
  const delivery = evidence?.table ?? source?.table
  if (delivery && !promises.sample) compare(delivery.rows, 'the delivery')
  if (delivery && promises.sample && rows > delivery.rows) findings.push(`data/: ${rows} rows, more than the ${delivery.rows} of the delivery`)
  await namesInOrder(release, findings)
  return judge(findings, { claim: privacy.rows, rule: delivery && !promises.sample ? delivery.rows : null, measured: rows })
}

async function namesInOrder({ dataFiles }: Release, findings: string[]): Promise<void> {
  const of = String(dataFiles.length).padStart(5, '0')
  dataFiles.forEach(({ path }, place) => {
    const expected = `data/train-${String(place).padStart(5, '0')}-of-${of}.parquet`
    if (path !== expected) findings.push(`${path}: the name should be ${expected}`)
  })
}

async function countSuppressed({ quasi, privacy, promises, rows }: Release, engine: SqlEngine): Promise<Outcome> {
  if (quasi.length === 0) return judge(privacy.suppressed === 0 ? [] : ['reports/privacy.json: suppressed rows without a quasi-identifier'], { claim: privacy.suppressed, measured: 0 })
  const { suppressed } = await engine.queryOne(sql`select coalesce(sum(n) filter (suppressed), 0)::bigint as suppressed from classes`, z.object({ suppressed: z.number() }))
  const findings: string[] = []
  if (suppressed !== privacy.suppressed) findings.push(`data/: ${suppressed} suppressed rows, but reports/privacy.json has ${privacy.suppressed}`)
  if (privacy.suppressionLimit !== promises.limit) findings.push(`reports/privacy.json: the limit is ${privacy.suppressionLimit}, in recipe.yaml it is ${promises.limit}`)
  if (suppressed > promises.limit * rows * (1 + 1e-12)) findings.push(`data/: ${suppressed} suppressed rows are more than ${promises.limit} of ${rows}`)
  // Whoever is in no class must be among them; fewer than k would give that person away.
  if (suppressed > 0 && suppressed < (promises.k ?? 1)) findings.push(`data/: ${suppressed} suppressed rows are fewer than ${promises.k}; none, or at least as many, may be suppressed`)
  return judge(findings, { claim: privacy.suppressed, rule: `≤ ${promises.limit * 100} %`, measured: suppressed })
}

async function compareColumns(release: Release, request: VerificationRequest): Promise<Outcome> {
  const { columns, promises, manifest } = release
  const findings: string[] = []
  const released = new Set(columns.map((column) => column.name))
  for (const { name, promise } of columns) {
    if (!promise) findings.push(`data/: column "${name}" is not in recipe.yaml`)
    else if (isDropped(promise)) findings.push(`data/: column "${name}" should have been dropped`)
    else if (promise.role === 'identifier' && !promise.steps.some((step) => isToken(step) || step.kind === 'mask')) findings.push(`recipe.yaml: identifier "${name}" is neither dropped, a pseudonym, hashed, tokenised nor masked`)
  }
  for (const column of promises.columns) {
    if (!isDropped(column) && !released.has(column.name)) findings.push(`data/: column "${column.name}" is missing`)
  }
  const delivery = request.evidence?.table ?? request.source?.table
  if (delivery) compareWithDelivery(columns, delivery, findings)
  if (manifest) compareWithManifest(columns, manifest.columns, findings)
  for (const { name, type, promise } of columns) {
    if (promise && isText(promise) && type !== 'VARCHAR') findings.push(`data/: column "${name}" is ${type} and should be VARCHAR`)
  }
  await compareWithPackage(release, findings)
  return judge(findings, { claim: manifest?.columns.length ?? null, rule: promises.columns.filter((column) => !isDropped(column)).length, measured: columns.length })
}

/** datapackage.json is not a promise of the recipe, but a reader believes it. */
async function compareWithPackage({ folder, columns }: Release, findings: string[]): Promise<void> {
  const Fields = z.object({ resources: z.array(z.object({ schema: z.object({ fields: z.array(z.object({ name: z.string() })) }).optional() })).min(1) })
  const { resources } = await readJson(folder, 'datapackage.json', Fields)
  const fields = resources.flatMap((resource) => resource.schema?.fields ?? [])
  for (const { name } of fields) if (!columns.some((column) => column.name === name)) findings.push(`datapackage.json: field "${name}" is no column of data/`)
}

function isDropped({ steps }: PromisedColumn): boolean {
  return steps.some((step) => step.kind === 'drop')
}

function isText({ role, steps }: PromisedColumn): boolean {
  return role === 'quasi-identifier' || steps.some((step) => isToken(step) || step.kind === 'mask' || step.kind === 'generalise' || step.kind === 'generalise-to')
}

function compareWithDelivery(columns: readonly ReleasedColumn[], delivery: Table, findings: string[]): void {
  const order = columns.map(({ name }) => delivery.columns.findIndex((column) => column.name === name))
  order.forEach((place, index) => {
    const { name, type, promise } = columns[index] ?? { name: '', type: '' }
    const column = delivery.columns[place]
    if (!column) findings.push(`data/: column "${name}" is not in the delivery`)
    else if (promise && !isText(promise) && type !== expectedType(column, promise)) findings.push(`data/: column "${name}" is ${type} and should be ${expectedType(column, promise)}`)
    if (index > 0 && place >= 0 && place < (order[index - 1] ?? 0)) findings.push(`data/: column "${name}" is not in the order of the delivery`)
  })
}

function expectedType(column: Column, { steps }: PromisedColumn): string {
  if (column.type === 'integer' && steps.some((step) => step.kind === 'microaggregate')) return 'DOUBLE'
  const isWhole = column.type === 'integer' && steps.every((step) => step.kind !== 'round' || Number.isInteger(step.step))
  return steps.some((step) => step.kind === 'round') && !isWhole ? 'DOUBLE' : ON_DISK[column.type]
}

function compareWithManifest(columns: readonly ReleasedColumn[], told: readonly { name: string; type: ValueType }[], findings: string[]): void {
  if (told.length !== columns.length) findings.push(`manifest.json: ${told.length} columns, but data/ has ${columns.length}`)
  told.forEach(({ name, type }, place) => {
    const column = columns[place]
    if (!column) return
    if (column.name !== name) findings.push(`manifest.json: column ${place + 1} is "${name}", in data/ it is "${column.name}"`)
    else if (column.type !== ON_DISK[type]) findings.push(`data/: column "${name}" is ${column.type}, in manifest.json it is ${type}`)
  })
}
