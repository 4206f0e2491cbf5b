// Tries recipes on the same rows again and again, in a process of its own; started by preview-process.ts.
import { join } from 'node:path'
import { z } from 'zod'
import { answerRequests } from '#platform/kept-program.ts'
import { openDuckDb } from '#platform/engines/duckdb.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import type { PreviewResult } from '#dam/catalogue/runs/preview-answers.ts'
import { type Preview, previewRecipe, type PreviewRows, samplePreview } from '#dam/preview-recipe.ts'
import { type ColumnValues, countValues } from '#dam/preview-values.ts'
import { checkAgainstTable } from '#dam/recipe/check-recipe.ts'
import { type LoadedRecipe, parseRecipe } from '#dam/recipe/load-recipe.ts'

const Request = z.object({
  folder: z.string(), text: z.string(), exact: z.boolean(), home: z.string(), workspace: z.string(),
  limits: z.object({ memoryBytes: z.number(), threads: z.number(), temporaryDirectory: z.string() }),
})

/** Rows that a recipe is tried on while it is edited, and rows that are shown. */
const MOST_ROWS = 5000
const SHOWN_ROWS = 20

let engine: SqlEngine | undefined
/** The rows that were read last, and of what. What stands in them is told of the few alone. */
const kept = new Map<boolean, { readonly of: string; readonly rows: PreviewRows; readonly values: ColumnValues[] }>()

answerRequests(Request, async ({ folder, text, exact, home, workspace, limits }) => {
  engine ??= await openDuckDb(limits)
  const loaded = parseRecipe(text, { file: join(folder, '.recipe.yaml') })
  const needs = { engine, home, workspace: join(workspace, exact ? 'exact' : 'sample'), progress: () => {} }
  const of = JSON.stringify([folder, whatIsRead(loaded)])
  const last = kept.get(exact)
  const rows = last?.of === of ? last.rows : await samplePreview(loaded, { most: exact ? Infinity : MOST_ROWS }, needs)
  const values = last?.of === of ? last.values : exact ? [] : await countValues(rows.table, engine)
  kept.set(exact, { of, rows, values })
  checkAgainstTable(loaded, rows.table.columns)
  return resultOf(await previewRecipe({ loaded, sample: rows, shown: SHOWN_ROWS }, needs), exact ? kept.get(false)?.values ?? [] : values)
})

/** All of a recipe that decides how its source is read. */
function whatIsRead({ recipe, columnNames }: LoadedRecipe): unknown {
  return [recipe.source, recipe.dataset.name, columnNames.map((name) => [name, recipe.columns[name]?.type, recipe.columns[name]?.format, recipe.columns[name]?.misfit])]
}

function resultOf({ rows, delivered, before, after, privacy }: Preview, values: ColumnValues[]): PreviewResult {
  const worst = privacy.groups.flatMap(({ outcomes }) => outcomes).filter(({ isSmall }) => !isSmall).toSorted((one, other) => other.loss - one.loss)
  const attacks = privacy.attacks.toSorted((one, other) => (other.rate - other.chance) - (one.rate - one.chance))
  const [attack] = attacks
  return {
    rows, delivered, before, after, values,
    smallest: privacy.smallest, classes: privacy.classes, suppressed: privacy.suppressed, loss: privacy.scores.loss,
    uniquesBefore: privacy.before.sampleUniques, uniquesAfter: privacy.after.sampleUniques,
    columns: privacy.columns.map(({ column, level, levels, loss }) => ({ column, level: level ?? null, levels, loss })),
    facts: [...privacy.modelFacts, ...privacy.parity],
    attack: attack ? { id: attack.id, rate: attack.rate, chance: attack.chance, label: attack.label } : null,
    worstGroup: worst[0] ?? null,
  }
}
