import type { Attack, PrivacyReport } from '#dam/dataset/reports.ts'

/** Differences below this are told as none: a twentieth of a percent. */
const LEAST_TOLD = 0.0005

/** The attack that gets farthest beyond chance; undefined where none was tried. */
export function bestAttack({ attacks }: Pick<PrivacyReport, 'attacks'>): Attack | undefined {
  return attacks.reduce<Attack | undefined>((best, attack) => (best && best.rate - best.chance >= attack.rate - attack.chance ? best : attack), undefined)
}

/** Whether an attack is right more often than chance, by as much as is worth telling. */
export function isBeyondChance({ rate, chance }: Pick<Attack, 'rate' | 'chance'>): boolean {
  return rate - chance >= LEAST_TOLD
}
