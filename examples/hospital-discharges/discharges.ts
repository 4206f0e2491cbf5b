import { AGE_BANDS, ageBandOf } from './age-bands.ts'
import { ageOn, type CalendarDay, calendarDay, monthOf } from '../calendar-day.ts'
import { DIAGNOSES, type Diagnosis } from './diagnoses.ts'
import { drawPatient, LATER_STAY, type Patient, readmissionChance } from './patients.ts'
import type { SeededRandom } from '../seeded-random.ts'

/** One stay in hospital. */
export interface Discharge {
  readonly patient: Patient
  readonly admitted: CalendarDay
  /** Years at admission. */
  readonly age: number
  readonly diagnosis: Diagnosis
  readonly stayDays: number
  readonly amountWon: number
  /** Whether the patient came back within 30 days of leaving. */
  readonly readmitted: boolean
  readonly note: string
}

const FIRST_DAY = calendarDay('2024-01-01')
const LAST_DAY = calendarDay('2025-12-31')

/** Draws stays, those of one patient after another, until there are enough. */
export function drawDischarges(count: number, random: SeededRandom): Discharge[] {
  const discharges: Discharge[] = []
  for (let place = 1; discharges.length < count; place++) {
    const firstDay = drawFirstDay(random)
    const patient = drawPatient(place, firstDay, random)
    discharges.push(...staysOf(patient, firstDay, random).slice(0, count - discharges.length))
  }
  return discharges
}

/** Stays of one patient: some come back within 30 days, some later, none twice on one day. */
function staysOf(patient: Patient, firstDay: CalendarDay, random: SeededRandom): Discharge[] {
  const stays: Discharge[] = []
  let admitted = firstDay
  let before: Diagnosis | undefined
  while (admitted <= LAST_DAY) {
    const age = ageOn(admitted, patient.birth)
    const diagnosis = before !== undefined && random.happens(0.6) ? before : drawDiagnosis(patient, age, admitted, random)
    const stayDays = drawStay(diagnosis, age, random)
    const back = admitted + stayDays + random.whole(1, 30)
    const readmitted = random.happens(readmissionChance(patient, age)) && back <= LAST_DAY
    stays.push({
      patient, admitted, age, diagnosis, stayDays, readmitted,
      amountWon: drawAmount(diagnosis, stayDays, random),
      note: drawNote(patient, random),
    })
    if (readmitted) admitted = back
    else if (random.happens(LATER_STAY)) admitted += stayDays + random.whole(31, 240)
    else break
    before = diagnosis
  }
  return stays
}

/** Any day, though Sundays see half as many and winter months a fifth more. */
function drawFirstDay(random: SeededRandom): CalendarDay {
  for (;;) {
    const day = random.whole(FIRST_DAY, LAST_DAY)
    // 1970-01-01 was a Thursday, so a Sunday is 3 beyond a multiple of 7.
    const isSunday = day % 7 === 3
    const isWinter = [12, 1, 2].includes(monthOf(day))
    if (random.happens((isSunday ? 0.5 : 1) * (isWinter ? 1 : 0.83))) return day
  }
}

function drawDiagnosis(patient: Patient, age: number, admitted: CalendarDay, random: SeededRandom): Diagnosis {
  const band = AGE_BANDS.indexOf(ageBandOf(age))
  const month = monthOf(admitted)
  return random.weighted(DIAGNOSES, ({ weights, season, only }) => {
    if (only !== undefined && only !== patient.sex) return 0
    return (weights[band] ?? 0) * (season?.includes(month) ? 3 : 1)
  })
}

/** Log-normal, longer in old age, at most half a year. */
function drawStay(diagnosis: Diagnosis, age: number, random: SeededRandom): number {
  const median = diagnosis.medianDays * (age >= 80 ? 1.3 : age >= 60 ? 1.1 : 1)
  return Math.min(180, Math.round(median * Math.exp(0.55 * random.normal())))
}

/** The diagnosis and the days decide, within a fifth; in steps of 10 won, as bills are. */
function drawAmount(diagnosis: Diagnosis, stayDays: number, random: SeededRandom): number {
  const expected = diagnosis.baseWon + diagnosis.dayWon * Math.max(1, stayDays)
  return Math.round(expected * Math.exp(0.2 * random.normal()) / 10) * 10
}

/** Free text as it is found: mostly empty, and now and then it names the patient. */
function drawNote(patient: Patient, random: SeededRandom): string {
  return random.weighted([
    { text: '', weight: 70 },
    { text: '특이사항 없음', weight: 12 },
    { text: '낙상 주의, 보행 보조기 사용', weight: 5 },
    { text: `보호자 연락처 ${patient.telephone}`, weight: 6 },
    { text: `${patient.name}님 퇴원 교육 완료, 외래 예약함`, weight: 5 },
    { text: '"식사 조절" 안내, 약 7일분', weight: 2 },
  ], ({ weight }) => weight).text
}
