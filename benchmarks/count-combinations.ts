import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { collectSource } from '../src/dam/collect/collect-source.ts'
import type { Table } from '../src/dam/dataset/table.ts'
import { codeRows } from '../src/dam/deidentify/table/code-rows.ts'
import { placeCodes } from '../src/dam/deidentify/table/packing.ts'
import { prepareColumns } from '../src/dam/deidentify/table/prepare-columns.ts'
import { readFrequencies } from '../src/dam/deidentify/table/read-frequencies.ts'
import { readSensitive } from '../src/dam/deidentify/table/read-sensitive.ts'
import { Recipe } from '../src/dam/recipe/recipe.ts'
import type { SqlEngine } from '../src/platform/engines/sql-engine.ts'

const KEY = new Uint8Array(32)

/** Collects a CSV into a table, so that several recipes can be counted on it. */
export async function collectCsv(path: string, folder: string, { engine }: { engine: SqlEngine }): Promise<Table> {
  await mkdir(join(folder, 'work'))
  const { table } = await collectSource({ source: { kind: 'csv', path }, directory: folder, workspace: join(folder, 'work'), store: join(folder, 'store') }, { engine, progress: () => {} })
  return table
}

/** Everything that a search needs, counted in the engine as a run counts it. */
export async function countCombinations({ recipeText, table, directory }: { recipeText: string; table: Table; directory: string }, { engine }: { engine: SqlEngine }) {
  const recipe = Recipe.parse(parse(recipeText))
  const columns = await prepareColumns({ table, recipe, directory, key: KEY, isSampled: false }, { engine })
  const { quasi } = columns
  const cardinalities = quasi.map(({ hierarchy }) => hierarchy.codes[0]?.length ?? 0)
  const places = placeCodes(cardinalities)
  await codeRows({ table, quasi, places, fixed: columns.fixed, kept: columns.kept, isSampled: false, key: KEY, seed: 1 }, { engine })
  const sensitive = await readSensitive({ recipe, columns, directory }, { engine })
  const frequencies = await readFrequencies({ places, cardinalities, hasPersons: false, sensitive, groups: 0, hasDelivered: false }, { engine })
  return { recipe, frequencies, sensitive, hierarchies: quasi.map(({ hierarchy }) => hierarchy), bounds: quasi.map(({ bounds }) => bounds), weights: quasi.map(({ treated }) => treated.settings.weight ?? 1) }
}
