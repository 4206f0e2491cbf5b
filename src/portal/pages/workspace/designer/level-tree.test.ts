import fc from 'fast-check'
import { expect, test } from 'vitest'
import { labelDates } from '#dam/deidentify/table/date-labels.ts'
import { labelFrequencies } from '#dam/deidentify/table/frequency-labels.ts'
import { labelIntervals } from '#dam/deidentify/table/interval-labels.ts'
import { labelPrefixes } from '#dam/deidentify/table/prefix-labels.ts'
import { labelsOf, levelTree, type LevelNode } from './level-tree.ts'
import type { TreeNode } from './value-tree.ts'

const leaves = (texts: string[], numbers: (number | null)[], rows = texts.map(() => 1)) => ({ texts, numbers, rows, firstRows: texts.map(() => 0) })
const none = new Map<string, number>()

test('the labels of intervals are those that the release will have', () => {
  fc.assert(fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 1, max: 50 }), fc.integer({ min: -20, max: 20 }), (value, width, from) => {
    const widths = [width, width * 2, width * 6]
    const released = labelIntervals(leaves([String(value)], [value]), { widths, from, isWhole: true })
    expect(labelsOf({ kind: 'intervals', numbers: widths, from }, String(value), none)).toEqual(released.above[0])
  }))
})

test('the labels of dates are those that the release will have', () => {
  const steps = ['day', 'month', 'quarter', 'year', '2-years', '5-years', '10-years', '20-years'] as const
  fc.assert(fc.property(fc.integer({ min: -300_000, max: 300_000 }), (day) => {
    const text = new Date(day * 86_400_000).toISOString().slice(0, 10)
    expect(labelsOf({ kind: 'date', steps }, text, none)).toEqual(labelDates(leaves([text], [day]), steps).above[0])
  }))
})

test('the labels of prefixes and of frequent values are those that the release will have', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
    expect(labelsOf({ kind: 'prefix', numbers: [3, 2] }, text, none)).toEqual(labelPrefixes(leaves([text], [null]), [3, 2]).above[0])
  }))
  const released = labelFrequencies(leaves(['a', 'b', 'c'], [null, null, null], [3, 9, 1]), [2, 1])
  const ranks = new Map([['b', 0], ['a', 1], ['c', 2]])
  expect(['a', 'b', 'c'].map((text) => labelsOf({ kind: 'frequency', numbers: [2, 1] }, text, ranks))).toEqual(released.above)
})

test('a value of a tree has the names above it, from the narrowest on', () => {
  const tree: TreeNode[] = [{ kind: 'branch', name: 'Asia', inner: [{ kind: 'branch', name: 'East', inner: [{ kind: 'leaf', value: 'KR' }, { kind: 'leaf', value: 7 }] }] }]
  expect(labelsOf({ kind: 'tree', tree }, '7', none)).toEqual(['East', 'Asia'])
  expect(labelsOf({ kind: 'tree', tree }, 'FR', none)).toBeUndefined()
})

test('the tree counts under each label what falls under it, and loses no row', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.oneof(fc.integer({ min: 0, max: 99 }).map(String), fc.constant('unknown')), fc.integer({ min: 1, max: 9 })), { maxLength: 30 }), (counted) => {
    const values = [...new Map(counted)].map(([value, count]) => ({ value, count }))
    const tree = levelTree({ kind: 'intervals', numbers: [5, 10], from: null }, values)
    const sound = (node: LevelNode): boolean => node.inner.length === 0 || (node.inner.reduce((sum, { count }) => sum + count, 0) === node.count && node.inner.every((inner) => inner.level < node.level && sound(inner)))
    expect(tree.count).toBe(values.reduce((sum, { count }) => sum + count, 0))
    expect(sound(tree)).toBe(true)
  }))
})

test('intervals stand in the order of their numbers, with their values below them', () => {
  const tree = levelTree({ kind: 'intervals', numbers: [5, 10], from: null }, [{ value: '12', count: 2 }, { value: '3', count: 1 }, { value: '17', count: 4 }])
  expect(tree.inner.map(({ label, level, count }) => [label, level, count])).toEqual([['[0, 10)', 2, 1], ['[10, 20)', 2, 6]])
  expect(tree.inner[1]?.inner.map(({ label, inner }) => [label, inner.map((value) => value.label)])).toEqual([['[10, 15)', ['12']], ['[15, 20)', ['17']]])
})

test('the rows of a file cut the values like any other hierarchy; a value that has no row stands right below *', () => {
  const rows = new Map([['KR', ['East', 'Asia']], ['JP', ['East', 'Asia']], ['FR', ['West', 'Europe']]])
  const tree = levelTree({ kind: 'rows', rows }, [{ value: 'KR', count: 5 }, { value: 'FR', count: 3 }, { value: 'XX', count: 1 }])
  expect([tree.level, tree.count, tree.inner.map(({ label, count, level }) => [label, count, level])]).toEqual([3, 9, [['Asia', 5, 2], ['Europe', 3, 2], ['XX', 1, 0]]])
})
