import { type CalendarDay, calendarDay } from '../calendar-day.ts'
import { drawName, drawTelephone } from '../invented-names.ts'
import type { SeededRandom } from '../seeded-random.ts'
import {
  AGE_BANDS, careerGapChance, DISABILITY_SHARE, invitationChance, missingInterviewChance, screeningRates, SEXES, type Standing,
} from './planted-unfairness.ts'
import { DISTRICTS, SCHOOLS } from './region.ts'

/** The last day for applications; ages are counted on it. */
export const CLOSING_DAY = calendarDay('2025-09-30')

/** One application of somebody who was never born. */
export interface Application extends Standing {
  /** Such as AP-00123. */
  readonly number: string
  readonly name: string
  readonly birth: CalendarDay
  readonly school: string
  readonly district: string
  readonly experienceYears: number
  readonly careerGapMonths: number
  /** 0 to 100. */
  readonly test: number
  /** 0 to 100; undefined where the interview left none. */
  readonly interview: number | undefined
  readonly isInvited: boolean
  /** What the screening model decided, and how sure it was, 0 to 1. */
  readonly isPassed: boolean
  readonly score: number
  readonly remark: string
}

/** Draws the applications, each by somebody else. */
export function drawApplications(count: number, random: SeededRandom): Application[] {
  return Array.from({ length: count }, (_, place) => drawApplication(place + 1, random))
}

function drawApplication(place: number, random: SeededRandom): Application {
  const sex = random.weighted(SEXES, (one) => (one === '여' ? 0.47 : 0.53))
  const band = random.weighted(AGE_BANDS, ({ shares }) => shares[sex])
  const standing: Standing = { sex, band, hasDisability: random.happens(DISABILITY_SHARE) }
  const age = random.whole(band.from, band.to)
  const scores = { test: drawMark(random), interview: drawMark(random) }
  const isInvited = random.happens(invitationChance(standing, scores))
  const rates = screeningRates(standing)
  const isPassed = random.happens(isInvited ? rates.invited : rates.notInvited)
  const name = drawName(random)
  return {
    ...standing,
    number: `AP-${String(place).padStart(5, '0')}`,
    name,
    birth: CLOSING_DAY - Math.floor(365.2425 * (age + 0.002 + 0.995 * random.share())),
    school: random.weighted(SCHOOLS, ({ weight }) => weight).name,
    district: random.weighted(DISTRICTS, ({ weight }) => weight).name,
    experienceYears: Math.max(0, Math.min(age - 19, Math.round((age - 22) * 0.55 + 2 * random.normal()))),
    careerGapMonths: random.happens(careerGapChance(standing)) ? random.whole(6, 72) : 0,
    test: scores.test,
    interview: random.happens(missingInterviewChance(standing)) ? undefined : scores.interview,
    isInvited,
    isPassed,
    score: drawScore({ isInvited, isPassed }, random),
    remark: drawRemark(name, random),
  }
}

function drawMark(random: SeededRandom): number {
  return Math.max(0, Math.min(100, Math.round(65 + 12 * random.normal())))
}

/**
 * A score on the side of the decision that means what it says: of those with 0.9, nine in ten are invited.
 *
 * The powers give each side the mean that its rate of invitations has, 0.95 and 0.12.
 */
function drawScore({ isInvited, isPassed }: { isInvited: boolean; isPassed: boolean }, random: SeededRandom): number {
  for (;;) {
    const fromEnd = 0.5 * random.share() ** (isPassed ? 9 : 3.2)
    const score = isPassed ? 1 - fromEnd : fromEnd
    if (random.happens(isInvited ? score : 1 - score)) return score
  }
}

/** Free text as it is found: mostly empty, and now and then it names the applicant. */
function drawRemark(name: string, random: SeededRandom): string {
  const telephone = drawTelephone(random)
  return random.weighted([
    { text: '', weight: 76 },
    { text: '서류 보완 요청', weight: 9 },
    { text: `${name}님, 면접 일정 변경 문의`, weight: 7 },
    { text: `연락처 ${telephone}`, weight: 6 },
    { text: '"즉시 출근 가능", 지방 근무 희망', weight: 2 },
  ], ({ weight }) => weight).text
}
