import type { PreviewValues } from '#dam/catalogue/runs/preview-answers.ts'
import type { UploadAnswer } from '#dam/catalogue/runs/run-answers.ts'
import type { RecipeChange } from './recipe-data.ts'
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

/** The uploads of the data set, of which one may hold a hierarchy. */
export interface HierarchyFiles {
  readonly publisher: string
  readonly slug: string
  readonly uploads: readonly Pick<UploadAnswer, 'name' | 'bytes'>[]
}
