import type { RecipeChange } from './recipe-data.ts'
import { stepData } from './edit-column.ts'
import type { Model, PrivacyChoice } from './recipe-view.ts'

export const MODEL_NAMES = ['k-anonymity', 'l-diversity', 't-closeness', 'delta-presence', 'average-risk', 'sample-uniques'] as const

/** A promise to begin with; those about a sensitive column name the first. */
export function beginModel(name: string, sensitive: readonly string[]): Model {
  const column = sensitive[0] ?? ''
  const settings: Readonly<Record<string, readonly (readonly [string, unknown])[]>> = {
    'k-anonymity': [['', 5]], 'l-diversity': [['column', column], ['kind', 'distinct'], ['l', 2]], 't-closeness': [['column', column], ['t', 0.3], ['distance', 'equal']],
    'delta-presence': [['at-most', 0.5]], 'average-risk': [['', 0.1]], 'sample-uniques': [['', 'none']],
  }
  return { name, settings: new Map(settings[name] ?? []) }
}

/** A promise as a recipe writes it. What only another kind of it has is left out, and what its kind needs is there. */
export function modelData({ name, settings }: Model): unknown {
  if (name !== 'l-diversity') return stepData({ name, settings })
  const fitting = new Map(settings)
  if (settings.get('kind') === 'recursive') fitting.set('c', settings.get('c') ?? 4)
  else fitting.delete('c')
  return stepData({ name, settings: fitting })
}

/** Another number for k in the promise that is there, all else as it is; a promise of k where there was none. */
export function changeK({ models }: Pick<PrivacyChoice, 'models'>, k: number): readonly RecipeChange[] {
  const place = models.findIndex(({ name }) => name === 'k-anonymity')
  if (place >= 0) return [{ path: ['privacy', 'models', place], value: { 'k-anonymity': k } }]
  return [models.length === 0 ? { path: ['privacy', 'models'], value: [{ 'k-anonymity': k }] } : { path: ['privacy', 'models', models.length], value: { 'k-anonymity': k } }]
}
