import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTreeRows } from '#dam/recipe/hierarchy-rows.ts'
import type { ValueTree } from '#dam/recipe/hierarchy.ts'
import { treeOfRows } from './rows-tree.ts'
import { treeData } from './value-tree.ts'

/** The tree as the server reads it out of a recipe. */
function asRead(data: unknown): ValueTree {
  // Safe: a tree of maps and lists, as an object.
  // oxlint-disable-next-line typescript/consistent-type-assertions
  return JSON.parse(JSON.stringify(data, (_, value: unknown) => (value instanceof Map ? Object.fromEntries(value) : value))) as ValueTree
}

test('the rows of a file become a tree, whose shorter branches lose what they repeat', () => {
  const rows = [['KR', 'East', 'Asia', '*'], ['FR', 'Europe', 'Europe', '*'], ['JP', 'East', 'Asia', '*']]
  expect(treeData(treeOfRows(rows) ?? [])).toEqual(new Map<string, unknown>([['Asia', new Map([['East', ['KR', 'JP']]])], ['Europe', ['FR']]]))
})

test.each([
  ['values right below *', [['a', '*'], ['b', '*']]], ['a name in two places', [['a', 'x', 'p', '*'], ['x', 'y', 'q', '*']]], ['a level that repeats one in the middle', [['a', 'x', 'x', 'p', '*'], ['b', 'y', 'z', 'p', '*']]],
])('%s has no tree that says the same', (_, rows) => {
  expect(treeOfRows(rows)).toBeUndefined()
})

test('whatever tree there is, it comes back out of its rows, and the server reads the same rows in it', () => {
  const names = fc.uniqueArray(fc.string({ unit: fc.constantFrom('a', 'b', 'c', '가', ' ', ';', '7') , minLength: 1, maxLength: 5 }), { minLength: 12, maxLength: 40 })
  fc.assert(fc.property(names, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), (words, wide, deep) => {
    // Groups within groups, by turns, until the names are used up.
    const left = [...words]
    const build = (depth: number): Map<string, unknown> => new Map(Array.from({ length: wide }, () => left.pop()).filter((name) => name !== undefined).map((name) => [name, depth === 1 ? left.splice(0, 2) : build(depth - 1)] as const).filter(([, inner]) => (inner instanceof Map ? inner.size > 0 : inner.length > 0)))
    const data = build(deep)
    if (data.size === 0) return
    const rows = readTreeRows(asRead(data), 'column')
    const tree = treeOfRows(rows)
    expect(tree).toBeDefined()
    const again = readTreeRows(asRead(treeData(tree ?? [])), 'column')
    expect(again.map((row) => row.join('|')).toSorted()).toEqual(rows.map((row) => row.join('|')).toSorted())
  }))
})
