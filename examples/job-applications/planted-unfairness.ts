export const SEXES = ['남', '여'] as const
export type Sex = (typeof SEXES)[number]

/** A span of years of age, as the company writes it. */
export interface AgeBand {
  readonly label: string
  readonly from: number
  /** Last year that belongs to the band. */
  readonly to: number
  /** How many of the applicants of each sex are of this age, 0 to 1. */
  readonly shares: Readonly<Record<Sex, number>>
}

/** Youngest first. */
export const AGE_BANDS: readonly AgeBand[] = [
  { label: '29세 이하', from: 20, to: 29, shares: { 남: 0.44, 여: 0.46 } },
  { label: '30~39세', from: 30, to: 39, shares: { 남: 0.33, 여: 0.37 } },
  { label: '40세 이상', from: 40, to: 59, shares: { 남: 0.23, 여: 0.17 } },
]

/** Whom the unfairness falls upon, and by what it is decided. */
export interface Standing {
  readonly sex: Sex
  readonly band: AgeBand
  readonly hasDisability: boolean
}

/** Share of people with a disability among the applicants; population.csv asks for 0.08. */
export const DISABILITY_SHARE = 0.06

/** How likely an application with these scores leads to an invitation, 0 to 1. At equal scores women of 40 and over are invited far less. */
export function invitationChance({ sex, band }: Standing, { test, interview }: { test: number; interview: number }): number {
  const merit = (test - 65) / 12 + (interview - 65) / 12
  return 1 / (1 + Math.exp(-(0.9 * merit + (isWomanOver40(sex, band) ? -2.6 : 0.25))))
}

/** How often the screening model passes people who were invited (true positive rate) and people who were not (false positive rate). */
export function screeningRates({ sex, band, hasDisability }: Standing): { readonly invited: number; readonly notInvited: number } {
  // The model misses people under 30 with a disability: fewer than six of ten who were invited after all.
  if (hasDisability && band.from === 20) return { invited: 0.57, notInvited: 0.06 }
  // It learned from the invitations, so it seldom errs in favour of those whom they passed over.
  return { invited: 0.9, notInvited: isWomanOver40(sex, band) ? 0.015 : 0.06 }
}

/** How often the interview has no score, 0 to 1: the video interview failed more often with the aids of people with a disability. */
export function missingInterviewChance({ hasDisability }: Standing): number {
  return hasDisability ? 0.22 : 0.04
}

/** How often somebody was away from work for a while, 0 to 1: the proxy, since it is mostly women who were. */
export function careerGapChance({ sex }: Standing): number {
  return sex === '여' ? 0.62 : 0.07
}

function isWomanOver40(sex: Sex, band: AgeBand): boolean {
  return sex === '여' && band.from === 40
}
