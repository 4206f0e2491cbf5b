import fc from 'fast-check'
import { mkdir, readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import type { Column, ValueType } from '#dam/dataset/table.ts'
import { joinSql, listLiteral, literal, sql, withoutBindings, type Sql } from '#platform/engines/sql-text.ts'
import { writeWeights, type WeightsRequest } from './write-weights.ts'

let bench: Awaited<ReturnType<typeof openBench>>
beforeAll(async () => { bench = await openBench() })
afterAll(() => { bench.engine.close() })

let made = 0
/** Writes each query's rows as one data file of a release of their own. */
async function releaseOf(queries: readonly Sql[]): Promise<Pick<WeightsRequest, 'folder' | 'files'>> {
  const folder = join(bench.folder, `release-${made++}`)
  await mkdir(join(folder, 'data'), { recursive: true })
  const number = (place: number) => String(place).padStart(5, '0')
  const files = queries.map((_, place) => ({ path: `data/train-${number(place)}-of-${number(queries.length)}.parquet` }))
  for (const [place, query] of queries.entries()) await bench.engine.run(withoutBindings(sql`copy (${query}) to ${literal(join(folder, files[place]?.path ?? ''))} (format parquet)`))
  return { folder, files }
}
const columnsOf = (types: Record<string, ValueType>): Column[] => Object.entries(types).map(([name, type]) => ({ name, type, stored: 'native' }))
async function weightsIn(folder: string): Promise<number[][]> {
  const names = (await readdir(join(folder, 'weights'))).toSorted()
  return Promise.all(names.map(async (name) => (await bench.engine.query(sql`select weight from read_parquet(${literal(join(folder, 'weights', name))})`, z.strictObject({ weight: z.number() }))).map(({ weight }) => weight)))
}
const rowsOf = (rows: readonly (readonly [string | null, string | null])[]) => sql`select unnest(${listLiteral(rows.map(([group]) => group))}) as sex, unnest(${listLiteral(rows.map(([, label]) => label))}) as hired`
const fairness = { label: 'hired', favourable: 'yes', groups: ['sex'] }

test('writeWeights() writes one weight a row, beside each file, in its order, and 0 without a label', async () => {
  const release = await releaseOf([rowsOf([['F', 'no'], ['M', 'yes'], ['F', null]]), rowsOf([['M', 'yes'], ['F', 'yes'], ['M', 'no'], [null, 'no']])])
  await writeWeights({ ...release, columns: columnsOf({ sex: 'text', hired: 'text' }), fairness }, bench)
  const of = (group: number, label: number, both: number) => group * label / (6 * both)
  const [first = [], second = []] = await weightsIn(release.folder)
  expect(first).toEqual([of(2, 3, 1), of(3, 3, 2), 0])
  expect(second).toEqual([of(3, 3, 2), of(2, 3, 1), of(3, 3, 1), of(1, 3, 1)])
  expect(await readdir(join(release.folder, 'weights'))).toEqual(release.files.map(({ path }) => path.slice('data/'.length)))
})

test('with their weights all groups have one rate, and labelled rows with both outcomes keep their number, whatever the rows', async () => {
  const group = fc.constantFrom('a', 'b', null)
  const rows = fc.array(fc.tuple(group, fc.constantFrom('yes', 'no', null)), { minLength: 1, maxLength: 40 })
  await fc.assert(fc.asyncProperty(rows, async (drawn) => {
    const both = (['a', 'b', null] as const).flatMap((one): [string | null, string][] => [[one, 'yes'], [one, 'no']])
    const all = [...drawn, ...both]
    const release = await releaseOf([rowsOf(all)])
    await writeWeights({ ...release, columns: columnsOf({ sex: 'text', hired: 'text' }), fairness }, bench)
    const [weights = []] = await weightsIn(release.folder)
    const sum = (isCounted: (row: readonly [string | null, string | null]) => boolean) => all.reduce((total, row, place) => total + (isCounted(row) ? weights[place] ?? 0 : 0), 0)
    const labelled = all.filter(([, label]) => label !== null)
    const rate = labelled.filter(([, label]) => label === 'yes').length / labelled.length
    expect(sum(() => true)).toBeCloseTo(labelled.length, 9)
    for (const one of ['a', 'b', null]) expect(sum(([value, label]) => value === one && label === 'yes') / sum(([value]) => value === one)).toBeCloseTo(rate, 9)
  }), { numRuns: 25 })
})

test('the order is that of the file over many row groups, and the bytes are the same each time', async () => {
  const cells = sql`select (range * 7919 % 13)::varchar as sex, case when hash(range) % 3 = 0 then 'yes' else 'no' end as hired from range(400000)`
  const release = await releaseOf([cells])
  const request = { ...release, columns: columnsOf({ sex: 'text', hired: 'text' }), fairness }
  await writeWeights(request, bench)
  const file = join(release.folder, 'weights/train-00000-of-00001.parquet')
  const bytes = await readFile(file)
  const { rows, wrong } = await bench.engine.queryOne(sql`select count(*) as rows, count(*) filter (abs(weight - expected) > 1e-12) as wrong from (
    select weight, (sum(1) over (partition by sex)) * (sum(1) over (partition by hired)) / (400000.0 * sum(1) over (partition by sex, hired)) as expected
    from read_parquet(${literal(join(release.folder, release.files[0]?.path ?? ''))}) positional join read_parquet(${literal(file)}))`, z.object({ rows: z.number(), wrong: z.number() }))
  expect({ rows, wrong }).toEqual({ rows: 400_000, wrong: 0 })
  await writeWeights(request, bench)
  expect((await readFile(file)).equals(bytes)).toBe(true)
})

const STORED = { integer: sql`bigint`, decimal: sql`double`, boolean: sql`boolean`, text: sql`varchar`, date: sql`date` }

test.each([
  ['integer', 1, ['1', '0']], ['integer', '1', ['1', '0']], ['decimal', '1', ['1', '2']], ['decimal', { 'at-least': 2.5 }, ['2.5', '2.4']],
  ['boolean', true, ['true', 'false']], ['boolean', 'yes', ['true', 'false']], ['text', 1, ['01', 'x']], ['text', true, ['true', 'no']], ['date', '2026-01-31', ['2026-01-31', '2026-02-01']],
] as const)('a label of %s is favourable as the audit says: %j', async (type, favourable, [yes, no]) => {
  const cast = (value: string) => sql`cast(${literal(value)} as ${STORED[type]})`
  const rows = ([['a', yes], ['a', no], ['b', yes], ['b', no], ['b', no]] as const).map(([group, value]) => sql`select ${literal(group)} as sex, ${cast(value)} as hired`)
  const release = await releaseOf([joinSql(rows, ' union all ')])
  await writeWeights({ ...release, columns: columnsOf({ sex: 'text', hired: type }), fairness: { ...fairness, favourable } }, bench)
  expect((await weightsIn(release.folder))[0]).toEqual([2 * 2 / (5 * 1), 2 * 3 / (5 * 1), 3 * 2 / (5 * 1), 3 * 3 / (5 * 2), 3 * 3 / (5 * 2)])
})

test.each([
  ['the label is not released', { sex: 'text' }, 'yes', /‘hired’ is not released; keep the column/],
  ['a group is not released', { hired: 'text' }, 'yes', /‘sex’ is not released; keep the column/],
  ['a range is asked of texts', { sex: 'text', hired: 'text' }, { 'at-least': 5 }, /‘hired’ is released as text, of which none lies in a range/],
] as const)('writeWeights() refuses when %s', async (_, types, favourable, sentence) => {
  const release = await releaseOf([rowsOf([['F', 'no']])])
  const refused = writeWeights({ ...release, columns: columnsOf(types), fairness: { ...fairness, favourable } }, bench)
  await expect(refused).rejects.toMatchObject({ code: 'bad-recipe', message: expect.stringMatching(sentence) })
})
