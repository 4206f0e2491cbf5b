import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reweighingTable } from './reweighing-table.ts'

test('reweighingTable() gives the weights of Kamiran and Calders\' own example', () => {
  // Ten applicants: of five women two were hired, of five men four.
  const [women, men] = reweighingTable([{ cell: ['F'], favourable: 2, unfavourable: 3 }, { cell: ['M'], favourable: 4, unfavourable: 1 }])
  expect(women?.favourable).toBeCloseTo(1.5, 12)
  expect(women?.unfavourable).toBeCloseTo(2 / 3, 12)
  expect(men?.favourable).toBeCloseTo(0.75, 12)
  expect(men?.unfavourable).toBeCloseTo(2, 12)
})

test('with the weights every group with both labels has the label rate of the whole, and its own size', () => {
  const counts = fc.array(fc.record({ favourable: fc.integer({ min: 1, max: 99 }), unfavourable: fc.integer({ min: 1, max: 99 }) }), { minLength: 1, maxLength: 8 })
  fc.assert(fc.property(counts, (groups) => {
    const cells = groups.map((group, place) => ({ cell: [String(place)], ...group }))
    const favourable = groups.reduce((sum, group) => sum + group.favourable, 0)
    const rows = groups.reduce((sum, group) => sum + group.favourable + group.unfavourable, 0)
    reweighingTable(cells).forEach((weights, place) => {
      const count = cells[place]
      const yes = weights.favourable * (count?.favourable ?? 0)
      const no = weights.unfavourable * (count?.unfavourable ?? 0)
      expect(yes / (yes + no)).toBeCloseTo(favourable / rows, 10)
      expect(yes + no).toBeCloseTo((count?.favourable ?? 0) + (count?.unfavourable ?? 0), 8)
    })
  }))
})

test('a label that a group does not have weighs nothing', () => {
  expect(reweighingTable([{ cell: [null], favourable: 0, unfavourable: 3 }])).toEqual([{ cell: [null], favourable: 0, unfavourable: 1 }])
})
