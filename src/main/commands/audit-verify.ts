import type { Command } from './command.ts'

/** Recomputes the audit log's chain of hashes, and names the first line that is not what was written. */
export const auditVerify: Command = {
  name: 'audit verify',
  summary: 'Recompute the audit log, and name the first wrong line',
  options: [],
  async run(_, { config }) {
    const [{ openTables }, { verifyAuditLog }] = await Promise.all([import('../open-stores.ts'), import('#platform/audit-log/verify-audit-log.ts')])
    const database = await openTables(config)
    try {
      const verdict = await verifyAuditLog({}, database)
      const text = verdict.intact ? `The audit log is what was written: ${verdict.lines} lines, the last with hash ${verdict.lastHash}.` : `${verdict.because}.`
      return { ok: verdict.intact, text, json: verdict }
    } finally {
      await database.close()
    }
  },
}
