import type { ReleaseGate } from './release-gate.ts'

/** Shortest reason that says something. */
const SHORTEST_REASON = 10

/**
 * Open where the verifier passed the release and every promise of it holds.
 *
 * What was measured of the data may fail, for data is as the world is: then the approver must say why it is published all the same.
 */
export const evidenceComplete: ReleaseGate = {
  id: 'evidence-complete',
  check({ evidence: { verification, promises, measured }, words }) {
    if (verification !== 'passed') return Promise.resolve({ open: false, because: { en: 'The verifier did not pass the release; run the recipe again', ko: '검증기가 공개본을 통과시키지 않았습니다. 레시피를 다시 실행하십시오' } })
    const broken = promises.filter(({ verdict }) => verdict === 'failed')
    if (broken.length > 0) {
      return Promise.resolve({ open: false, because: { en: `A promise of the release does not hold: ${broken.map(({ label }) => label.en).join('; ')}`, ko: `공개본의 약속이 지켜지지 않았습니다: ${broken.map(({ label }) => label.ko).join('; ')}` } })
    }
    const failed = measured.filter(({ verdict }) => verdict === 'failed').length
    if (failed > 0 && words.trim().length < SHORTEST_REASON) {
      return Promise.resolve({ open: false, because: { en: `${failed} measured facts failed; say in at least ${SHORTEST_REASON} characters why the version is published all the same`, ko: `측정한 사실 가운데 ${failed}가지가 기준에 못 미쳤습니다. 그래도 공개하는 까닭을 ${SHORTEST_REASON}자 이상으로 적으십시오` } })
    }
    return Promise.resolve({ open: true })
  },
}
