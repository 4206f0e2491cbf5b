import type { Sex } from './age-bands.ts'

/** What people of this invented city come to hospital with. */
export interface Diagnosis {
  /** Of the form of ICD-10. */
  readonly code: string
  /** How often, in each of the five age bands, against the other diagnoses. */
  readonly weights: readonly [number, number, number, number, number]
  /** Days of half of the stays. */
  readonly medianDays: number
  /** Won for coming in, and for each day. */
  readonly baseWon: number
  readonly dayWon: number
  /** The months of the year when it is three times as common. */
  readonly season?: readonly number[]
  readonly only?: Sex
}

const WINTER = [12, 1, 2]
const SUMMER = [7, 8]

/** Skewed on purpose: a few codes make up most of the stays, and some are rare enough to tell a person apart. */
export const DIAGNOSES: readonly Diagnosis[] = [
  { code: 'A09.9', weights: [9, 4, 3, 2, 2], medianDays: 3, baseWon: 350_000, dayWon: 160_000, season: SUMMER },
  { code: 'A41.9', weights: [0.3, 0.3, 1, 3, 6], medianDays: 12, baseWon: 1_400_000, dayWon: 420_000 },
  { code: 'B02.9', weights: [0.2, 1, 2, 3, 2], medianDays: 5, baseWon: 300_000, dayWon: 170_000 },
  { code: 'C16.9', weights: [0, 0.4, 5, 7, 3], medianDays: 9, baseWon: 4_500_000, dayWon: 310_000 },
  { code: 'C18.9', weights: [0, 0.3, 4, 6, 4], medianDays: 9, baseWon: 4_300_000, dayWon: 310_000 },
  { code: 'C34.9', weights: [0, 0.2, 3, 8, 5], medianDays: 8, baseWon: 3_600_000, dayWon: 340_000 },
  { code: 'C50.9', weights: [0, 1.5, 9, 4, 1], medianDays: 6, baseWon: 3_900_000, dayWon: 280_000, only: '여' },
  { code: 'C61', weights: [0, 0, 2, 9, 4], medianDays: 6, baseWon: 4_100_000, dayWon: 280_000, only: '남' },
  { code: 'C92.0', weights: [0.4, 0.2, 0.2, 0.3, 0.1], medianDays: 27, baseWon: 6_800_000, dayWon: 520_000 },
  { code: 'E10.1', weights: [0.5, 0.3, 0.1, 0.1, 0], medianDays: 6, baseWon: 600_000, dayWon: 240_000 },
  { code: 'E11.9', weights: [0, 1, 5, 7, 4], medianDays: 6, baseWon: 450_000, dayWon: 190_000 },
  { code: 'F10.2', weights: [0, 2, 4, 1, 0.2], medianDays: 21, baseWon: 300_000, dayWon: 120_000 },
  { code: 'F32.9', weights: [1, 3, 3, 2, 1], medianDays: 14, baseWon: 320_000, dayWon: 130_000 },
  { code: 'G40.9', weights: [2, 1, 1, 1, 1], medianDays: 4, baseWon: 500_000, dayWon: 220_000 },
  { code: 'G71.0', weights: [0.15, 0.05, 0, 0, 0], medianDays: 8, baseWon: 900_000, dayWon: 260_000 },
  { code: 'H25.9', weights: [0, 0.1, 3, 14, 9], medianDays: 1, baseWon: 900_000, dayWon: 200_000 },
  { code: 'I20.9', weights: [0, 0.3, 5, 9, 5], medianDays: 3, baseWon: 2_400_000, dayWon: 330_000, season: WINTER },
  { code: 'I21.9', weights: [0, 0.2, 4, 6, 5], medianDays: 5, baseWon: 6_500_000, dayWon: 520_000, season: WINTER },
  { code: 'I50.9', weights: [0.1, 0.2, 1, 5, 10], medianDays: 8, baseWon: 1_200_000, dayWon: 340_000, season: WINTER },
  { code: 'I61.9', weights: [0, 0.3, 2, 3, 3], medianDays: 18, baseWon: 5_600_000, dayWon: 430_000 },
  { code: 'I63.9', weights: [0, 0.4, 4, 10, 11], medianDays: 11, baseWon: 2_100_000, dayWon: 340_000, season: WINTER },
  { code: 'J10.1', weights: [7, 2, 2, 3, 4], medianDays: 4, baseWon: 300_000, dayWon: 170_000, season: WINTER },
  { code: 'J18.9', weights: [12, 3, 4, 9, 17], medianDays: 7, baseWon: 600_000, dayWon: 230_000, season: WINTER },
  { code: 'J35.0', weights: [6, 2, 0.3, 0, 0], medianDays: 3, baseWon: 900_000, dayWon: 160_000 },
  { code: 'J44.1', weights: [0, 0.1, 1, 6, 6], medianDays: 8, baseWon: 650_000, dayWon: 220_000, season: WINTER },
  { code: 'J45.9', weights: [4, 1, 1, 2, 2], medianDays: 4, baseWon: 400_000, dayWon: 180_000, season: WINTER },
  { code: 'K35.8', weights: [6, 6, 4, 2, 1], medianDays: 4, baseWon: 2_200_000, dayWon: 210_000 },
  { code: 'K40.9', weights: [2, 1, 2, 4, 2], medianDays: 2, baseWon: 1_500_000, dayWon: 190_000 },
  { code: 'K80.2', weights: [0, 3, 6, 6, 4], medianDays: 5, baseWon: 2_800_000, dayWon: 220_000 },
  { code: 'K92.2', weights: [0.2, 1, 2, 4, 5], medianDays: 6, baseWon: 1_100_000, dayWon: 290_000 },
  { code: 'L03.9', weights: [2, 2, 3, 3, 3], medianDays: 6, baseWon: 350_000, dayWon: 170_000, season: SUMMER },
  { code: 'M17.9', weights: [0, 0, 2, 14, 6], medianDays: 13, baseWon: 6_200_000, dayWon: 230_000 },
  { code: 'M51.2', weights: [0.3, 5, 9, 8, 3], medianDays: 6, baseWon: 2_600_000, dayWon: 210_000 },
  { code: 'N10', weights: [2, 4, 3, 3, 4], medianDays: 6, baseWon: 400_000, dayWon: 190_000 },
  { code: 'N18.5', weights: [0, 0.5, 3, 5, 3], medianDays: 7, baseWon: 1_300_000, dayWon: 330_000 },
  { code: 'N40', weights: [0, 0, 2, 9, 5], medianDays: 3, baseWon: 1_800_000, dayWon: 200_000, only: '남' },
  { code: 'O80', weights: [0.1, 14, 1, 0, 0], medianDays: 3, baseWon: 1_200_000, dayWon: 180_000, only: '여' },
  { code: 'O82.0', weights: [0, 13, 1.5, 0, 0], medianDays: 5, baseWon: 2_300_000, dayWon: 200_000, only: '여' },
  { code: 'S06.0', weights: [4, 3, 3, 3, 4], medianDays: 4, baseWon: 700_000, dayWon: 240_000 },
  { code: 'S52.5', weights: [5, 2, 3, 5, 3], medianDays: 4, baseWon: 2_100_000, dayWon: 190_000 },
  { code: 'S72.0', weights: [0.1, 0.1, 0.6, 4, 14], medianDays: 16, baseWon: 5_200_000, dayWon: 260_000, season: WINTER },
  { code: 'T14.9', weights: [2, 4, 4, 2, 1], medianDays: 2, baseWon: 300_000, dayWon: 150_000 },
]

/** Codes that no list knows, as typing errors and stand-ins give them: planted, for the foreign key to find. */
export const UNKNOWN_CODES: readonly string[] = ['ZZ9.9', 'K355', 'I63.?']
