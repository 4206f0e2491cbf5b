import { expect, test } from 'vitest'
import { compileModels } from '../class-models.ts'
import { latticeOf } from '../lattice.ts'
import { sumByGroup } from '../measure-groups.ts'
import { metricCosts } from '../metric-costs.ts'
import { countEntries } from '../naive-search.fixture.ts'
import { labelHierarchy } from './made-hierarchy.fixture.ts'
import { recodeFairly } from './recode-fairly.ts'

/** One narrow label beside a wide one, in two columns: the first serves the large group, the second the small one, and k allows but one. */
function twoGroups(atMost: number, limit = 0) {
  const codes = [Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7), Int32Array.of(0, 1, 1, 1, 1, 1, 1, 1), new Int32Array(8)]
  const leaves = [new Float64Array(8).fill(1), Float64Array.of(1, 7), Float64Array.of(8)]
  const hierarchies = ['a', 'b'].map((column) => labelHierarchy({ codes, leaves, domain: 8 }, column))
  const counts = [[0, 0, 0, 5], [0, 1, 0, 35], [1, 0, 0, 5], [1, 1, 0, 15], [1, 0, 1, 20], [1, 1, 1, 10]] as const
  const rows = counts.flatMap(([first, second, group, many]) => Array.from({ length: many }, (_, row) => ({ leaves: [first, second].map((label) => (label === 0 ? 0 : 1 + (row % 7))), person: 0, value: 0, group, isReleased: true })))
  const frequencies = countEntries(rows, hierarchies, { persons: false, values: false, groups: true, delivered: false })
  const weights = [1, 1]
  const request = {
    mode: 'strict' as const, objective: 'cost' as const, frequencies, hierarchies, weights, limit, cardinalities: [],
    bounds: hierarchies.map(({ codes }) => ({ lowest: 0, highest: codes.length - 1 })), models: compileModels([{ 'k-anonymity': 30 }], frequencies, []),
    costs: metricCosts('loss', frequencies, latticeOf(hierarchies), weights),
    parity: { atMost, smallest: 10, ofGroup: Int32Array.of(0, 1, 2) },
  }
  const timesOf = (recoded: Awaited<ReturnType<typeof recodeFairly>>) => {
    if (!recoded) return NaN
    const { rows: all, lost } = sumByGroup({ frequencies, hierarchies, recoded, weights, groups: 3 })
    return (lost[1] ?? 0) / (all[1] ?? 1) / ((lost[0] ?? 0) + (lost[1] ?? 0)) * 90
  }
  return { request, timesOf }
}
const needs = { progress: () => undefined }

test('recodeFairly() gives rows of a group that loses too much more weight, until it keeps the promise', async () => {
  const { request, timesOf } = twoGroups(1)
  const { parity: _, ...without } = request
  const unequal = timesOf(await recodeFairly(without, needs))
  expect(unequal).toBeGreaterThan(1.2)
  const promised = (1 + unequal) / 2
  expect(timesOf(await recodeFairly(twoGroups(promised).request, needs))).toBeLessThanOrEqual(promised + 1e-9)
})

test('recodeFairly() gives what comes nearest where the promise cannot be kept', async () => {
  const { request, timesOf } = twoGroups(0.01)
  const nearest = timesOf(await recodeFairly(request, needs))
  expect(nearest).toBeGreaterThan(0.01)
  const { parity: _, ...without } = request
  expect(nearest).toBeLessThanOrEqual(timesOf(await recodeFairly(without, needs)))
})
