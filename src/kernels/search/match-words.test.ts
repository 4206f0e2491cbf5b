import { expect, test } from 'vitest'
import type { DocumentFacts } from './documents.ts'
import { createMatcher } from './match-words.ts'
import { createPostings } from './postings.ts'
import type { Alternative } from './read-query.ts'

const any = (...terms: number[]): Alternative => ({ terms, meet: 'any', weight: 1 })
const all = (...terms: number[]): Alternative => ({ terms, meet: 'all', weight: 1 })

/** Terms by document, each with weight 1, or that behind the colon. */
function matcherOf(documents: readonly string[], { dead = [], hidden = [], words = [] }: { readonly dead?: readonly number[]; readonly hidden?: readonly number[]; readonly words?: readonly number[] } = {}) {
  const postings = createPostings()
  for (const [ordinal, terms] of documents.entries()) for (const term of terms.split(' ')) postings.append(Number(term.split(':')[0]), ordinal, Number(term.split(':')[1] ?? 1), ordinal % 2 === 0)
  const flags = (places: readonly number[]) => Uint8Array.from(documents, (_, ordinal) => (places.includes(ordinal) ? 1 : 0))
  const facts: DocumentFacts = { ordinals: documents.length, isDead: flags(dead), dead: dead.length, words: Uint32Array.from(documents, (_, ordinal) => words[ordinal] ?? 5), allWords: 5 * documents.length }
  const matcher = createMatcher(postings)
  const begin = () => matcher.begin(facts, flags([...dead, ...hidden]))
  begin()
  return { ...matcher, again: begin }
}

const found = (matcher: ReturnType<typeof matcherOf>) => { const { matches, words } = matcher.best(); return { words, matches: [...matches].toSorted() } }

test('those that have most of the words are best; each word may be had in any of its ways', () => {
  const matcher = matcherOf(['1 2', '1 3', '2 3', '4'])
  expect([matcher.addWord([any(1)]), matcher.addWord([any(9), any(2, 3)])]).toEqual([2, 3])
  expect(found(matcher)).toEqual({ words: 2, matches: [0, 1] })
  matcher.again()
  expect([matcher.addWord([any(4)]), matcher.addWord([])]).toEqual([1, 0])
  expect(found(matcher)).toEqual({ words: 1, matches: [3] })
})

test('where all terms must be met, those that lack one are not found', () => {
  const matcher = matcherOf(['1 2 3', '1 3', '2', '1 2', '1 2 3'])
  expect(matcher.addWord([all(1, 2, 3)])).toBe(2)
  expect(found(matcher).matches).toEqual([0, 4])
  expect(matcher.addWord([all(1, 9)])).toBe(0)
})

test('more weight, a rarer word and a shorter text score more', () => {
  const matcher = matcherOf(['1:8', '1:1', '1:1 2:1', '3'], { words: [5, 5, 50, 5] })
  matcher.addWord([any(1)])
  expect(matcher.scoreOf(0)).toBeGreaterThan(matcher.scoreOf(1))
  expect(matcher.scoreOf(1)).toBeGreaterThan(matcher.scoreOf(2))
  const common = matcher.scoreOf(1)
  matcher.again()
  matcher.addWord([any(3)])
  expect(matcher.scoreOf(3)).toBeGreaterThan(common)
  expect(matcher.scoreOf(0)).toBe(0)
})

test('the dead and the hidden are neither found nor shown; only the dead are not counted', () => {
  const matcher = matcherOf(['1', '1', '1', '1', '1'], { dead: [0], hidden: [2] })
  expect(matcher.addWord([any(1)])).toBe(3)
  expect(found(matcher).matches).toEqual([1, 3, 4])
  expect([matcher.frequencyOf(1), matcher.shownIn(1), matcher.frequencyOf(-1)]).toEqual([4, 1, 0])
})

test('dead documents change no score', () => {
  const scores = (matcher: ReturnType<typeof matcherOf>) => { matcher.addWord([any(1), all(1, 2)]); return [matcher.scoreOf(0), matcher.scoreOf(1)] }
  const withDead = createMatcherWithDead()
  expect(scores(withDead)).toEqual(scores(matcherOf(['1 2', '1'])))

  function createMatcherWithDead() {
    const postings = createPostings()
    for (const [ordinal, terms] of [[1, 2], [1], [1, 2]].entries()) for (const term of terms) postings.append(term, ordinal, 1, false)
    const matcher = createMatcher(postings)
    const facts = { ordinals: 3, isDead: Uint8Array.of(0, 0, 1), dead: 1, words: Uint32Array.of(5, 5, 99), allWords: 10 }
    matcher.begin(facts, facts.isDead)
    return { ...matcher, again: () => {} }
  }
})
