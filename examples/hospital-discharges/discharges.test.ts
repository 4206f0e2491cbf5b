import { expect, test } from 'vitest'
import { drawDischarges } from './discharges.ts'
import { seededRandom } from '../seeded-random.ts'

const discharges = drawDischarges(4000, seededRandom(5))

test('there are as many stays as were asked for, some of them of the same patient', () => {
  expect(discharges).toHaveLength(4000)
  const patients = new Set(discharges.map(({ patient }) => patient.number))
  expect(patients.size).toBeGreaterThan(3000)
  expect(patients.size).toBeLessThan(3800)
})

test('no patient is in hospital twice at a time', () => {
  const ofPatients = [...Map.groupBy(discharges, ({ patient }) => patient.number).values()]
  const overlapping = ofPatients.filter((stays) => stays.some((stay) =>
    stays.some((other) => other !== stay && stay.admitted <= other.admitted && other.admitted <= stay.admitted + stay.stayDays)))
  expect(overlapping).toEqual([])
})

test('old people come back more often, and stay longer', () => {
  const share = (stays: typeof discharges) => stays.filter(({ readmitted }) => readmitted).length / stays.length
  const days = (stays: typeof discharges) => stays.reduce((sum, { stayDays }) => sum + stayDays, 0) / stays.length
  const old = discharges.filter(({ age }) => age >= 80)
  const young = discharges.filter(({ age }) => age < 40)
  expect(share(old)).toBeGreaterThan(2 * share(young))
  expect(days(old)).toBeGreaterThan(1.5 * days(young))
})

test('diagnoses keep to the sex and the age that they belong to', () => {
  for (const { diagnosis, patient } of discharges) expect(diagnosis.only ?? patient.sex).toBe(patient.sex)
  expect(discharges.some(({ diagnosis, age }) => diagnosis.code === 'O80' && (age < 10 || age >= 60))).toBe(false)
})

test('the flu comes in winter', () => {
  const flu = discharges.filter(({ diagnosis }) => diagnosis.code === 'J10.1')
  const inWinter = flu.filter(({ admitted }) => [12, 1, 2].includes(new Date(admitted * 86_400_000).getUTCMonth() + 1))
  expect(inWinter.length / flu.length).toBeGreaterThan(0.4)
})
