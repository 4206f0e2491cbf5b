import { expect, test } from 'vitest'
import { WARDS, worstClass } from './made-models.fixture.ts'

const rows = [['a', 'W0'], ['a', 'W0'], ['b', 'W1'], ['c', 'W2']]
const made = { rows, columns: ['person', 'ward'], classes: [rows.slice(0, 2), rows.slice(2)], persons: [1, 2], person: 0 }

test('worstClass() follows the definitions, in persons', () => {
  expect(worstClass({ kind: 'k-anonymity', k: 2 }, made)).toBe(1)
  expect(worstClass({ kind: 'sample-uniques' }, made)).toBe(2)
  expect(worstClass({ kind: 'average-risk', risk: 1 }, made)).toBe(2 / 3)
  expect(worstClass({ kind: 'l-diversity', form: 'distinct', column: 'ward', l: 1, c: 0 }, made)).toBe(1)
  expect(worstClass({ kind: 'l-diversity', form: 'entropy', column: 'ward', l: 1, c: 0 }, made)).toBe(1)
  expect(worstClass({ kind: 'l-diversity', form: 'recursive', column: 'ward', l: 2, c: 1 }, made)).toBe(Infinity)
  // Person a counts once: W0, W1 and W2 are a third each.
  expect(worstClass({ kind: 't-closeness', column: 'ward', t: 1, distance: 'equal' }, made)).toBeCloseTo(2 / 3, 12)
  expect(worstClass({ kind: 't-closeness', column: 'ward', t: 1, distance: 'hierarchical' }, made)).toBeCloseTo(1 / 6 + 1 / 3, 12)
})

test('the tree of wards has five', () => {
  expect(Object.values(WARDS).flat()).toHaveLength(5)
})
