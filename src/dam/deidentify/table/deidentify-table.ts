import type { PrivacyReport } from '#dam/dataset/reports.ts'
import type { Column, Table } from '#dam/dataset/table.ts'
import type { Recipe } from '#dam/recipe/recipe.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, literal, sql } from '#platform/engines/sql-text.ts'
import type { Progress } from '#platform/progress.ts'
import { Refusal } from '#platform/refusal.ts'
import { chooseClasses } from './choose-levels.ts'
import { codeRows } from './code-rows.ts'
import { dropTables } from './drop-tables.ts'
import { totalRows } from './frequencies.ts'
import { countLabels } from './label-counts.ts'
import { latticeOf } from './lattice.ts'
import { countSuppressed, listItem, markSuppressed, nodeWords, setList } from './mark-suppressed.ts'
import { placeCodes, unpackCode } from './packing.ts'
import { type GeneralisedColumn, prepareColumns, type PreparedColumns } from './prepare-columns.ts'
import { reportPrivacy } from './report-privacy.ts'
import { readFrequencies } from './read-frequencies.ts'
import { drawSample } from './sample-rows.ts'
import { writeHierarchies } from './write-hierarchies.ts'
import { writeRows, type WrittenColumn } from './write-rows.ts'

/** What is de-identified, and where it is written. */
export interface DeidentifyRequest {
  readonly table: Table
  readonly recipe: Recipe
  /** The recipe's: hierarchy files are relative to it. */
  readonly directory: string
  /** An existing folder, that receives `data/` and `hierarchies/`. */
  readonly quarantine: string
  /** An existing folder, that receives `rows.parquet`; it must never be released. */
  readonly vault: string
  /** The project's, 32 bytes. */
  readonly key: Uint8Array
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
export async function deidentifyTable(request: DeidentifyRequest, needs: { engine: SqlEngine; progress: Progress; signal?: AbortSignal }): Promise<DeidentifiedTable> {
  const { engine, signal } = needs
  if (request.table.rows === 0) throw new Refusal('bad-input', 'The data has no rows, so there is nothing to release; deliver at least one')
  const interrupt = () => { engine.interrupt() }
  signal?.addEventListener('abort', interrupt)
  try {
    return await deidentify(request, needs)
  } finally {
    signal?.removeEventListener('abort', interrupt)
    await dropTables({ engine })
  }
}

async function deidentify({ table, recipe, directory, quarantine, vault, key }: DeidentifyRequest, { engine, progress, signal }: { engine: SqlEngine; progress: Progress; signal?: AbortSignal }): Promise<DeidentifiedTable> {
  const say = (message: string) => {
    if (signal?.aborted) throw new Refusal('cancelled', 'The run was stopped')
    progress({ stage: 'deidentify', message })
  }
  const { sample } = recipe
  const isSampled = sample !== undefined
  if (sample) await drawSample({ table, sample, key }, { engine })
  say('reading the values of each generalised column')
  const columns = await prepareColumns({ table, recipe, directory, key, isSampled }, { engine })
  const { quasi } = columns
  const hierarchies = quasi.map(({ hierarchy }) => hierarchy)
  const lattice = latticeOf(hierarchies)
  const cardinalities = hierarchies.map((_, column) => lattice.cardinality(column, 0))
  const places = placeCodes(cardinalities)
  const person = placeOfPerson(table, recipe)
  say('putting the rows into their order')
  await codeRows({ table, quasi, places, fixed: columns.fixed, kept: columns.kept, person, isSampled, key, seed: recipe.release.seed }, { engine })
  say('counting combinations')
  const frequencies = await readFrequencies({ places, cardinalities, hasPersons: person !== undefined }, { engine })
  const rows = totalRows(frequencies)
  say(`searching over ${frequencies.entries} combinations`)
  const { chosen, classes, k } = await chooseClasses({ recipe, frequencies, hierarchies, bounds: quasi.map(({ bounds }) => bounds) }, { progress, signal })
  const node = await nodeWords({ places, levels: chosen.levels, lattice }, { engine })
  await markSuppressed({ node, list: classes, k }, { engine })
  const marked = await countSuppressed({ engine })
  if (marked !== chosen.suppressed) throw new Error(`${marked} rows were marked as suppressed, and the search counted ${chosen.suppressed}`)
  say('writing the released rows')
  const written = await writtenColumns(columns, chosen.levels, engine)
  const wrote = (done: number) => { progress({ stage: 'deidentify', unit: 'rows', done, total: rows }) }
  const files = await writeRows({ columns: written, rows, rowsPerFile: recipe.release['rows-per-file'], quarantine, vault }, { engine, wrote })
  const labels = hierarchies.map((hierarchy, column) => countLabels(hierarchy, column, chosen.levels[column] ?? 0, classes, k))
  await writeHierarchies(quarantine, hierarchies.map((hierarchy, column) => ({ hierarchy, level: chosen.levels[column] ?? 0, labels: labels[column] ?? [], hasSuppressed: chosen.suppressed > 0 })))
  say('measuring risk')
  const report = await reportPrivacy({ table, recipe, columns, chosen, classes, labels, frequencies, node, k, person, isSampled }, { engine })
  return { report, files, columns: written.map(({ column }) => column) }
}

function placeOfPerson(table: Table, recipe: Recipe): number | undefined {
  const name = recipe.privacy?.person
  if (name === undefined) return undefined
  const place = table.columns.findIndex((column) => column.name === name)
  if (place < 0) throw new Refusal('bad-recipe', `privacy.person names "${name}", which is no column of the data`)
  return place
}

/** The released columns in the order of the delivery, with their cells in `deidentify_rows`. Makes the lists of labels. */
async function writtenColumns({ all, quasi, fixed }: PreparedColumns, levels: readonly number[], engine: SqlEngine): Promise<WrittenColumn[]> {
  const places = placeCodes(quasi.map(({ hierarchy }) => hierarchy.leaves[0]?.length ?? 1))
  const written: WrittenColumn[] = []
  for (const treated of all) {
    const { place, column: { name } } = treated
    const quasiPlace = quasi.findIndex((one) => one.treated === treated)
    const generalised = quasi[quasiPlace] ?? fixed.find((one) => one.treated === treated)
    if (treated.fate === 'drop') continue
    if (!generalised) {
      written.push({ column: { name, type: treated.type, stored: 'native' }, cell: identifier(`d${place}`) })
      continue
    }
    const list = `deidentify_label_${place}`
    const level = quasiPlace >= 0 ? levels[quasiPlace] ?? 0 : treated.level ?? 0
    await setList(list, { type: 'text', values: labelsByLeaf(generalised, level) }, engine)
    const code = places[quasiPlace]
    const label = listItem(list, code ? unpackCode(code, identifier(`w${code.word}`)) : identifier(`g${place}`))
    written.push({ column: { name, type: 'text', stored: 'native' }, cell: code ? sql`(case when suppressed then ${literal('*')} else ${label} end)` : label })
  }
  return written
}

function labelsByLeaf({ hierarchy }: GeneralisedColumn, level: number): (string | null)[] {
  return Array.from(hierarchy.codes[level] ?? [], (code) => hierarchy.labels[level]?.[code] ?? null)
}
