import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readCellTargets } from './cell-targets.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'

const { engine, folder } = await openBench()
const occurring = [['F', 'M'], ['old', 'young']]
const plan = { by: ['sex', 'age'], tolerance: 0.05 }
await writeFile(join(folder, 'counts.csv'), 'age,sex,count\nold,F,30\nyoung,F,10\n')
await writeFile(join(folder, 'shares.csv'), 'age,sex,share\nold,F,0.3\n')
await writeFile(join(folder, 'no-measure.csv'), 'age,sex\nold,F\n')
await writeFile(join(folder, 'lacking.csv'), 'age,sex,count\nold,,3\n')

test('equal shares are over all combinations of values that occur', async () => {
  expect(await readCellTargets({ ...plan, target: { equal: true } }, occurring, folder, { engine })).toEqual([
    { values: ['F', 'old'], share: 0.25 }, { values: ['F', 'young'], share: 0.25 }, { values: ['M', 'old'], share: 0.25 }, { values: ['M', 'young'], share: 0.25 },
  ])
})

test('written shares and files name their cells in the order of the plan', async () => {
  expect(await readCellTargets({ ...plan, target: { shares: [{ cell: { age: 'old', sex: 'F' }, share: 0.4 }] } }, occurring, folder, { engine })).toEqual([{ values: ['F', 'old'], share: 0.4 }])
  expect(await readCellTargets({ ...plan, target: { file: 'counts.csv' } }, occurring, folder, { engine })).toEqual([{ values: ['F', 'old'], share: 0.75 }, { values: ['F', 'young'], share: 0.25 }])
  expect(await readCellTargets({ ...plan, target: { file: 'shares.csv' } }, occurring, folder, { engine })).toEqual([{ values: ['F', 'old'], share: 0.3 }])
})

test.each([
  { target: { shares: [{ cell: { sex: 'F' }, share: 0.4 }] }, sentence: 'exactly the columns' },
  { target: { shares: [{ cell: { sex: 'F', age: 'old' }, share: 0.4 }, { cell: { age: 'old', sex: 'F' }, share: 0.4 }] }, sentence: 'same cell twice' },
  { target: { shares: [{ cell: { sex: 'F', age: 'old' }, share: 0.9 }, { cell: { sex: 'M', age: 'old' }, share: 0.9 }] }, sentence: 'add up to 1.8' },
  { target: { file: 'none.csv' }, sentence: 'does not exist' },
  { target: { file: 'no-measure.csv' }, sentence: '‘share’ or ‘count’' },
  { target: { file: 'lacking.csv' }, sentence: 'Row 1' },
])('a plan is refused: $sentence', async ({ target, sentence }) => {
  await expect(readCellTargets({ ...plan, target }, occurring, folder, { engine })).rejects.toMatchObject({ code: 'bad-recipe', message: expect.stringContaining(sentence) })
})

test('more than ten thousand cells are nobody\'s plan', async () => {
  const many = Array.from({ length: 101 }, (_, place) => String(place))
  await expect(readCellTargets({ ...plan, target: { equal: true } }, [many, many], folder, { engine })).rejects.toMatchObject({ code: 'bad-recipe' })
})
