import { foundOrBecause, layDraft, type LayNeeds, type TriedDraft } from './lay-draft.ts'
import type { Tradeoff, TradeoffAnswer } from './tradeoff-answers.ts'

/** Tries a recipe with other numbers for k on files in a folder, on the rows that the session has read. */
export type ExploreDraft = (request: { readonly session: string; readonly folder: string; readonly text: string; readonly ks: readonly number[]; readonly signal: AbortSignal }) => Promise<Tradeoff>

export interface TradeoffNeeds extends LayNeeds {
  readonly exploreDraft: ExploreDraft
}

/** The numbers that are tried beside the recipe's own: from what hides hardly anybody to what releases of health data ask. */
const TRIED_KS = [2, 3, 5, 10, 20, 50]

/**
 * Says what the recipe would lose, and protect from, with other numbers for k. Nothing is saved.
 *
 * @throws {Refusal} `not-found`, `forbidden`; `cancelled` when the same person asked anything newer meanwhile, or left
 */
export async function tradeoffOfDraft({ signal, ...draft }: TriedDraft & { /** Aborted when whoever asked has left. */ readonly signal: AbortSignal }, needs: TradeoffNeeds): Promise<TradeoffAnswer> {
  const begun = performance.now()
  const answer = (told: Partial<TradeoffAnswer>): TradeoffAnswer => ({ tradeoff: null, because: null, ...told, milliseconds: Math.round(performance.now() - begun) })
  const { laid } = await layDraft(draft, needs)
  if (!laid) return answer({ because: 'The recipe has problems, so it cannot be tried; mend them first' })
  const { session, folder, text, lay } = laid
  const tried = await foundOrBecause(async () => {
    await lay()
    return needs.exploreDraft({ session, folder, text, ks: TRIED_KS, signal })
  })
  return answer('found' in tried ? { tradeoff: tried.found } : tried)
}
