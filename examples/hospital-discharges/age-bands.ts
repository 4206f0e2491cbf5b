export const SEXES = ['남', '여'] as const
export type Sex = (typeof SEXES)[number]

/** A span of years of age, as the contract writes it. */
export interface AgeBand {
  readonly label: string
  readonly from: number
  /** Last year that belongs to the band. */
  readonly to: number
  /** Chance that a stay is followed by another within 30 days, 0 to 1: it rises with age. */
  readonly readmission: number
}

export const AGE_BANDS: readonly AgeBand[] = [
  { label: '19세 이하', from: 0, to: 19, readmission: 0.03 },
  { label: '20~39세', from: 20, to: 39, readmission: 0.04 },
  { label: '40~59세', from: 40, to: 59, readmission: 0.07 },
  { label: '60~79세', from: 60, to: 79, readmission: 0.12 },
  { label: '80세 이상', from: 80, to: 120, readmission: 0.18 },
]

/**
 * A cell of the plan: the share of the discharges that the contract asks for, and the share that is made.
 * Men of 80 and over are made too few: the fault that the plan's recount must find.
 */
export interface PlanCell {
  readonly sex: Sex
  readonly band: AgeBand
  readonly planned: number
  readonly made: number
}

const PLANNED: Readonly<Record<Sex, readonly number[]>> = {
  남: [0.06, 0.06, 0.13, 0.18, 0.06],
  여: [0.05, 0.09, 0.12, 0.16, 0.09],
}

/** All ten cells, in the order of the contract. */
export const PLAN_CELLS: readonly PlanCell[] = SEXES.flatMap((sex) => AGE_BANDS.map((band, place): PlanCell => {
  const planned = PLANNED[sex][place] ?? 0
  const isShort = sex === '남' && band.from === 80
  return { sex, band, planned, made: isShort ? planned * 0.4 : planned }
}))

/** The band that an age in whole years belongs to. */
export function ageBandOf(age: number): AgeBand {
  const band = AGE_BANDS.find(({ from, to }) => from <= age && age <= to)
  if (band === undefined) throw new Error(`No band holds the age ${age}`)
  return band
}
