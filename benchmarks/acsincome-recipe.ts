import { join } from 'node:path'
import { stringify } from 'yaml'
import type { Recoding } from '../src/dam/recipe/recipe.ts'
import { ACSINCOME_COLUMNS, QUASI_IDENTIFIERS } from './resample-acsincome.ts'

/** What a recipe for ACS income may ask. */
export interface AcsIncomeAsked {
  /** Folder with the hierarchies. */
  readonly data: string
  /** Of the CSV. */
  readonly path: string
  readonly recoding?: Recoding
  /** Eight quasi-identifiers, or ten: then RELP and WKHP as well. */
  readonly columns?: 8 | 10
  /** Share of rows that may be suppressed. */
  readonly limit?: number
  /** Combinations that are held in memory; the recipe's own default where left out. */
  readonly mostCombinations?: number | undefined
}

/** A recipe for ACS income: k 5, as little Loss as can be. */
export function acsIncomeRecipe({ data, path, recoding = 'global', columns = 8, limit = 0.05, mostCombinations }: AcsIncomeAsked): string {
  const column = (name: string) => {
    if (name === 'PINCP') return { role: 'sensitive' }
    if (columns === 8 && !QUASI_IDENTIFIERS.some((quasi) => quasi === name)) return { role: 'plain' }
    return { role: 'quasi-identifier', hierarchy: { file: join(data, `tabular/acsincome/acsincome_hierarchy_${name}.csv`) } }
  }
  return stringify({
    datadam: 1,
    dataset: { name: 'yardstick/acsincome', title: { en: 'ACS income', ko: '미국 지역사회조사 소득' }, licence: 'CC0-1.0', language: ['en'] },
    source: { kind: 'csv', path },
    columns: Object.fromEntries(ACSINCOME_COLUMNS.map((name) => [name, column(name)])),
    privacy: { models: [{ 'k-anonymity': 5 }], recoding, metric: 'loss', suppression: { limit }, ...(mostCombinations !== undefined && { 'most-combinations': mostCombinations }) },
    release: { version: '1.0.0', date: '2026-11-24' },
  })
}
