import { expect, test } from 'vitest'
import { growLabelTree } from './label-tree.ts'
import { plantClasses } from './prefix-tree.ts'
import { makeColumn, type MadeLabel, makeRelease } from './split-rows.fixture.ts'

test('each wanted class lies at the end of its path, also where there are thousands, and no other path leads anywhere', () => {
  const wide = makeColumn(Array.from({ length: 100 }, (_, leaf) => leaf), Array.from({ length: 100 }, () => 0))
  const narrow = makeColumn([0, 1], [0, 0])
  const labels = Array.from({ length: 100 }, (_, leaf) => [0, 1].map((other): MadeLabel[] => [[0, other], [0, leaf]])).flat()
  const trees = [narrow, wide].map(growLabelTree)
  const planted = plantClasses(trees, makeRelease([narrow, wide], labels, []).recoded, (number) => number !== 7)
  expect(planted.order).toEqual([1, 0])
  labels.forEach((_, number) => {
    const place = planted.step(0, number >> 1)
    const end = planted.step(place, number % 2)
    expect(end < 0 ? -1 : planted.classAt(end)).toBe(number === 7 ? -1 : number)
  })
  expect([planted.step(0, 100), planted.step(planted.step(0, 3), 2)]).toEqual([-1, -1])
})
