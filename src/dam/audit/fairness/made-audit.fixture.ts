import type { openBench } from '#dam/dataset/made-table.fixture.ts'
import { sql } from '#platform/engines/sql-text.ts'
import { auditFairness } from './audit-fairness.ts'
import { recipeWith } from './audited.fixture.ts'
import { findFairnessColumns } from './fairness-columns.ts'
import { recomputeWith } from './recompute.ts'

/** 600 loans: women are refused more often by people and more often still by the model, whose scores are too low for them. */
const LOANS = sql`select case when i % 3 = 0 then 'F' when i % 3 = 1 then 'M' else 'N' end as sex, case when i % 2 = 0 then 'old' else 'young' end as age,
  case when i % 3 = 0 then (i % 5 = 0)::integer else (i % 5 < 3)::integer end::varchar as paid,
  case when i % 3 = 0 then (i % 10 = 0)::integer else (i % 5 < 3)::integer end::varchar as said,
  case when i % 3 = 0 then '0.05' else '0.6' end as score,
  case when i % 3 = 0 and i % 4 = 0 then null else 'x' end as note, case when i % 3 = 0 then 'north' else 'south' end as district from range(600) rows(i)`
const TYPES = { sex: 'text', age: 'text', paid: 'integer', said: 'integer', score: 'decimal', note: 'text', district: 'text' } as const

/** The audit of the loans, with the table and what findings are written from. */
export async function auditLoans(bench: Awaited<ReturnType<typeof openBench>>, told: Partial<Parameters<typeof recipeWith>[0]> = {}) {
  const table = await bench.makeTable(LOANS, TYPES)
  const recipe = recipeWith({ label: 'paid', favourable: 1, groups: ['sex', 'age'], prediction: { column: 'said', score: 'score' }, ...told }, Object.keys(TYPES))
  if (!recipe.fairness) throw new Error('The recipe was made with fairness')
  const report = await auditFairness({ table, recipe, directory: bench.folder }, bench)
  return { table, report, recompute: recomputeWith(findFairnessColumns(table, recipe.fairness)) }
}
