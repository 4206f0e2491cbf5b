import { expect, test } from 'vitest'
import { isDropped, stepsOf } from './column-steps.ts'

test('stepsOf() fills in what the role means', () => {
  expect([stepsOf({ role: 'identifier' }), stepsOf({ role: 'text' }), stepsOf({ role: 'quasi-identifier' }), stepsOf({ role: 'sensitive' }), stepsOf({ role: 'plain', do: { round: 5 } })])
    .toEqual([['drop'], ['drop'], ['generalise'], ['keep'], [{ round: 5 }]])
})

test('isDropped() is what its steps say', () => {
  expect([isDropped({ role: 'identifier' }), isDropped({ role: 'identifier', do: 'pseudonym' }), isDropped({ role: 'text' }), isDropped({ role: 'plain', do: ['drop'] }), isDropped({ role: 'sensitive' })]).toEqual([true, false, true, true, false])
})
