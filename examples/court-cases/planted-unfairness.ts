export const SEXES = ['남', '여'] as const
export type Sex = (typeof SEXES)[number]

/** Peoples of an invented country; none of them is a real one. 미르계 are so few that nothing can be said about them. */
export const PEOPLES = ['새론계', '누리계', '아라계', '미르계'] as const
export type People = (typeof PEOPLES)[number]

/** How many of the defendants belong to each people, 0 to 1; population.csv asks for the same. */
export const PEOPLE_SHARES: Readonly<Record<People, number>> = { 새론계: 0.62, 누리계: 0.2, 아라계: 0.177, 미르계: 0.003 }

/** From this risk score on, of 1 to 10, the model says: high risk. */
const HIGH_RISK = 6

/**
 * The risk score of somebody with this chance of offending again, 1 to 10.
 *
 * With the same chance 누리계 get a higher score than others: of those who do not offend again, about twice as many
 * are said to be a high risk, and of those who do, fewer are said to be a low one.
 */
export function riskScore({ people, chance, deviation }: { people: People; chance: number; deviation: number }): number {
  const shifted = chance + 0.13 * deviation + (people === '누리계' ? 0.165 : 0)
  return Math.max(1, Math.min(10, Math.ceil(10 * shifted)))
}

/** The model's decision: true for a low risk. */
export function isLowRisk(score: number): boolean {
  return score < HIGH_RISK
}

/** The probability that the model gives for no further offence, 0 to 1. For women it was fitted to men, and says too little. */
export function statedChance(sex: Sex, chance: number): number {
  return sex === '여' ? Math.max(0.01, chance - 0.19) : chance
}

/** How likely a case comes to each of the six courtrooms: those with interpreters see mostly two of the peoples, so the room tells who stands in it. */
export function courtroomWeights(people: People): readonly number[] {
  return people === '새론계' ? [24, 24, 24, 24, 2, 2] : [5, 5, 5, 5, 40, 40]
}
