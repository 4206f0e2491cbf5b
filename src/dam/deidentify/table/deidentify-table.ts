import type { PrivacyReport } from '#dam/dataset/reports.ts'
import type { Column } from '#dam/dataset/table.ts'
import { chooseForDelivery } from './choose-for-delivery.ts'
import { type CountedDelivery, type DeliveryNeeds, type DeliveryRequest, withCountedDelivery } from './count-delivery.ts'
import { listLabels } from './label-counts.ts'
import { labelRows } from './label-rows.ts'
import { countSuppressed } from './mark-suppressed.ts'
import { refuseErased } from './refuse-erased.ts'
import { releasedColumns } from './released-columns.ts'
import { reportPrivacy } from './report-privacy.ts'
import { scoreClasses } from './score-classes.ts'
import { writeHierarchies } from './write-hierarchies.ts'
import { writeRows } from './write-rows.ts'

/** What is de-identified, and where it is written. */
export interface DeidentifyRequest extends DeliveryRequest {
  /** An existing folder, that receives `data/` and `hierarchies/`. */
  readonly quarantine: string
  /** An existing folder, that receives `rows.parquet`; it must never be released. */
  readonly vault: string
}

/** What was written. */
export interface DeidentifiedTable {
  readonly report: PrivacyReport
  /** The data files, relative to the quarantine. */
  readonly files: { path: string; rows: number }[]
  /** The released columns in order. */
  readonly columns: Column[]
}

/**
 * De-identifies a table as its recipe says, and writes the released rows and hierarchies of docs/release-format.md.
 *
 * Reads the delivery once for each generalised column and once more for all; may be run again, and then writes
 * the same bytes. On a refusal, files may lie half-made in the quarantine, which is nobody's release.
 * @throws {Refusal} `bad-recipe`, `bad-input`, `promise-failed` when the promise cannot be kept, `cancelled`
 */
export async function deidentifyTable(request: DeidentifyRequest, needs: DeliveryNeeds): Promise<DeidentifiedTable> {
  return withCountedDelivery(request, needs, (counted, say) => deidentify(request, counted, { ...needs, say }))
}

async function deidentify({ table, recipe, quarantine, vault }: DeidentifyRequest, counted: CountedDelivery, { engine, progress, signal, say }: DeliveryNeeds & { say: (message: string) => void }): Promise<DeidentifiedTable> {
  const { columns, hierarchies, lattice, places, weights, rows } = counted
  const { quasi } = columns
  say(`searching over ${counted.frequencies.entries} combinations`)
  const chosen = await chooseForDelivery(counted, recipe, { engine, progress, signal })
  const scored = scoreClasses(chosen.recoded, chosen.frequencies, lattice, weights)
  say('marking the rows of each class')
  const released = hierarchies.map((hierarchy, column) => listLabels(hierarchy, column, chosen.recoded))
  const labels = await labelRows({ chosen, released, quasi, places, lattice }, { engine })
  const marked = await countSuppressed({ engine })
  if (marked !== scored.suppressed) throw new Error(`${marked} rows were marked as suppressed, and the search counted ${scored.suppressed}`)
  say('writing the released rows')
  const written = await releasedColumns(columns, labels, { engine })
  const wrote = (done: number) => { progress({ stage: 'deidentify', unit: 'rows', done, total: rows }) }
  const files = await writeRows({ columns: written, rows, rowsPerFile: recipe.release['rows-per-file'], quarantine, vault }, { engine, wrote })
  await writeHierarchies(quarantine, hierarchies.map((hierarchy, column) => ({ hierarchy, level: chosen.levels?.[column] ?? null, labels: released[column]?.labels ?? [], hasSuppressed: scored.suppressed > 0 })))
  say('measuring risk')
  const report = await reportPrivacy({ ...counted, table, recipe, chosen, scored, released }, { engine })
  refuseErased(report)
  return { report, files, columns: written.map(({ column }) => column) }
}
