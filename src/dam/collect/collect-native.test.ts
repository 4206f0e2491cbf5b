import { join } from 'node:path'
import { expect, test } from 'vitest'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { collectNative } from './collect-native.ts'
import { testEngine, testFolder } from './collecting.fixture.ts'
import { surveyText } from './text-survey.ts'

const folder = testFolder()
const engine = await testEngine(folder)

test('collectNative() joins files in order and shows the names to whoever must agree', async () => {
  const files = ['1', '2'].map((name) => ({ name, file: join(folder, name), survey: surveyText().end() }))
  await engine.run(sql`copy (select 1 as a, 'x' as b) to ${literal(join(folder, '1'))} (format parquet)`)
  await engine.run(sql`copy (select 'y' as b, 2 as a) to ${literal(join(folder, '2'))} (format parquet)`)
  const seen: (readonly string[])[] = []
  const target = join(folder, 'out.parquet')
  const collected = await collectNative({ files, kind: 'parquet', source: { path: '' }, wishes: new Map(), missingValues: [], work: folder, target }, { engine, refuseColumns: (names) => seen.push(names) })
  expect(collected).toMatchObject({ rows: 2, columns: [{ name: 'a', type: 'integer', stored: 'native' }, { name: 'b', type: 'text', stored: 'text' }] })
  expect(seen).toEqual([['a', 'b']])
  expect((await engine.table(sql`from read_parquet(${literal(target)})`)).rows).toEqual([[1, 'x'], [2, 'y']])
})
