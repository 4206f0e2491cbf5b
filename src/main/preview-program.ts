// Tries recipes on the same rows again and again, in a process of its own; started by preview-process.ts.
import { join } from 'node:path'
import { z } from 'zod'
import { answerRequests } from '#platform/kept-program.ts'
import { openDuckDb } from '#platform/engines/duckdb.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import type { PreviewResult } from '#dam/catalogue/runs/preview-answers.ts'
import type { Tradeoff } from '#dam/catalogue/runs/tradeoff-answers.ts'
import type { DeliveryNeeds } from '#dam/collect-delivery.ts'
import type { Exploration } from '#dam/compare/exploration.ts'
import { exploreTable } from '#dam/explore-recipe.ts'
import { partOf, type Preview, previewRecipe, type PreviewRows, samplePreview } from '#dam/preview-recipe.ts'
import { type ColumnValues, countValues } from '#dam/preview-values.ts'
import { checkAgainstTable } from '#dam/recipe/check-recipe.ts'
import { type LoadedRecipe, parseRecipe } from '#dam/recipe/load-recipe.ts'

const Asked = z.object({
  folder: z.string(), text: z.string(), home: z.string(), workspace: z.string(),
  limits: z.object({ memoryBytes: z.number(), threads: z.number(), temporaryDirectory: z.string() }),
})
const Request = z.discriminatedUnion('act', [
  Asked.extend({ act: z.literal('try'), exact: z.boolean() }),
  /** The recipe with other numbers for k, beside each other. */
  Asked.extend({ act: z.literal('explore'), ks: z.array(z.number()) }),
])

/** Rows that are kept for trying, and rows that are shown. */
const MOST_ROWS = 5000
const SHOWN_ROWS = 20

/**
 * Classes of rows with many quasi-identifiers take long to find, so fewer rows are tried then: the largest step that has
 * no more cells. Measured on one core with 12 of 200 columns: 5,000 rows take 4 seconds, 2,500 rows 2.
 */
const MOST_CELLS = 30_000
const STEPS = [MOST_ROWS, 2500, 1000, 500]

let engine: SqlEngine | undefined

interface Kept {
  /** What was read. */
  readonly of: string
  readonly rows: PreviewRows
  readonly values: ColumnValues[]
  /** Fewer of the rows, by their number. */
  readonly parts: Map<number, PreviewRows>
}

/** The rows that were read last. What stands in them is told of the few alone. */
const kept = new Map<boolean, Kept>()

answerRequests(Request, async (request, signal) => {
  const exact = request.act === 'try' && request.exact
  const { loaded, rows, values, needs } = await readRows(request, exact, signal)
  if (request.act === 'try') return resultOf(await previewRecipe({ loaded, sample: rows, shown: SHOWN_ROWS }, needs), exact ? kept.get(false)?.values ?? [] : values)
  const recodings = loaded.recipe.privacy ? [loaded.recipe.privacy.recoding] : []
  return tradeoffOf(await exploreTable({ recipe: loaded, table: rows.table, key: rows.key, ks: request.ks, recodings }, { ...needs, clock: () => performance.now() }), rows)
})

/** The rows that a recipe is tried on, read anew only where something else is to be read. */
async function readRows({ folder, text, home, workspace, limits }: z.infer<typeof Asked>, exact: boolean, signal: AbortSignal): Promise<{ loaded: LoadedRecipe; rows: PreviewRows; values: ColumnValues[]; needs: DeliveryNeeds }> {
  engine ??= await openDuckDb(limits)
  const loaded = parseRecipe(text, { file: join(folder, '.recipe.yaml') })
  const needs = { engine, home, workspace: join(workspace, exact ? 'exact' : 'sample'), progress: () => {}, signal }
  const of = JSON.stringify([folder, whatIsRead(loaded)])
  const last = kept.get(exact)
  const whole = last?.of === of ? last : await keepRows(loaded, { of, exact }, needs)
  checkAgainstTable(loaded, whole.rows.table.columns)
  const most = exact ? Infinity : rowsFor(loaded)
  const rows = whole.parts.get(most) ?? await partOf(whole.rows, { most }, needs)
  whole.parts.set(most, rows)
  return { loaded, rows, values: whole.values, needs }
}

async function keepRows(loaded: LoadedRecipe, { of, exact }: { readonly of: string; readonly exact: boolean }, needs: DeliveryNeeds): Promise<Kept> {
  const rows = await samplePreview(loaded, { most: exact ? Infinity : MOST_ROWS }, needs)
  const read = { of, rows, values: exact ? [] : await countValues(rows.table, needs.engine), parts: new Map<number, PreviewRows>() }
  kept.set(exact, read)
  return read
}

function rowsFor({ recipe, columnNames }: LoadedRecipe): number {
  const quasi = columnNames.filter((name) => recipe.columns[name]?.role === 'quasi-identifier').length
  return STEPS.find((rows) => rows * quasi <= MOST_CELLS) ?? 500
}

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

function tradeoffOf({ choices }: Exploration, { table, delivered }: PreviewRows): Tradeoff {
  return {
    rows: table.rows, delivered,
    choices: choices.map(({ k, recoding, isOwn, outcome, because }) => ({
      k, recoding, isOwn, because: because ?? null,
      outcome: outcome ? { rows: outcome.rows, suppressed: outcome.suppressed, loss: outcome.scores.loss, classes: outcome.classes, smallest: outcome.smallest, highestRisk: outcome.highestRisk } : null,
    })),
  }
}
