import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countFacets } from './count-facets.ts'
import { createValueColumn } from './value-column.ts'

const VALUES = ['a', 'b', 'c']
const document = fc.array(fc.subarray(VALUES), { minLength: 3, maxLength: 3 })
const chosen = fc.array(fc.subarray([...VALUES, 'nobody']), { minLength: 3, maxLength: 3 })

test('countFacets() counts what counting one by one counts: any value within a facet, all facets, its own choice left aside', () => {
  fc.assert(fc.property(fc.array(document), fc.array(fc.boolean()), chosen, (documents, seen, chosen) => {
    const columns = VALUES.map((_, facet) => {
      const column = createValueColumn()
      for (const values of documents) column.append(values[facet] ?? [])
      return column
    })
    const matches = documents.flatMap((_, ordinal) => (seen[ordinal] === false ? [] : [ordinal]))
    const passes = (ordinal: number, facet: number) => chosen[facet]?.length === 0 || chosen[facet]?.some((value) => documents[ordinal]?.[facet]?.includes(value)) === true
    const { passed, counts } = countFacets(Uint32Array.from(matches), columns.map((column, facet) => ({ column, chosen: chosen[facet] ?? [] })), { most: 100 })
    expect([...passed]).toEqual(matches.filter((ordinal) => columns.every((_, facet) => passes(ordinal, facet))))
    for (const [facet, told] of counts.entries()) {
      const among = matches.filter((ordinal) => columns.every((_, other) => other === facet || passes(ordinal, other)))
      for (const value of [...VALUES, 'nobody']) expect(told.find((one) => one.value === value)?.count ?? 0).toBe(among.filter((ordinal) => documents[ordinal]?.[facet]?.includes(value)).length)
      expect(told.filter(({ count }) => count === 0).map(({ value }) => value).every((value) => chosen[facet]?.includes(value))).toBe(true)
    }
  }))
})

test('countFacets() tells the most frequent first, only so many, and those chosen in any case', () => {
  const column = createValueColumn()
  for (const value of ['b', 'a', 'c', 'c', 'd']) column.append([value])
  const { counts } = countFacets(Uint32Array.of(0, 1, 2, 3, 4), [{ column, chosen: ['d', 'nobody'] }], { most: 2 })
  expect(counts).toEqual([[{ value: 'c', count: 2 }, { value: 'a', count: 1 }, { value: 'd', count: 1 }, { value: 'nobody', count: 0 }]])
})
