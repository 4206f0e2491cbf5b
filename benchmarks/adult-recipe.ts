import { join } from 'node:path'
import { stringify } from 'yaml'
import type { Recoding } from '../src/dam/recipe/recipe.ts'
import { ADULT_COLUMNS, ADULT_SENSITIVE, type ArxScore } from './arx-scores.ts'

/** A recipe for the adult data, read where it lies, with one of ARX's configurations. */
export function adultRecipe(data: string, { models, metric, limit, recoding = 'global' }: Pick<ArxScore, 'models' | 'metric' | 'limit'> & { readonly recoding?: Recoding }): string {
  const isSensitive = models.some((model) => 'l-diversity' in model || 't-closeness' in model)
  const isHierarchical = models.some((model) => 't-closeness' in model && model['t-closeness'].distance === 'hierarchical')
  const column = (name: string) => {
    const hierarchy = { file: join(data, `tabular/adult/adult_hierarchy_${name}.csv`) }
    if (!isSensitive || name !== ADULT_SENSITIVE) return { role: 'quasi-identifier', hierarchy }
    return { role: 'sensitive', ...(isHierarchical && { hierarchy }) }
  }
  return stringify({
    datadam: 1,
    dataset: { name: 'yardstick/adult', title: { en: 'Adult', ko: '성인 소득' }, licence: 'CC-BY-4.0', language: ['en'] },
    source: { kind: 'csv', path: join(data, 'tabular/adult/adult.csv') },
    columns: Object.fromEntries(ADULT_COLUMNS.map((name) => [name, column(name)])),
    privacy: { models, recoding, metric, suppression: { limit } },
    release: { version: '1.0.0', date: '2026-11-24' },
  })
}
