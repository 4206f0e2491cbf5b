import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type LabelTree, partDomain } from './part-domain.ts'

/** Labels 0 (all), 1 and 2 (halves), 3 to 6 (quarters): of 1 come 3 and 4, of 2 come 5 and 6. */
const PARENTS = [0, 0, 0, 1, 1, 2, 2]
const DEPTHS = Uint8Array.from([0, 1, 1, 2, 2, 2, 2])
const TREE: LabelTree = { deepest: 2, depths: DEPTHS, ways: Int32Array.from(PARENTS.flatMap((parent, label) => [0, DEPTHS[label] === 2 ? parent : label, label])) }
const columnsOf = (classes: readonly (readonly number[])[]) => [0, 1].map((column) => Int32Array.from(classes, (one) => one[column] ?? 0))
const part = (classes: readonly (readonly number[])[]) => partDomain(columnsOf(classes), [TREE, TREE])

test.each([
  { what: 'one class of everything', classes: [[0, 0]], stuck: 0 },
  { what: 'halves, one of them in quarters by the other column', classes: [[1, 0], [2, 3], [2, 4], [2, 2]], stuck: 0 },
  { what: 'the same class twice', classes: [[1, 0], [1, 0], [2, 0]], stuck: 1 },
  { what: 'a class within another', classes: [[1, 0], [3, 0], [2, 0]], stuck: 1 },
  { what: 'classes that cross', classes: [[1, 0], [0, 1]], stuck: 1 },
])('partDomain() of $what', ({ classes, stuck }) => {
  expect(part(classes)).toHaveLength(stuck)
})

test('partDomain() of five classes that are apart, two by two, but come of no split', () => {
  const classes = [[1, 2, 0], [0, 1, 2], [2, 0, 1], [1, 1, 1], [2, 2, 2]]
  expect(partDomain([0, 1, 2].map((column) => Int32Array.from(classes, (one) => one[column] ?? 0)), [TREE, TREE, TREE])).toHaveLength(1)
})

/** A random partition by splits. */
const partition = fc.array(fc.tuple(fc.nat(), fc.nat(1)), { maxLength: 12 }).map((steps) => {
  const classes: number[][] = [[0, 0]]
  for (const [place, column] of steps) {
    const at = place % classes.length
    const whole = classes[at] ?? []
    const parts = PARENTS.flatMap((parent, label) => (label > 0 && parent === whole[column] ? [label] : []))
    if (parts.length > 0) classes.splice(at, 1, ...parts.map((label) => whole.map((own, index) => (index === column ? label : own))))
  }
  return classes
})

test('whatever splits made is parted, and is not once a class stands twice', () => {
  fc.assert(fc.property(partition, fc.nat(), (classes, place) => {
    expect(part(classes)).toEqual([])
    expect(part([...classes, classes[place % classes.length] ?? []])).toHaveLength(1)
  }))
})

test('whatever is parted is apart in some column, two by two', () => {
  const within = (one: number, other: number): boolean => one === other || (one > 0 && within(PARENTS[one] ?? 0, other))
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { minLength: 2, maxLength: 5 }), (classes) => {
    if (part(classes).length > 0) return
    classes.forEach((one, place) => classes.slice(place + 1).forEach((other) => {
      expect([0, 1].some((column) => !within(one[column] ?? 0, other[column] ?? 0) && !within(other[column] ?? 0, one[column] ?? 0))).toBe(true)
    }))
  }))
})
