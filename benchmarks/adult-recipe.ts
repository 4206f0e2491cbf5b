import { join } from 'node:path'
import { stringify } from 'yaml'
import { ADULT_COLUMNS, type ArxScore } from './arx-scores.ts'

/** A recipe for the adult data, read where it lies, with one of ARX's configurations. */
export function adultRecipe(data: string, { k, metric, limit }: Pick<ArxScore, 'k' | 'metric' | 'limit'>): string {
  const column = (name: string) => ({ role: 'quasi-identifier', hierarchy: { file: join(data, `tabular/adult/adult_hierarchy_${name}.csv`) } })
  return stringify({
    datadam: 1,
    dataset: { name: 'yardstick/adult', title: { en: 'Adult', ko: '성인 소득' }, licence: 'CC-BY-4.0', language: ['en'] },
    source: { kind: 'csv', path: join(data, 'tabular/adult/adult.csv') },
    columns: Object.fromEntries(ADULT_COLUMNS.map((name) => [name, column(name)])),
    privacy: { models: [{ 'k-anonymity': k }], recoding: 'global', metric, suppression: { limit } },
    release: { version: '1.0.0', date: '2026-11-24' },
  })
}
