import { expect, test } from 'vitest'
import type { PrivacyModel } from '#dam/recipe/recipe.ts'
import { compileModels } from './class-models.ts'
import { makeHierarchy } from './naive-search.fixture.ts'
import { refuseChoice } from './refuse-choice.ts'

// Twenty rows of four leaves, which may not be generalised: 9, 6, 3 and 2.
const hierarchies = [makeHierarchy({ leaves: 4, steps: [], extra: 0, seed: 0 })]
const frequencies = { entries: 4, codes: [Uint8Array.of(0, 1, 2, 3)], counts: Uint32Array.of(9, 6, 3, 2), sensitive: [Uint8Array.of(0, 0, 0, 1)] }
const persons = { ...frequencies, persons: Uint32Array.of(0, 1, 1, 2) }
const varied: PrivacyModel = { 'l-diversity': { column: 'value', kind: 'distinct', l: 2 } }

test.each<{ named: string; models: readonly PrivacyModel[]; limit: number; counted?: typeof frequencies; sentence: string }>([
  {
    named: 'the rows beyond the limit, and the k that is within it', models: [{ 'k-anonymity': 5 }], limit: 0.1,
    sentence: 'k-anonymity 5 would suppress 5 of 20 rows even at the most general levels allowed, and the limit is 0.1; the best k reachable within it is 3: raise levels at-most, the suppression limit (to 0.25), or lower k',
  },
  { named: 'k 2 where nothing may be suppressed', models: [{ 'k-anonymity': 5 }], limit: 0, sentence: 'the best k reachable within it is 2:' },
  { named: 'a larger k for a larger limit', models: [{ 'k-anonymity': 9 }], limit: 0.25, sentence: 'the best k reachable within it is 6: raise levels at-most, the suppression limit (to 0.55)' },
  { named: 'that every row would go', models: [{ 'k-anonymity': 10 }], limit: 0.5, sentence: 'would suppress all 20 rows even at the most general levels allowed, where the largest class has 9 rows' },
  { named: 'persons where they are counted', models: [{ 'k-anonymity': 2 }], limit: 0.5, counted: persons, sentence: 'k-anonymity 2 would suppress all 20 rows even at the most general levels allowed, where the largest class has 1 persons' },
  { named: 'no k where other models ask for more', models: [{ 'k-anonymity': 2 }, varied], limit: 0.1, sentence: 'The privacy models of the recipe together would suppress all 20 rows' },
  { named: 'a limit that would do for other models', models: [{ 'average-risk': 0.18 }], limit: 0.05, sentence: 'The privacy models of the recipe together would suppress 2 of 20 rows even at the most general levels allowed, and the limit is 0.05; raise levels at-most, the suppression limit (to 0.1), or ask for less' },
])('refuseChoice() tells $named', ({ models, limit, counted = frequencies, sentence }) => {
  const request = { frequencies: counted, hierarchies, models: compileModels(models, counted, [{ column: 'value', values: 2 }]), cardinalities: [2], limit, levels: [0] }
  expect(() => refuseChoice(request)).toThrow(expect.objectContaining({ code: 'promise-failed', message: expect.stringContaining(sentence) }))
})
