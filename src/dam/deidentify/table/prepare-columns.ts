import type { Table } from '#dam/dataset/table.ts'
import type { Recipe } from '#dam/recipe/recipe.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { Refusal } from '#platform/refusal.ts'
import type { CodedColumn } from './code-rows.ts'
import { compileHierarchy, type CompiledHierarchy } from './compiled-hierarchy.ts'
import type { LevelBounds } from './lattice.ts'
import { makeTreatmentTables } from './make-treatment-tables.ts'
import { readLeaves } from './read-leaves.ts'
import { cellsOf } from './source-rows.ts'
import { settingsOf, treatColumn, type TreatedColumn } from './treat-column.ts'

/** A column that goes through a hierarchy, and the levels it may be given. */
export interface GeneralisedColumn extends CodedColumn {
  readonly hierarchy: CompiledHierarchy
  readonly bounds: LevelBounds
  /** Rows of each leaf, among those to be released. */
  readonly leafRows: readonly number[]
}

/** All columns of the delivery, by what becomes of them. */
export interface PreparedColumns {
  readonly all: readonly TreatedColumn[]
  readonly quasi: readonly GeneralisedColumn[]
  /** No quasi-identifiers, but given a fixed level. */
  readonly fixed: readonly GeneralisedColumn[]
  readonly kept: readonly TreatedColumn[]
}

/**
 * Decides what becomes of each column, makes the tables that some steps look their cells up in, and compiles the hierarchies over the values that occur.
 * Needs the table `deidentify_sample` when `isSampled`.
 * @throws {Refusal} `bad-recipe` or `bad-input`
 */
export async function prepareColumns(
  request: { table: Table; recipe: Recipe; directory: string; key: Uint8Array; isSampled: boolean }, { engine }: { engine: SqlEngine },
): Promise<PreparedColumns> {
  const { table, recipe, directory, key, isSampled } = request
  const all = table.columns.map((column, place) => treatColumn({ place, column, settings: settingsOf(recipe, column.name), cells: cellsOf(table, place), key }))
  if (all.every(({ fate }) => fate === 'drop')) throw new Refusal('bad-recipe', 'The recipe drops every column, so nothing would be released; keep or generalise at least one')
  for (const treated of all) await makeTreatmentTables({ table, treated, isSampled, key }, { engine })
  const generalised: GeneralisedColumn[] = []
  for (const treated of all) {
    if (treated.fate !== 'generalise') continue
    const leaves = await readLeaves({ table, treated, isSampled }, { engine })
    const { column: { name }, settings, isWhole } = treated
    const hierarchy = await compileHierarchy({ column: name, hierarchy: settings.hierarchy, leaves, isWhole, directory })
    generalised.push({ treated, hierarchy, bounds: boundsOf(treated, hierarchy), leafRows: leaves.rows, missingCode: Math.max(0, leaves.texts.indexOf(null)) })
  }
  const isQuasi = ({ treated }: GeneralisedColumn) => treated.settings.role === 'quasi-identifier'
  return { all, quasi: generalised.filter(isQuasi), fixed: generalised.filter((column) => !isQuasi(column)), kept: all.filter(({ fate }) => fate === 'release') }
}

function boundsOf({ column: { name }, level, settings }: TreatedColumn, { labels }: CompiledHierarchy): LevelBounds {
  const last = labels.length - 1
  const lowest = level ?? settings.levels?.['at-least'] ?? 0
  const highest = level ?? settings.levels?.['at-most'] ?? last
  if (lowest > last) throw new Refusal('bad-recipe', `Column "${name}" is asked for level ${lowest}, but the last level of its hierarchy is ${last}`)
  if (lowest > highest) throw new Refusal('bad-recipe', `Column "${name}": levels at-least ${lowest} lies above at-most ${highest}`)
  if (level === undefined && settings.role !== 'quasi-identifier') return { lowest: 0, highest: 0 }
  return { lowest, highest: Math.min(highest, last) }
}
