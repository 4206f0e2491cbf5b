import { expect, test } from 'vitest'
import { emptyTally } from './cell-tally.ts'
import { compareCells } from './compare-cells.ts'
import { cellOf } from './made-crossing.fixture.ts'
import { measureOutcomes } from './outcomes.ts'

const whole = { rows: 300, label: { count: 120, of: 300, rate: 0.4, low: 0, high: 1 }, labelMissing: 0 }

test('compareCells() tells the lowest and the highest label rate of the cells that may be judged', () => {
  const cells = [cellOf({ sex: 'F' }, { favourable: 10, of: 100 }), cellOf({ sex: 'M' }, { favourable: 50, of: 100 }), cellOf({ sex: 'X' }, { favourable: 9, of: 9, isSmall: true }), cellOf({ sex: null }, { favourable: 0, of: 20 })]
  expect(compareCells(cells, cells, whole, 30)).toEqual({
    labelGap: { lowest: [{ column: 'sex', value: 'F' }], highest: [{ column: 'sex', value: 'M' }], difference: 0.4, ratio: 0.2 },
  })
})

test('compareCells() tells no gap of fewer than two cells, and no ratio to a rate of 0', () => {
  const none = [cellOf({ sex: 'F' }, { favourable: 0, of: 100 }), cellOf({ sex: 'M' }, { favourable: 0, of: 100 })]
  expect(compareCells(none.slice(0, 1), none, whole, 30).labelGap).toBeNull()
  expect(compareCells(none, none, whole, 30).labelGap).toMatchObject({ difference: 0, ratio: null })
})

test('compareCells() compares predictions of the cells that have any, and tells Fairlearn\'s figures only where it may', () => {
  const outcomesOf = (truePositives: number, falseNegatives: number) => measureOutcomes({
    ...emptyTally([]), rows: 100, favourable: truePositives + falseNegatives, unfavourable: 100 - truePositives - falseNegatives, truePositives, falseNegatives,
    trueNegatives: 100 - truePositives - falseNegatives, predicted: 100, selected: truePositives,
  }, { hasPrediction: true, withBins: false })
  const cells = [['F', 10, 40], ['M', 40, 10]].map(([value, positives, negatives]) => ({ ...cellOf({ sex: String(value) }, { favourable: 50, of: 100 }), ...outcomesOf(Number(positives), Number(negatives)) }))
  const without = { ...cellOf({ sex: 'X' }, { favourable: 50, of: 100 }), ...measureOutcomes(emptyTally([]), { hasPrediction: true, withBins: false }) }
  const told = compareCells(cells, [...cells, without], outcomesOf(50, 50), 30)
  expect(told.disparities?.judged.find(({ metric }) => metric === 'truePositiveRate')).toMatchObject({ lowest: [{ value: 'F' }], highest: [{ value: 'M' }], betweenGroups: { difference: expect.closeTo(0.6, 12), ratio: 0.25 } })
  expect(told.disparities?.all?.betweenGroups.demographicParity).toEqual({ difference: expect.closeTo(0.3, 12), ratio: 0.25 })
  expect(compareCells(cells, null, outcomesOf(50, 50), 30).disparities?.all).toBeNull()
})
