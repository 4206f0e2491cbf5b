import { z } from 'zod'
import { MetricName } from '../../src/dam/dataset/fairness-report.ts'
import { askPython } from './python-peers.ts'

/** A table as Fairlearn takes it: 1 is the favourable outcome, one list for each group column. */
export interface PeerTable {
  readonly label: readonly number[]
  readonly prediction: readonly number[]
  readonly groups: readonly (readonly string[])[]
}

const Value = z.number().nullable()
const Parity = z.object({ difference: Value, ratio: Value })
const Metrics = z.record(MetricName, Value)
const Parities = z.object({ demographicParity: Parity, equalOpportunity: Parity, equalizedOdds: z.object({ worstCase: Parity, mean: Parity }) })
const Compared = z.record(MetricName, Parity)

/** What Fairlearn says of a table; null is what it calls NaN. */
export const PeerAnswer = z.object({
  cells: z.array(z.object({ values: z.array(z.string()), metrics: Metrics })),
  whole: Metrics,
  metrics: z.object({ betweenGroups: Compared, toWhole: Compared }),
  parities: z.object({ betweenGroups: Parities, toWhole: Parities }),
})
export type PeerAnswer = z.infer<typeof PeerAnswer>

const Answers = z.object({ version: z.string(), tables: z.array(PeerAnswer) })

/** Runs Fairlearn itself. @throws {Error} with what is to be installed, where Python or Fairlearn is missing */
export async function askFairlearn(tables: readonly PeerTable[]): Promise<z.infer<typeof Answers>> {
  return Answers.parse(await askPython('fairness-peer.py', { tables }))
}
