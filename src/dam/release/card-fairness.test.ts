import { expect, test } from 'vitest'
import { FairnessReport } from '#dam/dataset/fairness-report.ts'
import { cardFairness } from './card-fairness.ts'
import { FAIRNESS } from './release.fixture.ts'

test('cardFairness() names who is thin and whose outcomes lie farthest apart, in both languages', () => {
  expect(FairnessReport.parse(FAIRNESS)).toEqual(FAIRNESS)
  expect(cardFairness(FAIRNESS, 'en')).toContain('Thinner than in the population: sex = F (25 %, population 50 %).')
  expect(cardFairness(FAIRNESS, 'ko')).toContain('인구보다 모자란 집단: sex = F (25 %, 인구 50 %).')
  expect(cardFairness(FAIRNESS, 'en').join('\n')).toMatch(/\(invited = yes\) is lowest for sex = F and highest for sex = .*, 25 percentage points apart\./)
  expect(cardFairness(FAIRNESS, 'ko').join('\n')).toMatch(/sex = F에서 가장 낮고 .*에서 가장 높으며 25%p 차이입니다/)
})

test('only findings that failed are listed, and a hostile value of a group stays words', () => {
  const body = cardFairness(FAIRNESS, 'en').join('\n')
  expect(body).toContain('- Women are invited less')
  expect(body).not.toContain('A hint')
  expect(body).toContain('&lt;script&gt;')
  expect(body).not.toContain('<script>')
})

test('without a population nobody is called thin, and none is said to be missing', () => {
  const { reference: _, ...rest } = FAIRNESS
  expect(cardFairness({ ...rest, crossings: [] }, 'en').join('\n')).not.toMatch(/thinner|apart/i)
})

test('more thin groups than are named are counted', () => {
  const [crossing] = FAIRNESS.crossings
  const thin = crossing?.cells.filter(({ reference }) => reference?.verdict === 'thin') ?? []
  const cells = Array.from({ length: 7 }, (_, place) => thin.map((cell) => ({ ...cell, cell: [{ column: 'sex', value: `group ${place}` }] }))).flat()
  const body = cardFairness({ ...FAIRNESS, crossings: [{ by: ['sex'], cells, labelGap: null }] }, 'en').join('\n')
  expect(body).toContain('group 4 (25 %, population 50 %); and 2 more.')
})
