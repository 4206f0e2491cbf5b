import { stepData } from './edit-column.ts'
import type { Model } from './recipe-view.ts'

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
