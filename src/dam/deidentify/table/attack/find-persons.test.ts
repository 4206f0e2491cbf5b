import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawRows } from './draw-rows.ts'
import { inferValues, linkPersons, suspectClasses } from './find-persons.ts'
import { growLabelTree } from './label-tree.ts'
import { makeColumn, makeRelease } from './split-rows.fixture.ts'

const COLUMN = makeColumn([0, 1, 2], [0, 0, 0])
const entry = fc.record({ place: fc.integer({ min: -1, max: 2 }), count: fc.integer({ min: 0, max: 6 }), value: fc.integer({ min: 0, max: 4 }) })

test('for any table without overlapping classes, linkage finds one row a class and inference the commonest value of each', () => {
  fc.assert(fc.property(fc.array(entry, { minLength: 1, maxLength: 40 }), (entries) => {
    const { frequencies, recoded } = makeRelease([COLUMN], [[[0, 0]], [[0, 1]], [[0, 2]]], entries.map((one) => ({ ...one, leaves: [Math.max(0, one.place)] })))
    const drawn = drawRows(frequencies, recoded, Infinity, 1)
    const search = { frequencies, recoded, drawn, classOf: recoded.classOf, suspected: suspectClasses(frequencies, recoded, drawn, [growLabelTree(COLUMN)], false) }
    expect(linkPersons(search).successes).toBeCloseTo(recoded.rows.filter((rows) => rows > 0).length, 9)
    const values = frequencies.sensitive?.[0] ?? new Uint8Array(entries.length)
    const countOf = (place: number, value: number) => entries.reduce((sum, one) => sum + (one.place === place && one.value === value ? one.count : 0), 0)
    const most = [0, 1, 2].map((place) => Math.max(...[0, 1, 2, 3, 4].map((value) => countOf(place, value))))
    expect(inferValues(search, values, values)).toMatchObject({
      attempts: recoded.rows.reduce((sum, rows) => sum + rows, 0), successes: most.reduce((sum, rows) => sum + rows, 0),
      certain: most.reduce((sum, rows, place) => sum + (rows === recoded.rows[place] ? rows : 0), 0),
    })
  }))
})

test('where persons are counted, one of the persons of the class is named', () => {
  const { frequencies, recoded } = makeRelease([COLUMN], [[[0, 0]]], [{ leaves: [0], place: 0, count: 6 }])
  const drawn = drawRows(frequencies, recoded, Infinity, 1)
  expect(linkPersons({ frequencies, recoded: { ...recoded, sizes: Uint32Array.of(2) }, drawn, classOf: recoded.classOf, suspected: Int32Array.of(0) })).toEqual({ attempts: 6, certain: 0, successes: 3, byChance: 1 })
})
