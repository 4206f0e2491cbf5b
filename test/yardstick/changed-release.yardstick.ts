import { cp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { adultRecipe } from '../../benchmarks/adult-recipe.ts'
import { yardstickData } from '../../benchmarks/yardstick-data.ts'
import { VerificationReport } from '../../src/dam/dataset/reports.ts'
import { openDuckDb } from '../../src/platform/engines/duckdb.ts'
import { identifier, joinSql, literal, type Sql, sql, withoutBindings } from '../../src/platform/engines/sql-text.ts'
import { makePlace, type Place, Released } from './run-datadam.ts'
import { reseal } from './reseal.ts'

const DATA_FILE = 'data/train-00000-of-00001.parquet'
const MODELS = [{ 'k-anonymity': 5 }, { 'l-diversity': { column: 'occupation', kind: 'distinct' as const, l: 2 } }]
const QUASI = ['sex', 'age', 'race', 'marital-status', 'education', 'native-country', 'workclass', 'salary-class'].map(identifier)
const CLASS = joinSql(QUASI, ', ')

let place: Place
let planted = 0
let found = 0
beforeAll(async () => { place = await makePlace() })
afterAll(async () => {
  process.stdout.write(`\nPlanted violations in releases of adult: ${found} of ${planted} found\n\n`)
  await place.remove()
})

/** What is done to the rows; `released` holds them in their order, `class_size` and `place` beside each. */
interface Violation {
  readonly name: string
  readonly statements: readonly Sql[]
  /** The check that must fail, or one of these. */
  readonly by: string
  /** Whether only somebody with the delivery can tell. */
  readonly needsSource?: boolean
}

const kept = sql`not (${joinSql(QUASI.map((name) => sql`${name} = '*'`), ' and ')})`
/** The first row of a class of five, and all of its class. */
const first = sql`(select min(place) from released where class_size = 5 and ${kept})`
const inClassOf = (row: Sql) => sql`place in (select place from released join (select ${CLASS} from released where place = ${row}) using (${CLASS}))`
/** A row of another class. */
const other = sql`(select max(place) from released where ${kept} and class_size > 20)`

const VIOLATIONS: readonly Violation[] = [
  { name: 'one changed cell', by: 'class-sizes', statements: [sql`update released set sex = if(sex = 'Male', 'Female', 'Male') where place = (select min(place) from released where sex <> '*')`] },
  { name: 'a class of k - 1', by: 'classes', statements: [sql`update released set ${joinSql(QUASI.map((name) => sql`${name} = (select ${name} from released where place = ${other})`), ', ')} where place = ${first}`] },
  { name: 'a class with one sensitive value', by: 'l-diversity-2', statements: [sql`update released set occupation = 'Sales' where ${inClassOf(first)}`] },
  { name: 'a suppressed row that shows a label', by: 'classes', statements: [sql`update released set race = 'White' where place = (select min(place) from released where not ${kept})`] },
  { name: 'a row that is missing', by: 'rows', statements: [sql`delete from released where place = ${first}`] },
  // The class keeps its size and its share of leaves, so nothing but the delivery can tell: too few of the other sex lie under the labels, or their entropy is another.
  { name: 'a wrong ancestor for a whole class', by: 'source-classes or entropy', needsSource: true, statements: [sql`create table relabelled as
    select ${CLASS} from (select distinct ${CLASS}, class_size from released where sex = 'Male' and ${kept}) classes
    where not exists (from released as twin where twin.sex = 'Female' and ${joinSql(QUASI.slice(1).map((name) => sql`twin.${name} = classes.${name}`), ' and ')}) order by class_size desc, ${CLASS} limit 1`,
  sql`update released set sex = 'Female' where place in (select place from released join relabelled using (${CLASS}))`] },
  // An exchange of values between two classes would leave every count of a column as it was: only the vault can tell that.
  { name: 'a sensitive value that is not the person\'s', by: 'source-values', needsSource: true, statements: [sql`update released set occupation = if(occupation = 'Sales', 'Craft-repair', 'Sales') where place = ${other}`] },
]

describe.each(['global', 'strict-local', 'free-local'] as const)('%s recoding', (recoding) => {
  let release = ''
  beforeAll(async () => {
    const recipe = join(place.folder, `${recoding}.yaml`)
    await writeFile(recipe, adultRecipe(yardstickData(), { models: MODELS, metric: 'loss', limit: 0.05, recoding }))
    release = Released.parse((await place.datadam('run', recipe, '--out', join(place.folder, recoding))).json).release
  }, 120_000)

  test('control: untouched, or written anew and signed anew, it is verified, with its source too', async () => {
    expect((await verify(release, async () => {})).code).toBe(0)
    expect(await verify(release, (copy) => rewrite(copy, []), true)).toMatchObject({ code: 0, failed: [] })
  })

  test.each(VIOLATIONS)('$name, signed anew, is found by $by', async ({ statements, by, needsSource }) => {
    const { code, failed } = await plant(release, (copy) => rewrite(copy, statements), needsSource)
    expect(by.split(' or ').filter((id) => failed.includes(id)), failed.join()).not.toEqual([])
    expect(code).toBe(1)
  })

  test.each([
    // The word occurs in the whole hierarchy, whatever the labels of the release are.
    { file: 'hierarchies/06.csv', from: 'North America', to: 'South America' },
    { file: 'hierarchies/07.csv', from: 'Non-Government', to: 'Government' },
    { file: 'reports/privacy.json', from: /"scores": \{\s+"loss": 0\.\d/, to: '"scores": {"loss": 0.9' },
  ])('one changed word in $file is found, and the file named; signed anew as well', async ({ file, from, to }) => {
    const change = async (copy: string) => {
      const text = await readFile(join(copy, file), 'utf8')
      expect(text).toMatch(from)
      await writeFile(join(copy, file), text.replace(from, to))
    }
    const changed = await plant(release, change)
    expect(changed.code).toBe(1)
    expect(changed.findings).toContain(file)
    const signed = await plant(release, async (copy) => {
      await change(copy)
      await reseal(copy)
    })
    expect(signed.code).toBe(1)
  })

  test.each([
    DATA_FILE, 'README.md', 'croissant.json', 'datapackage.json', 'provenance.jsonld', 'recipe.yaml', 'hierarchies/01.json', 'hierarchies/01.csv',
    'reports/quality.json', 'reports/profile.json', 'reports/privacy.json', 'reports/verification.json', 'report.html', 'manifest.json', 'manifest.sig',
  ])('one changed byte in %s is found, and the file named', async (file) => {
    const { code, findings } = await plant(release, async (copy) => {
      const bytes = await readFile(join(copy, file))
      const middle = bytes.length >> 1
      bytes[middle] = (bytes[middle] ?? 0) ^ 1
      await writeFile(join(copy, file), bytes)
    })
    expect(code).toBe(1)
    expect(findings).toContain(file)
  })
})

/** Changes a copy and verifies it, counted as found where that fails. */
async function plant(release: string, change: (copy: string) => Promise<void>, needsSource = false) {
  planted++
  const verified = await verify(release, change, needsSource)
  if (verified.code === 1) found++
  return verified
}

async function verify(release: string, change: (copy: string) => Promise<void>, needsSource = false) {
  const copy = join(place.folder, `changed-${crypto.randomUUID()}`)
  await cp(release, copy, { recursive: true })
  try {
    await change(copy)
    const { code, json } = await place.datadam('verify', copy, ...(needsSource ? ['--source', join(yardstickData(), 'tabular/adult/adult.csv')] : []))
    const checks = VerificationReport.safeParse(json).data?.checks.filter(({ fact }) => fact.verdict === 'failed') ?? []
    return { code, failed: checks.map(({ id }) => id), findings: checks.flatMap(({ findings }) => findings).join('\n') }
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

/** Writes the rows anew after a change, and seals the release anew. */
async function rewrite(copy: string, statements: readonly Sql[]): Promise<void> {
  const path = join(copy, DATA_FILE)
  const engine = await openDuckDb({ memoryBytes: 500e6, threads: 2, temporaryDirectory: join(place.folder, 'spill') })
  try {
    await engine.run(withoutBindings(sql`create table released as select *, file_row_number as place, count(*) over (partition by ${CLASS}) as class_size from read_parquet(${literal(path)}, file_row_number = true)`))
    const print = async () => String((await engine.table(sql`select md5(string_agg(r::varchar, '' order by place)) from released r`)).rows[0]?.[0])
    const untouched = await print()
    for (const statement of statements) await engine.run(withoutBindings(statement))
    if (statements.length > 0 && await print() === untouched) throw new Error('The violation changed nothing')
    await engine.run(withoutBindings(sql`copy (select * exclude (place, class_size, file_row_number) from released order by place) to ${literal(`${path}.new`)} (format parquet, compression zstd)`))
  } finally {
    engine.close()
  }
  await rename(`${path}.new`, path)
  await reseal(copy)
}
