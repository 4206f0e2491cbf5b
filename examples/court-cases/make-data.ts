import { join } from 'node:path'
import { isoDate } from '../calendar-day.ts'
import { csvLine, writeLines } from '../csv-file.ts'
import { seededRandom } from '../seeded-random.ts'
import { type Case, drawCases } from './cases.ts'

/** How large the example is, and the seed that it grows from. */
export const EXAMPLE = { rows: 8000, seed: 20_250_301 }

/** Header of the delivery, in order. */
export const COLUMNS = [
  '사건번호', '피고인번호', '이름', '성별', '연령대', '출신', '거주구', '죄명', '기소일', '법정', '전과',
  '위험점수', '모델판정', '무재범확률', '재범', '선고개월', '비고',
] as const

/** Every so many cases has a sentence of 999 months. */
export const FAULTS = { impossibleSentence: 500 }

/**
 * Cases before the courts of an invented country, as lines of CSV with a header: faults and unfairness included.
 *
 * Nobody in it lives. The same rows and seed give the same lines.
 */
export function* makeCourtCases({ rows, seed }: { rows: number; seed: number }): Iterable<string> {
  const cases = drawCases(rows, seededRandom(seed)).toSorted((a, b) => a.charged - b.charged || (a.defendant.number < b.defendant.number ? -1 : 1))
  yield csvLine(COLUMNS)
  for (const [place, one] of cases.entries()) yield csvLine(cellsOf(one, place + 1))
}

/** Writes the delivery to a path, and makes its folder when needed. A file that is there is written anew. */
export async function writeCourtCases(path: string, size = EXAMPLE): Promise<void> {
  await writeLines(path, makeCourtCases(size))
}

function cellsOf(one: Case, place: number): string[] {
  const { defendant, charged, ageBand, offence, courtroom, priorConvictions, risk, isLowRisk, stated, hasReoffended, sentenceMonths, remark } = one
  return [
    `사건-${String(place).padStart(5, '0')}`, defendant.number, defendant.name, defendant.sex, ageBand, defendant.people, defendant.district,
    offence.name, isoDate(charged), courtroom, String(priorConvictions), String(risk), isLowRisk ? '저위험' : '고위험', stated.toFixed(3),
    hasReoffended ? '예' : '아니오', String(place % FAULTS.impossibleSentence === 0 ? 999 : sentenceMonths), remark,
  ]
}

if (import.meta.main) {
  const path = join(import.meta.dirname, 'data/cases.csv')
  await writeCourtCases(path)
  process.stdout.write(`${path}\n`)
}
