import { type CalendarDay, calendarDay } from '../calendar-day.ts'
import { drawName, drawTelephone } from '../invented-names.ts'
import type { SeededRandom } from '../seeded-random.ts'
import { courtroomWeights, isLowRisk, type People, PEOPLE_SHARES, PEOPLES, riskScore, type Sex, SEXES, statedChance } from './planted-unfairness.ts'
import { AGE_BANDS, DISTRICTS, type Offence, OFFENCES } from './region.ts'

/** Somebody who was never born, and was never accused of anything. */
export interface Defendant {
  /** Such as DF-00123. */
  readonly number: string
  readonly name: string
  readonly telephone: string
  readonly sex: Sex
  readonly people: People
  readonly district: string
  readonly bornDay: CalendarDay
}

/** One case. */
export interface Case {
  readonly defendant: Defendant
  readonly charged: CalendarDay
  readonly ageBand: string
  readonly offence: Offence
  readonly courtroom: string
  readonly priorConvictions: number
  /** 1 to 10. */
  readonly risk: number
  readonly isLowRisk: boolean
  /** The model's probability of no further offence, 0 to 1. */
  readonly stated: number
  readonly hasReoffended: boolean
  /** 0 where nobody goes to prison. */
  readonly sentenceMonths: number
  readonly remark: string
}

const FIRST_DAY = calendarDay('2021-01-01')
const LAST_DAY = calendarDay('2024-12-31')
/** How many further offences come to court within the years that the data spans, 0 to 1. */
const SEEN_AGAIN = 0.6

/** Draws cases, those of one defendant after another, until there are enough. */
export function drawCases(count: number, random: SeededRandom): Case[] {
  const cases: Case[] = []
  for (let place = 1; cases.length < count; place++) cases.push(...casesOf(drawDefendant(place, random), random).slice(0, count - cases.length))
  return cases
}

function drawDefendant(place: number, random: SeededRandom): Defendant {
  const { from, to } = random.weighted(AGE_BANDS, ({ weight }) => weight)
  return {
    number: `DF-${String(place).padStart(5, '0')}`,
    name: drawName(random),
    telephone: drawTelephone(random),
    sex: random.weighted(SEXES, (sex) => (sex === '여' ? 0.22 : 0.78)),
    people: random.weighted(PEOPLES, (people) => PEOPLE_SHARES[people]),
    district: random.weighted(DISTRICTS, ({ weight }) => weight).name,
    bornDay: FIRST_DAY - Math.floor(365.2425 * (random.whole(from, to) + random.share())),
  }
}

function casesOf(defendant: Defendant, random: SeededRandom): Case[] {
  const cases: Case[] = []
  let priors = Math.min(12, Math.floor(-1.6 * Math.log(1 - random.share())))
  for (let charged = random.whole(FIRST_DAY, LAST_DAY); charged <= LAST_DAY; priors++) {
    const drawn = drawCase(defendant, { charged, priors }, random)
    cases.push(drawn)
    if (!drawn.hasReoffended || !random.happens(SEEN_AGAIN)) break
    charged += random.whole(60, 700)
  }
  return cases
}

function drawCase(defendant: Defendant, { charged, priors }: { charged: CalendarDay; priors: number }, random: SeededRandom): Case {
  const { sex, people, name, telephone } = defendant
  // Earlier convictions, and what nobody wrote down, decide; neither sex, nor age, nor people does.
  const chance = Math.max(0.03, Math.min(0.97, 0.28 + 0.06 * priors + 0.17 * random.normal()))
  const risk = riskScore({ people, chance, deviation: random.normal() })
  const offence = random.weighted(OFFENCES, ({ weight }) => weight)
  const rooms = courtroomWeights(people)
  return {
    defendant, charged, offence, risk,
    ageBand: ageBandOf((charged - defendant.bornDay) / 365.2425),
    courtroom: `제${random.weighted(rooms.map((weight, place) => ({ place: place + 1, weight })), ({ weight }) => weight).place}법정`,
    priorConvictions: priors,
    isLowRisk: isLowRisk(risk),
    stated: statedChance(sex, 1 - chance),
    hasReoffended: random.happens(chance),
    sentenceMonths: random.happens(offence.custody) ? Math.max(1, Math.round(offence.medianMonths * (1 + 0.08 * priors) * Math.exp(0.4 * random.normal()))) : 0,
    remark: random.weighted([
      { text: '', weight: 80 }, { text: '국선 변호인 선임', weight: 10 }, { text: `피고인 ${name}, 기일 변경 신청`, weight: 6 }, { text: `연락처 ${telephone}`, weight: 4 },
    ], ({ weight }) => weight).text,
  }
}

function ageBandOf(age: number): string {
  return (AGE_BANDS.findLast(({ from }) => from <= age) ?? AGE_BANDS[0])?.label ?? ''
}
