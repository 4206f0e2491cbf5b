import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { PrivacyReport } from '#dam/dataset/reports.ts'
import { ROW_NUMBER, type Table, textTable } from '#dam/dataset/table.ts'
import { deidentifyTable } from '#dam/deidentify/table/deidentify-table.ts'
import type { LoadedRecipe } from '#dam/recipe/load-recipe.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, listLiteral, literal, sql, withoutBindings } from '#platform/engines/sql-text.ts'
import { collectDelivery, type DeliveryNeeds } from './collect-delivery.ts'

/** Rows of a delivery, to try recipes on again and again. */
export interface PreviewRows {
  readonly table: Table
  /** Rows of the whole delivery. */
  readonly delivered: number
  readonly key: Uint8Array
}

/** What a recipe does to the rows. */
export interface Preview {
  /** Rows that it was tried on, of so many delivered. */
  readonly rows: number
  readonly delivered: number
  /** Some rows as delivered, cells as text; for the steward alone. */
  readonly before: { readonly columns: string[]; readonly rows: Cells[] }
  /** The same rows as released, in the same order; null for a row that is left out. */
  readonly after: { readonly columns: string[]; readonly rows: (Cells | null)[] }
  readonly privacy: PrivacyReport
}

type Cells = (string | null)[]

/**
 * Collects a recipe's delivery and keeps a random part of its rows, the same with each asking.
 *
 * @param most rows to keep; a delivery that has no more is kept whole
 * @throws {Refusal} what collecting refuses
 */
export async function samplePreview(loaded: LoadedRecipe, { most }: { readonly most: number }, needs: DeliveryNeeds): Promise<PreviewRows> {
  const { collect: { table }, key } = await collectDelivery(loaded, needs)
  return partOf({ table, delivered: table.rows, key }, { most }, needs)
}

/** A random part of the rows, the same with each asking; all where there are no more. */
export async function partOf(sample: PreviewRows, { most }: { readonly most: number }, { engine, workspace }: Pick<DeliveryNeeds, 'engine' | 'workspace'>): Promise<PreviewRows> {
  const { table } = sample
  if (table.rows <= most) return sample
  const file = join(workspace, `preview-${most}.parquet`)
  // Rows by the order of a hash, which needs no more memory than the rows that are kept.
  await engine.run(withoutBindings(sql`copy (select * exclude (file_row_number) from read_parquet(${literal(table.file)}, file_row_number = true) order by hash(file_row_number + 7919) limit ${literal(most)}) to ${literal(file)} (format parquet)`))
  return { ...sample, table: { ...table, file, rows: most } }
}

/**
 * De-identifies the rows as a recipe says, and shows some of them before and after.
 *
 * @param loaded checked against its table before, by `checkAgainstTable`
 * @throws {Refusal} what de-identifying refuses, such as a promise that cannot be kept
 */
export async function previewRecipe({ loaded: { recipe, directory }, sample, shown }: { readonly loaded: LoadedRecipe; readonly sample: PreviewRows; readonly shown: number }, needs: DeliveryNeeds): Promise<Preview> {
  const { table, delivered, key } = sample
  const { engine, progress, signal, workspace } = needs
  const [quarantine, vault] = [join(workspace, 'preview', 'quarantine'), join(workspace, 'preview', 'vault')]
  await clear()
  try {
    await Promise.all([quarantine, vault].map((path) => mkdir(path, { recursive: true, mode: 0o700 })))
    const { report, files, columns } = await deidentifyTable({ table, recipe, directory, quarantine, vault, key }, { engine, progress, ...(signal && { signal }) })
    const before = await rowsBefore(table, shown, engine)
    const after = await rowsAfter({ files: files.map(({ path }) => join(quarantine, path)), places: join(vault, 'rows.parquet'), columns: columns.map(({ name }) => name), shown }, engine)
    return {
      rows: table.rows, delivered, privacy: report,
      before: { columns: table.columns.map(({ name }) => name), rows: before },
      after: { columns: columns.map(({ name }) => name), rows: before.map((_, place) => after.get(place) ?? null) },
    }
  } finally {
    await clear()
  }

  function clear(): Promise<void> {
    return rm(join(workspace, 'preview'), { recursive: true, force: true })
  }
}

const TextCells = z.array(z.string().nullable())

async function rowsBefore(table: Table, shown: number, engine: SqlEngine): Promise<Cells[]> {
  const cells = table.columns.map(({ name }) => sql`${identifier(name)}::varchar`)
  const { rows } = await engine.table(sql`select ${joinSql(cells, ', ')} from ${textTable(table)} where ${identifier(ROW_NUMBER)} < ${shown} order by ${identifier(ROW_NUMBER)}`)
  return rows.map((row) => TextCells.parse(row))
}

/** Released rows by their place in the delivery; the vault names it for each, in the order of the files. */
async function rowsAfter({ files, places, columns, shown }: { readonly files: readonly string[]; readonly places: string; readonly columns: readonly string[]; readonly shown: number }, engine: SqlEngine): Promise<Map<number, Cells>> {
  const { rows: numbered } = await engine.table(sql`select place, row from (select row_number() over () - 1 as place, row from read_parquet(${literal(places)})) where row < ${shown} order by place`)
  const after = new Map<number, Cells>()
  const last = Number(numbered.at(-1)?.[0] ?? -1)
  const cells = columns.map((name) => sql`${identifier(name)}::varchar`)
  const { rows } = await engine.table(sql`select ${joinSql(cells, ', ')} from read_parquet(${listLiteral(files)}) limit ${literal(last + 1)}`)
  for (const [place, row] of numbered) after.set(Number(row), TextCells.parse(rows[Number(place)] ?? []))
  return after
}
