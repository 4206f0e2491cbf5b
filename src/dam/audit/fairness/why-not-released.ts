import type { Bilingual } from '#dam/dataset/fact.ts'
import type { Recipe } from '#dam/recipe/recipe.ts'

/** Why a column does not leave the house in any form; undefined where it does. */
export function whyNotReleased(name: string, { columns }: Pick<Recipe, 'columns'>): Bilingual | undefined {
  const column = new Map(Object.entries(columns)).get(name)
  if (!column) return undefined
  const { role, do: steps } = column
  if (steps !== undefined) return [steps].flat().includes('drop') ? { en: 'The recipe drops it.', ko: '레시피가 빼도록 했습니다.' } : undefined
  if (role === 'identifier') return { en: 'An identifier, which names a person by itself, is left out.', ko: '그 자체로 사람을 가리키는 식별자라 뺐습니다.' }
  return role === 'text' ? { en: 'Free text, which may name people, is left out.', ko: '사람을 가리키는 말이 들어 있을 수 있는 글이라 뺐습니다.' } : undefined
}
