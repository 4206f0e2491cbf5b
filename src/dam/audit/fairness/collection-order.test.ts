import fc from 'fast-check'
import { expect, test } from 'vitest'
import { measureLabelNeed, orderCollection } from './collection-order.ts'
import type { FairnessCell } from '#dam/dataset/fairness-report.ts'
import { measureRate } from './rate-tests.ts'

test('the label need of any cell is the fewest rows that bring its rate within the tolerance of the whole', () => {
  const count = fc.nat(60)
  fc.assert(fc.property(count, count, count, count, fc.double({ min: 0.01, max: 0.5, noNaN: true }), (yes, no, otherYes, otherNo, tolerance) => {
    const whole = { favourable: yes + otherYes, unfavourable: no + otherNo }
    const need = measureLabelNeed({ favourable: yes, unfavourable: no }, { ...whole, tolerance })
    // How far the cell lies behind the whole; a cell of few rows may overtake it with one of them.
    const gapWith = (more: number) => {
      const sign = need?.outcome === 'unfavourable' ? 0 : 1
      const ahead = (yes + sign * more) / (yes + no + more) - (whole.favourable + sign * more) / (whole.favourable + whole.unfavourable + more)
      return sign === 1 ? -ahead : ahead
    }
    fc.pre(yes + no > 0)
    const rows = need?.rows ?? 0
    expect(gapWith(rows)).toBeLessThanOrEqual(tolerance + 1e-9)
    // One row less is not enough; where none is needed, the cell does not lie ahead by more than the tolerance either.
    expect(need ? gapWith(rows - 1) - tolerance : gapWith(0) + tolerance).toBeGreaterThan(-2e-9)
  }))
})

function cellOf(value: string, rows: number, favourable: number, share?: number): FairnessCell {
  return {
    cell: [{ column: 'sex', value }], rows, share: rows / 1000, label: measureRate(favourable, rows), labelMissing: 0, isSmall: rows < 30, gap: null, tests: [],
    ...(share !== undefined && { reference: { share, ratio: rows / 1000 / share, verdict: null } }),
  }
}

test('orderCollection() puts a group without a row first and asks for no label where there are too few', () => {
  const cells = [cellOf('a', 700, 280, 0.5), cellOf('b', 280, 28, 0.3), cellOf('c', 20, 0, 0.1), cellOf('d', 0, 0, 0.1)]
  const order = orderCollection([cells], { rows: 1000, favourable: 308, unfavourable: 692, tolerance: 0.1, smallestCell: 30 })
  expect(order.map(({ cell }) => cell[0]?.value)).toEqual(['d', 'c', 'b'])
  // 0.09 of what there is then: x / (1000 + x) >= 0.09.
  expect(order[0]).toMatchObject({ rows: 0, isSmall: true, need: 1, representation: { target: 0.1, from: 'reference', rows: 99 } })
  expect(order[1]?.label).toBeUndefined()
  expect(order[2]).toMatchObject({ label: { outcome: 'favourable' } })
})

test('without a reference every group is asked for an equal share', () => {
  const order = orderCollection([[cellOf('a', 900, 450), cellOf('b', 100, 50)]], { rows: 1000, favourable: 500, unfavourable: 500, tolerance: 0.1, smallestCell: 30 })
  // (100 + x) / (1000 + x) >= 0.45.
  expect(order).toMatchObject([{ cell: [{ value: 'b' }], representation: { target: 0.5, from: 'equal', rows: 637 } }])
})
