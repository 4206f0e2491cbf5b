import type { Operation, RecipeColumn } from './recipe.ts'

const OF_ROLE = { identifier: 'drop', text: 'drop', 'quasi-identifier': 'generalise', sensitive: 'keep', plain: 'keep' } as const

/** A column's treatment as a list of steps, with what is left out filled in from the role. */
export function stepsOf(column: RecipeColumn): readonly Operation[] {
  if (column.do === undefined) return [OF_ROLE[column.role]]
  return Array.isArray(column.do) ? column.do : [column.do]
}

/** Whether a column is left out of the release. */
export function isDropped(column: RecipeColumn): boolean {
  return stepsOf(column).includes('drop')
}
