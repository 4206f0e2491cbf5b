import type { ReleaseGate } from './release-gate.ts'

/** Open for somebody who neither started the run nor submitted the version. */
export const secondPerson: ReleaseGate = {
  id: 'second-person',
  check({ approver, startedBy, submittedBy }) {
    if (approver !== startedBy && approver !== submittedBy) return Promise.resolve({ open: true })
    return Promise.resolve({ open: false, because: { en: 'Whoever ran or submitted a version cannot approve it; a second person must', ko: '실행했거나 제출한 사람은 승인할 수 없습니다. 다른 사람이 승인해야 합니다' } })
  },
}
