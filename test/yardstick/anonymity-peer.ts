import { z } from 'zod'
import { askPython } from './python-peers.ts'

/** The rows of a release outside suppression, as pyCANON takes them. */
export interface PeerRelease {
  /** A CSV with a header. */
  readonly file: string
  readonly quasi: readonly string[]
  readonly sensitive: readonly string[]
  /** Those of the sensitive columns whose values are numbers. */
  readonly numbers: readonly string[]
}

const Answers = z.object({
  version: z.string(),
  releases: z.array(z.object({
    rows: z.number(), classes: z.number(), k: z.number(),
    /** `entropyFloor` is pyCANON's own, `entropy` and `recursive3` follow from its classes. */
    columns: z.record(z.string(), z.object({ distinct: z.number(), entropyFloor: z.number(), entropy: z.number(), recursive3: z.number(), closeness: z.number() })),
  })),
})

/** Runs pyCANON itself. @throws {Error} with what is to be installed, where Python or pyCANON is missing */
export async function askPycanon(releases: readonly PeerRelease[]): Promise<z.infer<typeof Answers>> {
  return Answers.parse(await askPython('anonymity-peer.py', { releases }))
}
