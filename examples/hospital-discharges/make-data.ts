import { join } from 'node:path'
import { isoDate } from '../calendar-day.ts'
import { csvLine, writeLines } from '../csv-file.ts'
import { seededRandom } from '../seeded-random.ts'
import { ageBandOf } from './age-bands.ts'
import { type Discharge, drawDischarges } from './discharges.ts'
import { faultCounts, plantFaults } from './planted-faults.ts'

/** How large the example is, and the seed that it grows from. */
export const EXAMPLE = { rows: 30_000, seed: 20_260_101 }

/** Header of the delivery, in order. */
export const COLUMNS = [
  '환자번호', '이름', '주민번호', '생년월일', '성별', '연령대', '우편번호', '동코드',
  '병원', '보험종류', '진단코드', '입원일', '재원일수', '진료비', '재입원', '비고',
] as const

/**
 * Discharges from the three hospitals of an invented city, as lines of CSV with a header, faults included.
 *
 * Nobody in it lives: see `Patient`. The same rows and seed give the same lines.
 */
export function* makeHospitalDischarges({ rows, seed }: { rows: number; seed: number }): Iterable<string> {
  const random = seededRandom(seed)
  const counts = faultCounts(rows)
  const sound = drawDischarges(rows - counts.exactDuplicates - counts.nearDuplicates, random)
    .toSorted((a, b) => a.admitted - b.admitted || (a.patient.number < b.patient.number ? -1 : 1))
    .map(cellsOf)
  const places = {
    postcode: COLUMNS.indexOf('우편번호'), diagnosis: COLUMNS.indexOf('진단코드'),
    stayDays: COLUMNS.indexOf('재원일수'), amountWon: COLUMNS.indexOf('진료비'),
  }
  yield csvLine(COLUMNS)
  for (const row of plantFaults(sound, counts, places, random)) yield csvLine(row)
}

/** Writes the delivery to a path, and makes its folder when needed. A file that is there is written anew. */
export async function writeHospitalDischarges(path: string, size = EXAMPLE): Promise<void> {
  await writeLines(path, makeHospitalDischarges(size))
}

function cellsOf({ patient, admitted, age, diagnosis, stayDays, amountWon, readmitted, note }: Discharge): string[] {
  return [
    patient.number, patient.name, patient.registration, isoDate(patient.birth), patient.sex, ageBandOf(age).label,
    patient.quarter.postcode, patient.quarter.code, patient.hospital.name, patient.insurance, diagnosis.code,
    isoDate(admitted), String(stayDays), String(amountWon), readmitted ? '예' : '아니오', note,
  ]
}

if (import.meta.main) {
  const path = join(import.meta.dirname, 'data/discharges.csv')
  await writeHospitalDischarges(path)
  process.stdout.write(`${path}\n`)
}
