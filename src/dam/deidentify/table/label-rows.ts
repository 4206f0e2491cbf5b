import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, type Sql } from '#platform/engines/sql-text.ts'
import type { DeliveryClasses } from './choose-for-delivery.ts'
import type { listLabels } from './label-counts.ts'
import type { Lattice } from './lattice.ts'
import { listSuppressed } from './list-classes.ts'
import { listItem, markSuppressed, nodeWords, setList } from './mark-suppressed.ts'
import { type CodePlace, unpackCode } from './packing.ts'
import { leafWords, loadPlaces, placedRows } from './place-rows.ts'
import type { GeneralisedColumn } from './prepare-columns.ts'
import { recodeRows } from './recode-rows.ts'

/** What rows are labelled from. */
export interface LabelRowsRequest {
  readonly chosen: DeliveryClasses
  /** By quasi-identifier, the labels of the release. */
  readonly released: readonly ReturnType<typeof listLabels>[]
  readonly quasi: readonly GeneralisedColumn[]
  readonly places: readonly CodePlace[]
  readonly lattice: Lattice
}

/**
 * Marks the suppressed rows of `deidentify_rows`, and says in SQL which label each other row has.
 *
 * A global recoding reads labels from the leaf by a list a column; a local one gives each combination of leaves its class.
 * @returns the cell of each quasi-identifier, for rows that are not suppressed
 */
export async function labelRows(request: LabelRowsRequest, { engine }: { engine: SqlEngine }): Promise<Sql[]> {
  const { chosen: { levels, recoded, frequencies, placed }, released, quasi, places, lattice } = request
  if (!levels) {
    const columns = released.map(({ labels, ofClass }) => ({ ofClass, labels: labels.length }))
    if (!placed) await loadPlaces('deidentify_placed', { frequencies, classOf: recoded.classOf, places, lattice }, { engine })
    const codes = await recodeRows({ placed: placed ?? placedRows('deidentify_placed', leafWords(places)), columns, places }, { engine })
    const cells: Sql[] = []
    for (const [column, code] of codes.entries()) cells.push(await labelCell(quasi[column], (released[column]?.labels ?? []).map(({ label }) => label), code, engine))
    return cells
  }
  const node = await nodeWords({ places, levels, lattice }, { engine })
  await markSuppressed({ node, kept: recoded, suppressed: listSuppressed(frequencies, levels, recoded, lattice) }, { engine })
  const cells: Sql[] = []
  for (const [column, place] of places.entries()) {
    const { hierarchy } = quasi[column] ?? {}
    const level = levels[column] ?? 0
    const labels = Array.from(hierarchy?.codes[level] ?? [], (code) => hierarchy?.labels[level]?.[code] ?? null)
    cells.push(await labelCell(quasi[column], labels, unpackCode(place, identifier(`w${place.word}`)), engine))
  }
  return cells
}

async function labelCell(column: GeneralisedColumn | undefined, labels: readonly (string | null)[], code: Sql, engine: SqlEngine): Promise<Sql> {
  const list = `deidentify_label_${column?.treated.place ?? 0}`
  await setList(list, { type: 'text', values: labels }, engine)
  return listItem(list, code)
}
