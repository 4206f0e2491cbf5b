import { join } from 'node:path'
import { stringify } from 'yaml'
import { ACSINCOME_COLUMNS, QUASI_IDENTIFIERS } from './resample-acsincome.ts'

/**
 * A recipe for ACS income: global recoding for Loss, k 5, at most 5 % suppressed, eight quasi-identifiers.
 *
 * @param data folder with the hierarchies; @param path of the CSV
 */
export function acsIncomeRecipe({ data, path }: { data: string; path: string }): string {
  const column = (name: string) => {
    if (name === 'PINCP') return { role: 'sensitive' }
    if (!QUASI_IDENTIFIERS.some((quasi) => quasi === name)) return { role: 'plain' }
    return { role: 'quasi-identifier', hierarchy: { file: join(data, `tabular/acsincome/acsincome_hierarchy_${name}.csv`) } }
  }
  return stringify({
    datadam: 1,
    dataset: { name: 'yardstick/acsincome', title: { en: 'ACS income', ko: '미국 지역사회조사 소득' }, licence: 'CC0-1.0', language: ['en'] },
    source: { kind: 'csv', path },
    columns: Object.fromEntries(ACSINCOME_COLUMNS.map((name) => [name, column(name)])),
    privacy: { models: [{ 'k-anonymity': 5 }], recoding: 'global', metric: 'loss', suppression: { limit: 0.05 } },
    release: { version: '1.0.0', date: '2026-11-24' },
  })
}
