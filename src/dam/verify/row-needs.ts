import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import type { Differences } from './compare-rows.ts'
import type { ExpectedValues } from './expected-values.ts'
import type { Evidence } from './verification-request.ts'

/** What the checks of single rows need, when the delivery and the vault are at hand. */
export interface RowNeeds {
  readonly engine: SqlEngine
  readonly evidence: Evidence
  readonly expected: () => Promise<ExpectedValues>
  readonly differences: () => Promise<Differences>
  /** Makes the table `vault`. */
  readonly vault: () => Promise<void>
}
