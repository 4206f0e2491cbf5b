import { expect, test } from 'vitest'
import { createDocuments } from './documents.ts'
import { valuesAt } from './value-column.ts'

function filled() {
  const documents = createDocuments({ facets: ['access'], sorts: [{ name: 'newest', kind: 'number', direction: 'descending' }] })
  for (const [place, id] of ['b', 'a', 'c'].entries()) documents.append({ id, facets: { access: [`access-${place}`] }, sorts: { newest: id === 'c' ? 9 : 1 } }, { words: 10 * (place + 1), phrases: [`phrase-${id}`] })
  return documents
}

test('a removed document is dead, hands back its phrases once, and counts no longer', () => {
  const documents = filled()
  expect([documents.remove('a'), documents.remove('a'), documents.remove('never')]).toEqual([['phrase-a'], undefined, undefined])
  expect(documents.facts()).toMatchObject({ ordinals: 3, dead: 1, allWords: 40 })
  expect(documents.size).toBe(2)
  expect([...documents.seen(documents.hidden(new Set()))]).toEqual([0, 2])
})

test('excluded documents are hidden for that call alone; unknown ids hide nothing', () => {
  const documents = filled()
  documents.remove('b')
  expect([...documents.seen(documents.hidden(new Set(['c', 'never'])))]).toEqual([1])
  expect([...documents.seen(documents.hidden(undefined))]).toEqual([1, 2])
  expect([...documents.seen(documents.hidden(new Set(['a'])))]).toEqual([2])
})

test('an order goes by scores, then by the first sort, then by id; a sort can be changed alone', () => {
  const documents = filled()
  const sorted = (precedes: (left: number, right: number) => boolean) => [0, 1, 2].toSorted((left, right) => (precedes(left, right) ? -1 : 1)).map(documents.idOf)
  expect(sorted(documents.order({ sort: 'newest' }))).toEqual(['c', 'a', 'b'])
  expect(sorted(documents.order({ scoreOf: (ordinal) => (ordinal === 0 ? 5 : 1) }))).toEqual(['b', 'c', 'a'])
  documents.setSort('b', 'newest', 100)
  documents.setSort('never', 'newest', 100)
  expect(sorted(documents.order({ sort: 'newest' }))).toEqual(['b', 'c', 'a'])
  expect(sorted(documents.order({ sort: 'nothing known' }))).toEqual(['a', 'b', 'c'])
})

test('compacted() keeps what lives, numbered anew', () => {
  const documents = filled()
  documents.remove('b')
  const { kept, renumbered } = documents.compacted()
  expect([...renumbered]).toEqual([0, 1, 2])
  expect([kept.idOf(0), kept.idOf(1), kept.size]).toEqual(['a', 'c', 2])
  expect(valuesAt(kept.facet('access'), 1)).toEqual(['access-2'])
  expect(kept.facts()).toMatchObject({ ordinals: 2, dead: 0, allWords: 50 })
  expect(kept.order({ sort: 'newest' })(1, 0)).toBe(true)
  expect(kept.remove('c')).toEqual(['phrase-c'])
})
