import { expect, test } from 'vitest'
import { checkHierarchy, lastLevel } from './check-hierarchy.ts'
import type { Hierarchy } from './hierarchy.ts'

function told(hierarchy: Hierarchy): string[] {
  const sentences: string[] = []
  checkHierarchy(hierarchy, [], (path, sentence) => sentences.push(`${path.join('.')}: ${sentence}`))
  return sentences
}

const sound: Hierarchy[] = [
  { file: 'a.csv' }, { intervals: [5, 10, 20, 40] }, { intervals: [0.1, 0.3, 0.9], from: 0.05 }, { intervals: [1e-7, 1e-6] }, { prefix: [3, 2, 0] }, { frequency: [20, 5, 1] },
  { date: ['day', 'month', 'quarter', 'year', '2-years', '10-years', '20-years'] }, { date: ['5-years', '10-years'] },
  { tree: { Asia: { Seoul: ['Seoul'], Japan: ['JP', 'ZZ'] }, Europe: ['FR', 1] } },
]
test.each(sound)('checkHierarchy() finds nothing wrong with %j', (hierarchy) => {
  expect(told(hierarchy)).toEqual([])
})

const wrong: [Hierarchy, string[]][] = [
  [{ intervals: [5, 12] }, ['intervals.1: 12 is not a multiple of 5 before it; write one, such as 10, so that intervals lie within wider ones.']],
  [{ intervals: [5, 5] }, ['intervals.1: 5 is not a multiple of 5 before it; write one, such as 10, so that intervals lie within wider ones.']],
  [{ intervals: [10, 5] }, ['intervals.1: 5 is not a multiple of 10 before it; write one, such as 20, so that intervals lie within wider ones.']],
  [{ prefix: [3, 3] }, ['prefix.1: 3 characters are not fewer than 3 before; write falling numbers, such as [3, 2, 0].']],
  [{ frequency: [5, 5] }, ['frequency.1: 5 most frequent values are not fewer than 5 before; write falling numbers, such as [20, 5].']],
  [{ date: ['year', 'month'] }, ['date.1: month is not coarser than year before it; write coarser and coarser steps of day, month, quarter, year, 2-years, 5-years, 10-years, 20-years.']],
  [{ date: ['2-years', '5-years'] }, ['date.1: spans of 2 years do not lie within spans of 5 years; leave one out.']],
  [{ tree: { a: ['x'], b: ['x', 'y'] } }, ['tree.b.0: "x" stands in the tree twice; each name and value stands in one place.']],
  [{ tree: { a: ['b'], b: ['y', 'z'] } }, ['tree.b: "b" stands in the tree twice; each name and value stands in one place.']],
  [{ tree: { a: ['*'] } }, ['tree.a.0: the name * is kept for everything together; choose another, or leave the level out.']],
  [{ tree: { a: {} } }, ['tree.a: has no values; write at least one name with its list of values.']],
]
test.each(wrong)('checkHierarchy() says what is wrong with %j', (hierarchy, sentences) => {
  expect(told(hierarchy)).toEqual(sentences)
})

const lasts: [Hierarchy | undefined, number | undefined][] = [[undefined, 1], [{ intervals: [5, 10] }, 3], [{ prefix: [3, 2, 0] }, 3], [{ prefix: [3, 2] }, 3], [{ frequency: [20, 5] }, 3], [{ date: ['year'] }, 2], [{ file: 'a' }, undefined], [{ tree: { a: ['x'] } }, undefined]]
test.each(lasts)('lastLevel() of %j is %j', (hierarchy, level) => {
  expect(lastLevel(hierarchy)).toBe(level)
})
