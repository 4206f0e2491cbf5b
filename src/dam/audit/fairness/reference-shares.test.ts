import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { readReferenceShares } from './reference-shares.ts'

let bench: Awaited<ReturnType<typeof openBench>>
beforeAll(async () => { bench = await openBench() })
afterAll(() => { bench.engine.close() })

async function read(csv: string, groups: readonly string[] = ['sex', 'age']) {
  await writeFile(join(bench.folder, 'people.csv'), csv)
  return readReferenceShares({ file: 'people.csv', groups, directory: bench.folder }, bench)
}

test('readReferenceShares() adds up counts by any of the columns that the file has, in the order asked', async () => {
  const shares = await read('age,count,sex\nyoung,30,F\nold,20,F\nold,50,M\n')
  expect(shares.columns).toEqual(['sex', 'age'])
  expect([...shares.sharesBy(['sex']) ?? []]).toEqual([['["F"]', 0.5], ['["M"]', 0.5]])
  expect([...shares.sharesBy(['age', 'sex']) ?? []]).toEqual([['["young","F"]', 0.3], ['["old","F"]', 0.2], ['["old","M"]', 0.5]])
})

test('readReferenceShares() tells nothing of a group that the file lacks', async () => {
  const shares = await read('sex,share\nF,0.4\nM,0.6\n')
  expect([shares.columns, shares.sharesBy(['sex', 'age']), shares.sharesBy(['sex'])?.get('["F"]')]).toEqual([['sex'], undefined, 0.4])
})

test.each([
  ['district,count\nnorth,3\n', /has a column for none of the groups; give it one named ‘sex’ or ‘age’/],
  ['sex,rows\nF,3\n', /has no column ‘share’ or ‘count’/],
  ['sex,count\nF,0\nM,0\n', /The counts of .* add up to 0/],
  ['sex,share\nF,0.4\nM,0.4\n', /The shares of .* add up to 0\.8/],
  ['sex,count\nF,4\nM,\n', /^Row 2 of .* has no count of 0 or more/],
  ['sex,count\nF,4\nM,-1\n', /^Row 2 of/],
  ['sex,count\nF,many\n', /^Row 1 of/],
])('readReferenceShares() refuses %j', async (csv, sentence) => {
  await expect(read(csv)).rejects.toMatchObject({ code: 'bad-recipe', message: expect.stringMatching(sentence) })
})
