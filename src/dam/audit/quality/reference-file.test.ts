import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sql } from '#platform/engines/sql-text.ts'
import { pasteable } from './delivered-column.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { openReferenceFile } from './reference-file.ts'

const { engine, folder } = await openBench()
await writeFile(join(folder, 'codes.csv'), 'code;이름\n01;가\n02;나\n')
await writeFile(join(folder, 'broken.parquet'), 'no parquet')

test('a CSV beside the recipe is read as text', async () => {
  const reference = await openReferenceFile('codes.csv', ['code'], folder, { engine })
  expect(reference.columns).toEqual(['code', '이름'])
  expect((await engine.table(sql`select code from ${reference.rows}`)).rows).toEqual([['01'], ['02']])
  expect(pasteable(reference.pasted)).toContain('\'codes.csv\'')
})

test.each([
  { path: 'none.csv', columns: ['code'], sentence: 'does not exist' },
  { path: 'codes.csv', columns: ['Code'], sentence: 'has no column ‘Code’' },
  { path: 'broken.parquet', columns: ['code'], sentence: 'cannot be read' },
])('$path is refused: $sentence', async ({ path, columns, sentence }) => {
  await expect(openReferenceFile(path, columns, folder, { engine })).rejects.toMatchObject({ code: 'bad-recipe', message: expect.stringContaining(sentence) })
})
