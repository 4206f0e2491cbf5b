import { Recipe, type Fairness } from '#dam/recipe/recipe.ts'

/** For tests: a recipe that says nothing but what is audited, and which columns are dropped. */
export function recipeWith(fairness: Omit<Partial<Fairness>, 'label' | 'favourable' | 'groups'> & Pick<Fairness, 'label' | 'favourable' | 'groups'>, columns: readonly string[], dropped: readonly string[] = []): Recipe {
  return Recipe.parse({
    datadam: 1,
    dataset: { name: 'saeron/made', title: { en: 'Made' }, licence: 'CC-BY-4.0', language: ['en'] },
    source: { kind: 'csv', path: 'made.csv' },
    columns: Object.fromEntries(columns.map((name) => [name, dropped.includes(name) ? { role: 'plain', do: 'drop' } : { role: 'plain' }])),
    fairness,
    release: { version: '1.0.0' },
  })
}
