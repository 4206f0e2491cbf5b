import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ageOn } from '../calendar-day.ts'
import { seededRandom } from '../seeded-random.ts'
import { CLOSING_DAY, drawApplications } from './applications.ts'
import { COLUMNS, FAULTS, makeJobApplications } from './make-data.ts'
import { SCHOOLS, UNKNOWN_SCHOOL } from './region.ts'

const applications = drawApplications(6000, seededRandom(4))

test('the same seed gives the same lines, another seed others', () => {
  const lines = (seed: number) => [...makeJobApplications({ rows: 300, seed })]
  expect(lines(1)).toEqual(lines(1))
  expect(lines(2)).not.toEqual(lines(1))
})

test('there is a header and a line for every application, with the planted faults and no more', () => {
  const [header, ...lines] = makeJobApplications({ rows: 1200, seed: 3 })
  expect(header).toBe(`${COLUMNS.join(',')}\n`)
  expect(lines).toHaveLength(1200)
  expect(lines.filter((line) => line.includes(',999,'))).toHaveLength(Math.floor(1200 / FAULTS.impossibleTest))
  expect(lines.filter((line) => line.includes(UNKNOWN_SCHOOL))).toHaveLength(1200 / FAULTS.unknownSchool)
})

test('the list of schools beside the recipe holds every school but the unknown one', () => {
  const [, ...listed] = readFileSync(join(import.meta.dirname, 'schools.csv'), 'utf8').trimEnd().split('\n')
  expect(listed).toEqual(SCHOOLS.map(({ name }) => name))
  expect(listed).not.toContain(UNKNOWN_SCHOOL)
})

test('everybody is as old as the age band says, and has worked no longer than since 19', () => {
  for (const { band, birth, experienceYears } of applications) {
    const age = ageOn(CLOSING_DAY, birth)
    expect(age).toBeGreaterThanOrEqual(band.from)
    expect(age).toBeLessThanOrEqual(band.to)
    expect(experienceYears).toBeLessThanOrEqual(age - 19)
  }
})

test('scores do not depend on the group: only the invitation does', () => {
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length
  const marksOf = (isWanted: (application: (typeof applications)[number]) => boolean) => mean(applications.filter(isWanted).map(({ test: mark }) => mark))
  const older = marksOf(({ sex, band }) => sex === '여' && band.from === 40)
  expect(Math.abs(older - marksOf(() => true))).toBeLessThan(1.5)
})

test('the model passes whom it gives more than a half, and its scores mean what they say', () => {
  const usual = applications.filter(({ hasDisability }) => !hasDisability)
  for (const { score, isPassed } of usual) expect(score >= 0.5).toBe(isPassed)
  for (const isPassed of [true, false]) {
    const side = usual.filter((application) => application.isPassed === isPassed)
    const rate = side.filter(({ isInvited }) => isInvited).length / side.length
    expect(Math.abs(side.reduce((sum, { score }) => sum + score, 0) / side.length - rate)).toBeLessThan(0.03)
  }
})
