import type { Fact } from '#dam/dataset/fact.ts'
import type { QualityReport } from '#dam/dataset/reports.ts'
import type { Table } from '#dam/dataset/table.ts'
import type { QualityRule } from '#dam/recipe/quality-rule.ts'
import type { Recipe } from '#dam/recipe/recipe.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { measureCells } from './measure-cells.ts'
import { measureDistance } from './measure-distance.ts'
import { measureDuplicates } from './measure-duplicates.ts'
import { measureFreshness } from './measure-freshness.ts'
import { measureNearDuplicates } from './measure-near-duplicates.ts'
import { measurePlanRows } from './measure-plan-rows.ts'
import { measureRowCount } from './measure-row-count.ts'
import { measureRowRules, type NamedRowRule } from './measure-row-rules.ts'
import { measureUnique } from './measure-unique.ts'
import { readRowRule, type RuleSetting } from './row-rule.ts'

/** What is to be measured, and by which recipe. */
export interface QualityRequest {
  readonly table: Table
  readonly recipe: Recipe
  /** What paths in the recipe are relative to. */
  readonly directory: string
  /** Date of the release, ISO; freshness is measured from it. */
  readonly date: string
  /** Rows that repeat an earlier row, as the profile counted them. */
  readonly duplicateRows: number
}

/**
 * Measures a delivery against the quality rules and the plan of its recipe, claim, rule and measurement side by side.
 *
 * @throws {Refusal} `bad-recipe` for a rule that cannot be measured: a file that is missing, a pattern that is none, a column of another type
 */
export async function auditQuality(request: QualityRequest, { engine }: { engine: SqlEngine }): Promise<QualityReport> {
  const { table, recipe, duplicateRows } = request
  const rules = (recipe.quality ?? []).map((rule, place) => ({ id: `quality-${String(place + 1).padStart(2, '0')}-${kindOf(rule)}`, rule }))
  const facts = await measureRules(rules, request, engine)
  const failed = new Set(facts.filter(({ verdict }) => verdict === 'failed').map(({ id }) => id))
  const identifiers = new Set(Object.entries(recipe.columns).filter(([, { role }]) => role === 'identifier').map(([name]) => name))
  const cells = recipe.plan?.cells && await measureCells(recipe.plan.cells, { ...request, person: recipe.privacy?.person }, { engine })
  return {
    facts,
    plan: {
      facts: [
        ...measurePlanRows(recipe.plan?.rows, table.rows),
        await measureDuplicates(recipe.plan?.duplicates, duplicateRows, table, { engine }),
        ...(recipe.plan ? [await measureNearDuplicates(table, identifiers, { engine })] : []),
        ...(cells?.facts ?? []),
      ],
      cells: cells?.cells ?? [],
      ...(cells?.cellsHow && { cellsHow: cells.cellsHow }),
    },
    stops: rules.some(({ id, rule }) => rule['on-failure'] === 'stop' && failed.has(id)),
  }
}

async function measureRules(rules: readonly { id: string; rule: QualityRule }[], request: QualityRequest, engine: SqlEngine): Promise<Fact[]> {
  const rowRules: NamedRowRule[] = []
  for (const { id, rule } of rules) {
    const rowRule = await readRowRule(rule, request, { engine })
    if (rowRule) rowRules.push({ id, rule: rowRule, mostly: rule.mostly })
  }
  const measured = new Map((await measureRowRules(request.table.file, rowRules, { engine })).map((fact) => [fact.id, fact]))
  const facts: Fact[] = []
  for (const { id, rule } of rules) {
    const fact = measured.get(id) ?? await measureTableRule(id, rule, request, request.date, engine)
    facts.push(fact)
  }
  return facts
}

async function measureTableRule(id: string, rule: QualityRule, setting: RuleSetting, date: string, engine: SqlEngine): Promise<Fact> {
  const { table } = setting
  if ('unique' in rule) return measureUnique(id, [rule.unique].flat(), rule.mostly, table, { engine })
  if ('row-count' in rule) return measureRowCount(id, rule['row-count'], table.rows)
  if ('freshness' in rule) return measureFreshness(id, { ...rule.freshness, asOf: rule.freshness['as-of'] ?? date }, table, { engine })
  if ('distribution-distance' in rule) return measureDistance(id, rule['distribution-distance'], setting, { engine })
  throw new Error(`The rule ${id} has no measurement`)
}

function kindOf(rule: QualityRule): string {
  const kinds = ['unique', 'not-null', 'in-range', 'in-set', 'matches', 'foreign-key', 'row-count', 'freshness', 'distribution-distance'] as const
  return kinds.find((kind) => kind in rule) ?? 'rule'
}
