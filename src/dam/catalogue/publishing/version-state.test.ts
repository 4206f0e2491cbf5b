import fc from 'fast-check'
import { expect, test } from 'vitest'
import { VERSION_STATES, type VersionState } from '../datasets/dataset-answers.ts'
import { nextState, VERSION_EVENTS } from './version-state.ts'

const TABLE: readonly (readonly [VersionState, (typeof VERSION_EVENTS)[number], VersionState])[] = [
  ['draft', 'begin', 'running'],
  ['running', 'complete', 'evidence-complete'], ['running', 'fail', 'draft'],
  ['evidence-complete', 'begin', 'running'], ['evidence-complete', 'submit', 'submitted'],
  ['submitted', 'return', 'returned'], ['submitted', 'approve', 'published'],
  ['returned', 'begin', 'running'],
  ['published', 'withdraw', 'withdrawn'],
]

test('nextState() knows these transitions and no other', () => {
  const all = VERSION_STATES.flatMap((state) => VERSION_EVENTS.flatMap((event) => {
    const next = nextState(state, event)
    return next === undefined ? [] : [[state, event, next]]
  }))
  expect(all.toSorted()).toEqual(TABLE.map((row) => [...row]).toSorted())
})

test('10,000 random sequences of events reach declared states only, and leave a published version but by withdrawal', () => {
  let published = 0
  fc.assert(fc.property(fc.array(fc.constantFrom(...VERSION_EVENTS), { maxLength: 30 }), (events) => {
    const states: VersionState[] = ['draft']
    for (const event of events) {
      const next = nextState(states.at(-1) ?? 'draft', event)
      if (next !== undefined) states.push(next)
    }
    expect(states.filter((state) => !VERSION_STATES.includes(state))).toEqual([])
    const at = states.indexOf('published')
    if (at !== -1) published++
    expect(at === -1 ? [] : [states[at - 1], ...states.slice(at + 1)]).toEqual(at === -1 ? [] : ['submitted', ...states.slice(at + 1).map(() => 'withdrawn')])
  }), { numRuns: 10_000 })
  expect(published).toBeGreaterThan(0)
})
