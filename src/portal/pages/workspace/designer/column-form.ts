import type { PreviewValues } from '#dam/catalogue/runs/preview-answers.ts'
import type { RecipeChange } from './change-recipe.ts'
import type { ColumnChoice } from './recipe-view.ts'

/** Changes the recipe. `by` names the field that was typed in, so that what is typed in one go is one step back. */
export type Edit = (changes: readonly RecipeChange[], by?: string) => void

/** One column to be edited. */
export interface ColumnForm {
  readonly column: ColumnChoice
  /** Type of the column, empty where it is not known yet. */
  readonly type: string
  /** Techniques that its role and type allow. */
  readonly techniques: readonly string[]
  readonly values: PreviewValues | undefined
  readonly edit: Edit
}
