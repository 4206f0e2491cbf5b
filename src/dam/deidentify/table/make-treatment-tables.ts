import type { Table } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier } from '#platform/engines/sql-text.ts'
import { microaggregateColumn } from './microaggregate-column.ts'
import { shuffleColumn } from './shuffle-column.ts'
import { sourceRows } from './source-rows.ts'
import { makeTokens } from './token-table.ts'
import type { TreatedColumn } from './treat-column.ts'

/**
 * Makes the tables of tokens, shuffled values and means that a column's cells are looked up in.
 * Needs the table `deidentify_sample` when `isSampled`.
 * @throws {Refusal} `bad-input` when there are too few values, or values without a mean
 */
export async function makeTreatmentTables(request: { table: Table; treated: TreatedColumn; isSampled: boolean; key: Uint8Array }, { engine }: { engine: SqlEngine }): Promise<void> {
  const { table: delivery, treated: { column, tables }, isSampled, key } = request
  const rows = sourceRows(delivery)
  for (const { name, step, cell, joins } of tables) {
    const table = identifier(name)
    if ('tokenise' in step) await makeTokens({ table, text: cell, rows, joins, key }, { engine })
    else if ('shuffle' in step) await shuffleColumn({ table, column: column.name, value: cell, rows, joins, isSampled, key }, { engine })
    else await microaggregateColumn({ name, column: column.name, size: step.microaggregate, value: cell, rows, rowCount: delivery.rows, joins, isSampled }, { engine })
  }
}
