import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { seededRandom } from '../seeded-random.ts'
import { drawCases } from './cases.ts'
import { COLUMNS, FAULTS, makeCourtCases } from './make-data.ts'
import { PEOPLE_SHARES, PEOPLES } from './planted-unfairness.ts'
import { OFFENCES } from './region.ts'

const cases = drawCases(4000, seededRandom(8))
const beside = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8').trimEnd().split('\n')

test('the same seed gives the same lines, another seed others', () => {
  const lines = (seed: number) => [...makeCourtCases({ rows: 300, seed })]
  expect(lines(1)).toEqual(lines(1))
  expect(lines(2)).not.toEqual(lines(1))
})

test('there is a header and a line for every case, in the order of the charges, with the planted faults and no more', () => {
  const [header, ...lines] = makeCourtCases({ rows: 1200, seed: 3 })
  expect(header).toBe(`${COLUMNS.join(',')}\n`)
  expect(lines).toHaveLength(1200)
  expect(lines.filter((line) => line.includes(',999,'))).toHaveLength(Math.floor(1200 / FAULTS.impossibleSentence))
  const days = lines.map((line) => line.split(',')[COLUMNS.indexOf('기소일')] ?? '')
  expect(days).toEqual(days.toSorted())
})

test('the population and the offences beside the recipe are those that the data is drawn from', () => {
  expect(beside('population.csv')).toEqual(['출신,share', ...PEOPLES.map((people) => `${people},${PEOPLE_SHARES[people]}`)])
  expect(beside('offence-groups.csv')).toEqual(OFFENCES.map(({ name, group }) => `${name};${group};*`))
})

test('a defendant may have several cases: each with one conviction more, after the one before, and only after a further offence', () => {
  const ofDefendants = [...Map.groupBy(cases, ({ defendant }) => defendant.number).values()]
  expect(ofDefendants.filter((own) => own.length > 1).length).toBeGreaterThan(300)
  for (const own of ofDefendants) {
    for (const [place, later] of own.slice(1).entries()) {
      const before = own[place]
      expect(before?.hasReoffended).toBe(true)
      expect(later.charged).toBeGreaterThan(before?.charged ?? Infinity)
      expect(later.priorConvictions).toBe((before?.priorConvictions ?? 0) + 1)
    }
  }
})

test('all peoples offend again as often: only the score tells them apart', () => {
  const of = (people: string) => cases.filter(({ defendant }) => defendant.people === people)
  const share = (own: typeof cases, isWanted: (one: (typeof cases)[number]) => boolean) => own.filter(isWanted).length / own.length
  const [harmed, others] = [of('누리계'), of('새론계')]
  expect(Math.abs(share(harmed, ({ hasReoffended }) => hasReoffended) - share(others, ({ hasReoffended }) => hasReoffended))).toBeLessThan(0.05)
  expect(share(harmed, ({ isLowRisk }) => !isLowRisk)).toBeGreaterThan(1.6 * share(others, ({ isLowRisk }) => !isLowRisk))
})
