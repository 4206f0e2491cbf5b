import type { Evidence } from './evidence.ts'
import type { GatedVersion } from './release-gate.ts'

/** Evidence of a small release without facts. */
export const EVIDENCE: Evidence = {
  rows: 240, bytes: 5000, manifestSha256: 'a'.repeat(64), verification: 'passed', columns: [{ name: '나이', type: 'text', role: 'quasi-identifier', missingShare: 0, distinct: 4 }],
  files: [{ path: 'data/train-00000-of-00001.parquet', bytes: 4000, sha256: 'b'.repeat(64), rows: 240 }], promises: [], measured: [], face: [],
}

/** A version before a gate. */
export function gatedVersion(evidence: Partial<Evidence>, changes: Partial<GatedVersion> = {}): GatedVersion {
  return {
    versionId: 'v', datasetId: 'd', organisationId: 'o', object: 'version:city/visits@1.0.0', evidence: { ...EVIDENCE, ...evidence },
    startedBy: 'starter', submittedBy: 'submitter', approver: 'approver', words: '', ...changes,
  }
}
