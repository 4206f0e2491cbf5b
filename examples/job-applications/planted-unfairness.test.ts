import { expect, test } from 'vitest'
import { AGE_BANDS, careerGapChance, invitationChance, missingInterviewChance, screeningRates, SEXES, type Standing } from './planted-unfairness.ts'

const STANDINGS = SEXES.flatMap((sex) => AGE_BANDS.flatMap((band) => [false, true].map((hasDisability): Standing => ({ sex, band, hasDisability }))))
const nameOf = ({ sex, band, hasDisability }: Standing) => `${sex} ${band.label}${hasDisability ? ' 장애' : ''}`

test('the shares of the age bands of each sex add up to all', () => {
  for (const sex of SEXES) expect(AGE_BANDS.reduce((sum, { shares }) => sum + shares[sex], 0)).toBeCloseTo(1)
})

test('at equal scores women of 40 and over are invited far less, and nobody else', () => {
  const scores = { test: 65, interview: 65 }
  const usual = invitationChance({ sex: '남', band: AGE_BANDS[0] ?? never(), hasDisability: false }, scores)
  const less = STANDINGS.filter((standing) => invitationChance(standing, scores) !== usual)
  expect(less.map(nameOf)).toEqual(['여 40세 이상', '여 40세 이상 장애'])
  for (const standing of less) expect(invitationChance(standing, scores)).toBeLessThan(usual / 4)
})

test('better scores make an invitation likelier for everybody', () => {
  for (const standing of STANDINGS) expect(invitationChance(standing, { test: 80, interview: 65 })).toBeGreaterThan(invitationChance(standing, { test: 65, interview: 65 }))
})

test('the screening model finds fewer of those under 30 with a disability, and of nobody else', () => {
  expect(STANDINGS.filter((standing) => screeningRates(standing).invited < 0.9).map(nameOf)).toEqual(['남 29세 이하 장애', '여 29세 이하 장애'])
})

test('an interview without a score follows from a disability alone, a career gap from the sex alone', () => {
  for (const standing of STANDINGS) {
    expect(missingInterviewChance(standing)).toBe(standing.hasDisability ? 0.22 : 0.04)
    expect(careerGapChance(standing)).toBe(standing.sex === '여' ? 0.62 : 0.07)
  }
})

function never(): never {
  throw new Error('there are age bands')
}
