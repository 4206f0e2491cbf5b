import { expect, test } from 'vitest'
import { madeChoice, madeTried } from './outcome.fixture.ts'
import { attackOf, choiceInWords, tellChoices } from './tell-choices.ts'

const worstGroup = { cell: [{ column: 'sex', value: 'F' }], rows: 100, suppressed: 4, loss: 0.3, worstIn: 'suppressed' as const, times: 2 }

function told(...choices: ReturnType<typeof madeChoice>[]) {
  const { head, rows, reasons } = tellChoices({ metric: 'loss', choices })
  return { rows: rows.map(({ cells }) => Object.fromEntries(head.map(({ words }, place) => [words, cells[place]]))), reasons }
}

test('tellChoices() tells every figure of a choice', () => {
  const { rows, reasons } = told(madeChoice({ isOwn: true, isOnFront: true, outcome: madeTried({ worstGroup }) }))
  expect(rows).toEqual([{
    '': '* own', recoding: 'global', k: '5', loss: '0.2500', suppressed: '2.00 %', classes: '20', 'mean size': '9.8', 'highest risk': '20.00 %',
    'best attack': 'linkage', success: '30.00 %', 'by chance': '10.00 %', groups: 'kept', 'worst group': 'sex = F: suppressed 4.00 %, 2.00 × the whole', seconds: '1.0',
  }])
  expect(reasons).toEqual([])
})

test('tellChoices() names each reason once, by its number, and a broken promise about groups by its worst group', () => {
  const { outcome: _, ...impossible } = madeChoice({ k: 100, because: 'no k of 100' })
  const { rows, reasons } = told(impossible, { ...impossible, recoding: 'free-local' }, madeChoice({ because: 'long figures', outcome: madeTried({ parity: 'broken', worstGroup }) }))
  expect(reasons).toEqual(['no k of 100'])
  expect(rows.map((row) => row['groups'])).toEqual(['no release (1)', 'no release (1)', 'broken'])
  expect(rows[0]).toMatchObject({ k: '100', loss: '', 'best attack': '' })
})

test('tellChoices() adds the metric of the recipe, and leaves out what no choice has', () => {
  const words = (metric: 'loss' | 'entropy') => tellChoices({ metric, choices: [madeChoice({ outcome: madeTried({ parity: 'no-groups' }) })] }).head.map((column) => column.words)
  expect(words('entropy')).toContain('entropy')
  expect(words('loss')).not.toContain('entropy')
  expect(words('loss')).not.toContain('groups')
})

test('choiceInWords() and attackOf() tell a choice and its best attack beyond chance', () => {
  expect(choiceInWords(madeChoice())).toBe('k 5, global')
  expect(attackOf(madeChoice())).toBeCloseTo(0.2, 12)
  expect(attackOf({})).toBeUndefined()
})
