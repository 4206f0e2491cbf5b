import { expect, test } from 'vitest'
import { proposeQuestions } from './propose-questions.ts'

const column = (name: string, type: string, distinct: number | null) => ({ name, type, distinct, role: null, missingShare: 0, description: {} })

test('questions count groups and averages where the columns have them', () => {
  const questions = proposeQuestions([column('code', 'integer', 400), column('성별 "x"', 'text', 2), column('cost', 'decimal', 300)])
  expect(questions.map(({ kind }) => kind)).toEqual(['groups', 'averages', 'rows'])
  expect(questions[0]?.sql).toContain('select "성별 ""x""", count(*)')
  expect(questions[1]?.sql).toContain('avg("code")')
})

test('where nothing groups, the rows can be asked for', () => {
  expect(proposeQuestions([column('text', 'text', 900)]).map(({ kind }) => kind)).toEqual(['rows'])
  expect(proposeQuestions([]).map(({ kind }) => kind)).toEqual(['rows'])
})
