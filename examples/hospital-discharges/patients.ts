import { type CalendarDay, isoDate } from '../calendar-day.ts'
import { drawName, drawTelephone } from '../invented-names.ts'
import type { SeededRandom } from '../seeded-random.ts'
import { ageBandOf, PLAN_CELLS, type PlanCell, type Sex } from './age-bands.ts'
import { DISTRICTS, HOSPITALS, type Hospital, type Quarter } from './city.ts'

/** Somebody who was never born. */
export interface Patient {
  /** Such as SR-0000123. */
  readonly number: string
  readonly name: string
  /** Of the form of a resident registration number, of somebody born on 30 February. */
  readonly registration: string
  readonly birth: CalendarDay
  readonly sex: Sex
  readonly quarter: Quarter
  readonly hospital: Hospital
  readonly insurance: Insurance
  /** Ends in four digits after 010-0000, which no operator gives out. */
  readonly telephone: string
}

export const INSURANCES = ['건강보험', '의료급여', '자동차보험', '산재보험', ''] as const
/** Who pays; empty where nobody wrote it down. */
export type Insurance = (typeof INSURANCES)[number]

/** Chance that a stay is followed by another one after more than 30 days, 0 to 1. */
export const LATER_STAY = 0.1

/** Draws somebody whose first stay begins on a day. */
export function drawPatient(place: number, firstDay: CalendarDay, random: SeededRandom): Patient {
  const { sex, band } = random.weighted(PLAN_CELLS, patientsOf)
  const birth = firstDay - Math.floor(365.2425 * (drawAge(band.from, random) + 0.001 + 0.998 * random.share()))
  const district = random.weighted(DISTRICTS, ({ quarters }) => quarters.length)
  return {
    number: `SR-${String(place).padStart(7, '0')}`,
    name: drawName(random),
    registration: registrationOf(birth, sex, random),
    birth,
    sex,
    quarter: random.weighted(district.quarters, ({ weight }) => weight),
    hospital: random.weighted(HOSPITALS, (hospital) => hospital.weight * (hospital.district === district.name ? 8 : 1)),
    insurance: drawInsurance(band.from, random),
    telephone: drawTelephone(random),
  }
}

/** A cell's patients against the others': those who come back more often give more rows each. */
function patientsOf({ made, band }: PlanCell): number {
  return made * (1 - band.readmission) * (1 - LATER_STAY * (1 - band.readmission))
}

/** Years within a band: many small children, many in their thirties, fewer and fewer beyond 80. */
function drawAge(from: number, random: SeededRandom): number {
  const share = random.share()
  if (from === 0) return Math.floor(20 * share ** 2)
  if (from === 80) return Math.min(104, 80 + Math.floor(-6 * Math.log(1 - share)))
  return from + Math.floor(20 * (from === 20 ? share ** 0.7 : share))
}

/** Medical aid, for people with little money, is commoner in old age; work accidents need work. */
function drawInsurance(from: number, random: SeededRandom): Insurance {
  const isWorking = from === 20 || from === 40
  const weights = [90, from >= 60 ? 9 : 5, 2.5, isWorking ? 2 : 0, 0.8]
  return random.weighted(INSURANCES, (insurance) => weights[INSURANCES.indexOf(insurance)] ?? 0)
}

function registrationOf(birth: CalendarDay, sex: Sex, random: SeededRandom): string {
  const date = isoDate(birth)
  const century = date < '1900' ? 9 : date < '2000' ? 1 : 3
  const first = (century + (sex === '남' ? 0 : 1)) % 10
  return `${date.slice(2, 4)}0230-${first}${String(random.whole(0, 999_999)).padStart(6, '0')}`
}

/** The chance that a stay of this patient at this age is followed by another within 30 days, 0 to 1. */
export function readmissionChance(patient: Patient, age: number): number {
  // Planted for the fairness audit: at the same age, people on medical aid come back more often.
  return ageBandOf(age).readmission * (patient.insurance === '의료급여' ? 1.6 : 1)
}
