import { expect, test } from 'vitest'
import { ageOn, calendarDay } from '../calendar-day.ts'
import { drawPatient, readmissionChance } from './patients.ts'
import { seededRandom } from '../seeded-random.ts'

const DAY = calendarDay('2024-07-01')
const random = seededRandom(9)
const patients = Array.from({ length: 3000 }, (_, place) => drawPatient(place, DAY, random))

test('everybody is between 0 and 104 years old on the first day', () => {
  const ages = patients.map(({ birth }) => ageOn(DAY, birth))
  expect(Math.min(...ages)).toBe(0)
  expect(Math.max(...ages)).toBeLessThanOrEqual(105)
})

test('most people go to the hospital of their district', () => {
  const near = patients.filter(({ hospital, quarter }) => hospital.district === ['가람구', '나래구', '다솜구'][Number(quarter.postcode[2]) - 1])
  expect(near.length / patients.length).toBeGreaterThan(0.6)
})

test('the digit for century and sex fits the patient, though the day does not exist', () => {
  for (const { registration, birth, sex } of patients) {
    expect(registration.slice(2, 6)).toBe('0230')
    const isOfOurCentury = birth >= calendarDay('2000-01-01')
    expect(registration[7]).toBe(String((isOfOurCentury ? 3 : 1) + (sex === '남' ? 0 : 1)))
  }
})

test('at the same age, people on medical aid come back 1.6 times as often', () => {
  const [any] = patients
  if (!any) throw new Error('there are patients')
  expect(readmissionChance({ ...any, insurance: '의료급여' }, 70)).toBeCloseTo(1.6 * readmissionChance({ ...any, insurance: '건강보험' }, 70))
})
