import { join } from 'node:path'
import { isoDate } from '../calendar-day.ts'
import { csvLine, writeLines } from '../csv-file.ts'
import { seededRandom } from '../seeded-random.ts'
import { type Application, drawApplications } from './applications.ts'
import { UNKNOWN_SCHOOL } from './region.ts'

/** How large the example is, and the seed that it grows from. */
export const EXAMPLE = { rows: 12_000, seed: 20_251_001 }

/** Header of the delivery, in order. */
export const COLUMNS = [
  'applicant_id', 'name', 'birth_date', 'sex', 'age_band', 'disability', 'school', 'district', 'years_experience', 'career_gap_months',
  'test_score', 'interview_score', 'invited', 'screening_decision', 'screening_score', 'remarks',
] as const

/** Every so many rows has a test score of 999, and a school that stands in no list. */
export const FAULTS = { impossibleTest: 500, unknownSchool: 600 }

/**
 * Applications to an invented company, as lines of CSV with a header: faults and unfairness included.
 *
 * Nobody in it lives. The same rows and seed give the same lines.
 */
export function* makeJobApplications({ rows, seed }: { rows: number; seed: number }): Iterable<string> {
  yield csvLine(COLUMNS)
  for (const [place, application] of drawApplications(rows, seededRandom(seed)).entries()) yield csvLine(cellsOf(application, place + 1))
}

/** Writes the delivery to a path, and makes its folder when needed. A file that is there is written anew. */
export async function writeJobApplications(path: string, size = EXAMPLE): Promise<void> {
  await writeLines(path, makeJobApplications(size))
}

function cellsOf(application: Application, place: number): string[] {
  const { number, name, birth, sex, band, hasDisability, school, district, experienceYears, careerGapMonths, test, interview, isInvited, isPassed, score, remark } = application
  return [
    number, name, isoDate(birth), sex, band.label, hasDisability ? '있음' : '없음',
    place % FAULTS.unknownSchool === 0 ? UNKNOWN_SCHOOL : school,
    district, String(experienceYears), String(careerGapMonths),
    place % FAULTS.impossibleTest === 0 ? '999' : String(test),
    interview === undefined ? '' : String(interview),
    isInvited ? '예' : '아니오', isPassed ? '통과' : '탈락', score.toFixed(3), remark,
  ]
}

if (import.meta.main) {
  const path = join(import.meta.dirname, 'data/applications.csv')
  await writeJobApplications(path)
  process.stdout.write(`${path}\n`)
}
