import { expect, test } from 'vitest'
import { chooseShownValues } from './shown-values.ts'

const role = (guess: 'identifier' | 'text' | 'plain') => ({ guess, because: '', sure: true })
const values = [{ text: 'a', count: 9 }, { text: 'b', count: 4 }]
const column = { present: 13, distinct: 2, missing: 6 }

test('frequent values are shown, with the missing, and rare ones never', () => {
  expect(chooseShownValues(role('plain'), column, values)).toEqual([{ value: 'a', count: 9 }, { value: null, count: 6 }])
})

test.each([
  chooseShownValues(role('identifier'), column, values),
  chooseShownValues(role('text'), column, values),
  chooseShownValues(role('plain'), { present: 13, distinct: 12, missing: 0 }, values),
  chooseShownValues(role('plain'), { present: 8, distinct: 2, missing: 0 }, [{ text: 'a', count: 4 }, { text: 'b', count: 4 }]),
])('values that may tell persons are withheld: %j', (shown) => {
  expect(shown).toHaveProperty('withheld')
})
