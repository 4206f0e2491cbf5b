import type { TriedRecoding } from '#dam/dataset/tried-recoding.ts'

/** A choice that was tried, with what a test is about. */
export function madeChoice({ loss, attack, k = 5 }: { readonly loss: number; readonly attack: number; readonly k?: number }): TriedRecoding {
  const how = { method: { en: 'Counted.', ko: '세었습니다.' }, recompute: 'datadam verify RELEASE_DIR' }
  const best = { id: 'linkage' as const, attempts: 100, certain: 0, successes: attack * 100, rate: attack, chance: 0, bound: 1 / k, label: { en: 'Linkage', ko: '연결' }, how }
  return {
    k, recoding: 'strict-local', isOwn: false, seconds: 1,
    outcome: {
      rows: 100, suppressed: 2, scores: { loss, aecs: 7, discernibility: 700, precision: 0.5, entropy: 0.4 }, classes: 14, meanClass: 7, smallest: k, highestRisk: 1 / k,
      attacks: [best], bestAttack: best, parity: 'kept', worstGroup: { cell: [{ column: 'sex', value: 'F' }], rows: 40, suppressed: 1, loss: 0.2, worstIn: 'loss', times: 1.4 },
    },
  }
}
