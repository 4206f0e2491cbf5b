import { foundOrBecause, layDraft, type LayNeeds, type TriedDraft } from './lay-draft.ts'
import type { PreviewAnswer, PreviewResult } from './preview-answers.ts'

/** Tries a recipe on files in a folder. What it has read is kept under the session's name for the next time. */
export type TryRecipe = (request: { readonly session: string; readonly folder: string; readonly text: string; readonly exact: boolean; readonly signal: AbortSignal }) => Promise<PreviewResult>

export interface PreviewNeeds extends LayNeeds {
  readonly tryRecipe: TryRecipe
}

export interface PreviewRequest extends TriedDraft {
  /** On every row instead of some. */
  readonly exact: boolean
  /** Aborted when whoever asked has left. */
  readonly signal: AbortSignal
}

/**
 * Says what a recipe would do to its uploads: some rows before and after, and the risk that remains. Nothing is saved.
 *
 * @throws {Refusal} `not-found`, `forbidden`; `cancelled` when the same person asked anew meanwhile, or left
 */
export async function previewDraft({ exact, signal, ...draft }: PreviewRequest, needs: PreviewNeeds): Promise<PreviewAnswer> {
  const begun = performance.now()
  const { problems, columns, laid } = await layDraft(draft, needs)
  const answer = (told: Partial<PreviewAnswer>): PreviewAnswer => ({ problems, columns, result: null, because: null, ...told, milliseconds: Math.round(performance.now() - begun) })
  if (!laid) return answer({})
  const { session, folder, text, lay } = laid
  const tried = await foundOrBecause(async () => {
    await lay()
    return needs.tryRecipe({ session, folder, text, exact, signal })
  })
  return answer('found' in tried ? { result: tried.found } : tried)
}
