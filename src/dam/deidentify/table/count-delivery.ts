import type { Table } from '#dam/dataset/table.ts'
import type { Recipe } from '#dam/recipe/recipe.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, sql } from '#platform/engines/sql-text.ts'
import type { Progress } from '#platform/progress.ts'
import { Refusal } from '#platform/refusal.ts'
import type { ChooseRequest } from './choose-classes.ts'
import { codeRows } from './code-rows.ts'
import type { CompiledHierarchy } from './compiled-hierarchy.ts'
import { dropTables } from './drop-tables.ts'
import { chooseFloor, type Floor } from './floor/choose-floor.ts'
import { type Frequencies, totalRows } from './frequencies.ts'
import { type Lattice, latticeOf } from './lattice.ts'
import { type CountedGroup, groupRows } from './measure-risk.ts'
import { type CodePlace, placeCodes } from './packing.ts'
import { leafWords } from './place-rows.ts'
import { prepareColumns, type PreparedColumns } from './prepare-columns.ts'
import { type Groups, projectGroups, readGroups, smallestGroup } from './read-groups.ts'
import { type CountRequest, readFrequencies } from './read-frequencies.ts'
import { type CodedSensitive, readSensitive } from './read-sensitive.ts'
import { drawSample } from './sample-rows.ts'

/** What is counted, and by which recipe. */
export interface DeliveryRequest {
  readonly table: Table
  readonly recipe: Recipe
  /** The recipe's: hierarchy files are relative to it. */
  readonly directory: string
  /** The project's, 32 bytes. */
  readonly key: Uint8Array
}

/** What it is counted with. */
export interface DeliveryNeeds {
  readonly engine: SqlEngine
  readonly progress: Progress
  readonly signal?: AbortSignal | undefined
}

/** A delivery, counted: everything from which classes are chosen. */
export interface CountedDelivery {
  readonly columns: PreparedColumns
  /** By quasi-identifier, as all lists below. */
  readonly hierarchies: readonly CompiledHierarchy[]
  readonly lattice: Lattice
  readonly places: readonly CodePlace[]
  readonly weights: readonly number[]
  /** Place of the column that tells persons apart. */
  readonly person: number | undefined
  readonly groups: Groups | undefined
  readonly sensitive: readonly CodedSensitive[]
  readonly frequencies: Frequencies
  /** How the combinations of leaves are counted. */
  readonly count: CountRequest
  /** Where those were too many: the finest levels at which `frequencies` holds them, and the sizes of the classes of leaves. */
  readonly floor: Floor | undefined
  readonly leafGroups: readonly CountedGroup[] | undefined
  /** Rows of the release. */
  readonly rows: number
  readonly isSampled: boolean
}

/**
 * Counts a delivery as its recipe says, and does the work while the coded rows are there.
 *
 * The rows are read once for each generalised column and once more for all; the temporary table `deidentify_rows`
 * and the others are dropped in the end, whatever happens.
 * @throws {Refusal} `bad-recipe`, `bad-input`, `cancelled`, and what the work refuses
 */
export async function withCountedDelivery<Result>(
  request: DeliveryRequest, { engine, progress, signal }: DeliveryNeeds, work: (counted: CountedDelivery, say: (message: string) => void) => Promise<Result>,
): Promise<Result> {
  if (request.table.rows === 0) throw new Refusal('bad-input', 'The data has no rows, so there is nothing to release; deliver at least one')
  const say = (message: string) => {
    if (signal?.aborted) throw new Refusal('cancelled', 'The run was stopped')
    progress({ stage: 'deidentify', message })
  }
  const interrupt = () => { engine.interrupt() }
  signal?.addEventListener('abort', interrupt)
  try {
    return await work(await countDelivery(request, { engine, say }), say)
  } finally {
    signal?.removeEventListener('abort', interrupt)
    await dropTables({ engine })
  }
}

async function countDelivery({ table, recipe, directory, key }: DeliveryRequest, { engine, say }: { engine: SqlEngine; say: (message: string) => void }): Promise<CountedDelivery> {
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
  const groups = await readGroups({ table, recipe }, { engine })
  say('putting the rows into their order')
  await codeRows({ table, quasi, places, fixed: columns.fixed, kept: columns.kept, person, groups, isSampled, key, seed: recipe.release.seed }, { engine })
  const sensitive = await readSensitive({ recipe, columns, directory }, { engine })
  say('counting combinations')
  const count = { places, cardinalities, hasPersons: person !== undefined, sensitive, groups: groups?.cells.length ?? 0, hasDelivered: isSampled }
  const weights = quasi.map(({ treated }) => treated.settings.weight ?? 1)
  const leafRows = quasi.map((column) => column.leafRows)
  const most = recipe.privacy?.['most-combinations'] ?? Infinity
  const floor = table.rows > most ? await chooseFloor({ ...count, lattice, bounds: quasi.map(({ bounds }) => bounds), weights, leafRows, most }, { engine }) : undefined
  const read = await readFrequencies(floor ? { ...count, words: floor.words } : count, { engine })
  const frequencies = floor ? { ...read, leafRows } : read
  const leafGroups = floor && await groupRows({
    keys: leafWords(places), from: sql`deidentify_rows`, ...(person !== undefined && { person: identifier('person') }), released: sql`released`, suppressed: sql`false`,
  }, { engine })
  return { columns, hierarchies, lattice, places, weights, person, groups, sensitive, frequencies, count, floor, leafGroups, rows: totalRows(frequencies), isSampled }
}

/** What classes are chosen from, for a recipe that names the columns, groups and sensitive columns that were counted. */
export function choiceFrom({ columns, hierarchies, weights, groups, sensitive, frequencies, floor }: CountedDelivery, recipe: Recipe): ChooseRequest {
  const parity = recipe.privacy?.suppression.parity
  const demand = parity && groups && { atMost: parity['at-most'], smallest: smallestGroup(recipe), ofGroup: projectGroups(groups, parity.by).ofGroup }
  const bounds = columns.quasi.map(({ bounds: { lowest, highest } }, column) => ({ lowest: Math.max(lowest, floor?.levels[column] ?? 0), highest }))
  return { recipe, frequencies, hierarchies, bounds, sensitive, weights, parity: demand }
}

function placeOfPerson(table: Table, recipe: Recipe): number | undefined {
  const name = recipe.privacy?.person
  if (name === undefined) return undefined
  const place = table.columns.findIndex((column) => column.name === name)
  if (place < 0) throw new Refusal('bad-recipe', `privacy.person names "${name}", which is no column of the data`)
  return place
}
