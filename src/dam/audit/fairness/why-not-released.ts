import type { Bilingual } from '#dam/dataset/fact.ts'
import { isDropped } from '#dam/recipe/column-steps.ts'
import type { Recipe } from '#dam/recipe/recipe.ts'

/** Why a column does not leave the house in any form; undefined where it does. */
export function whyNotReleased(name: string, { columns }: Pick<Recipe, 'columns'>): Bilingual | undefined {
  const column = new Map(Object.entries(columns)).get(name)
  if (!column || !isDropped(column)) return undefined
  if (column.do !== undefined) return { en: 'The recipe drops it.', ko: '레시피가 빼도록 했습니다.' }
  return column.role === 'identifier'
    ? { en: 'An identifier, which names a person by itself, is left out.', ko: '그 자체로 사람을 가리키는 식별자라 뺐습니다.' }
    : { en: 'Free text, which may name people, is left out.', ko: '사람을 가리키는 말이 들어 있을 수 있는 글이라 뺐습니다.' }
}
