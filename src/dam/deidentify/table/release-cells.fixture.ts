import { join } from 'node:path'
import type { Recipe } from '#dam/recipe/recipe.ts'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { deidentifyTable } from './deidentify-table.ts'
import { type MadeDelivery, MADE_KEY } from './delivery.fixture.ts'

let releases = 0

/** Releases a made delivery, and reads the cells back by their row in the delivery and by column, in the order of rows. */
export async function releaseCells({ engine, table, directory, folder }: MadeDelivery, recipe: Recipe, key = MADE_KEY) {
  const name = `release-${releases++}`
  const [quarantine, vault] = [await folder(name), await folder(`${name}.vault`)]
  const released = await deidentifyTable({ table, recipe, directory, quarantine, vault, key }, { engine, progress: () => undefined })
  const { rows } = await engine.table(sql`select * from read_parquet(${literal(join(quarantine, 'data/*.parquet'))})`)
  const { rows: order } = await engine.table(sql`select row from read_parquet(${literal(join(vault, 'rows.parquet'))})`)
  const byRow = new Map(order.map(([row], place) => [Number(row), rows[place] ?? []]))
  return { ...released, byRow, column: (place: number) => Array.from(byRow.keys()).toSorted((a, b) => a - b).map((row) => byRow.get(row)?.[place]) }
}
