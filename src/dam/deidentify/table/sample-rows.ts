import type { Table } from '#dam/dataset/table.ts'
import type { Recipe } from '#dam/recipe/recipe.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { joinSql, literal, sql, withoutBindings } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'
import { keyedNumber } from './keyed-hash.ts'
import { cellsOf, sourceRows } from './source-rows.ts'

/**
 * Draws the sample into the temporary table `deidentify_sample` (column `row`): in each stratum the rows that come
 * first in an order which follows from the key and the seed, round(share * rows) of them.
 * @throws {Refusal} `bad-recipe` for a stratum that is no column; `bad-input` when not one row is drawn
 */
export async function drawSample(request: { table: Table; sample: NonNullable<Recipe['sample']>; key: Uint8Array }, { engine }: { engine: SqlEngine }): Promise<void> {
  const { table, sample, key } = request
  const strata = (sample.stratify ?? []).map((name) => {
    const place = table.columns.findIndex((column) => column.name === name)
    if (place < 0) throw new Refusal('bad-recipe', `sample.stratify names "${name}", which is no column of the data`)
    return cellsOf(table, place).text
  })
  const partition = strata.length > 0 ? sql`partition by ${joinSql(strata, ', ')}` : sql``
  const number = literal(keyedNumber(key, `sample:${sample.seed}`))
  await engine.run(withoutBindings(sql`create or replace temporary table deidentify_sample as
    select row from (
      select s.row as row, row_number() over (${partition} order by hash(s.row, ${number}::bigint), s.row) as place, count(*) over (${partition}) as size from ${sourceRows(table)} s)
    where place <= round(size * ${literal(sample.share)}::double)`))
  const { rows: [[drawn] = []] } = await engine.table(sql`select count(*) from deidentify_sample`)
  if (drawn === 0) throw new Refusal('bad-input', `The sample of ${sample.share} draws no row from ${table.rows}; ask for a larger share`)
}
