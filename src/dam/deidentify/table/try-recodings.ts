import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Attack, GroupOutcome, PrivacyReport } from '#dam/dataset/reports.ts'
import { significant } from '#dam/dataset/significant.ts'
import { beyondChance, type TriedOutcome, type TriedRecoding, type WorstGroup } from '#dam/dataset/tried-recoding.ts'
import type { Recipe, Recoding } from '#dam/recipe/recipe.ts'
import type { Progress } from '#platform/progress.ts'
import { Refusal } from '#platform/refusal.ts'
import { attackRelease } from './attack/attack-release.ts'
import { chooseForDelivery, type DeliveryClasses } from './choose-for-delivery.ts'
import { type CountedDelivery, type DeliveryNeeds, type DeliveryRequest, withCountedDelivery } from './count-delivery.ts'
import { refuseErased } from './refuse-erased.ts'
import { outcomesOf } from './report-privacy.ts'
import { scoreClasses } from './score-classes.ts'

/** Which choices are tried, beside the recipe's own. */
export interface TryRequest extends DeliveryRequest {
  readonly ks: readonly number[]
  readonly recodings: readonly Recoding[]
}

/** Milliseconds, from any beginning. */
export type Clock = () => number

/**
 * Tries choices of k and recoding on a delivery that is read and counted once; all else stays as the recipe has it.
 *
 * A choice that cannot be released says why, and where only a promise about groups breaks, what it would come to.
 * Choices come by recoding, then by k, the recipe's own among them.
 * @throws {Refusal} `bad-recipe` where there is nothing to choose; `bad-input`, `cancelled`
 */
export async function tryRecodings(request: TryRequest, needs: DeliveryNeeds & { readonly clock: Clock }): Promise<TriedRecoding[]> {
  const { recipe } = request
  const choices = listChoices(request)
  return withCountedDelivery(request, needs, async (counted) => {
    if (counted.hierarchies.length === 0) throw new Refusal('bad-recipe', 'The recipe generalises no quasi-identifier, so k and the recoding change nothing; give a column the role quasi-identifier')
    const tried: TriedRecoding[] = []
    for (const choice of choices) {
      // Whoever stops it is heard between two choices.
      await nextTurn()
      if (needs.signal?.aborted) throw new Refusal('cancelled', 'The run was stopped')
      const name = `k ${choice.k}, ${choice.recoding}`
      const tell: Progress = ({ message }) => { needs.progress({ stage: 'explore', message: message === undefined ? name : `${name}: ${message}`, done: tried.length, total: choices.length, unit: 'choices' }) }
      tell({ stage: 'explore' })
      const start = needs.clock()
      const outcome = await tryChoice(withChoice(recipe, choice), counted, { ...needs, progress: tell })
      tried.push({ ...choice, ...outcome, seconds: (needs.clock() - start) / 1000 })
    }
    needs.progress({ stage: 'explore', message: 'k and recoding', done: tried.length, total: choices.length, unit: 'choices' })
    return tried
  })
}

type Choice = Pick<TriedRecoding, 'k' | 'recoding' | 'isOwn'>

function listChoices({ recipe: { privacy }, ks, recodings }: TryRequest): Choice[] {
  if (!privacy) throw new Refusal('bad-recipe', 'The recipe promises nothing under privacy, so there is nothing to trade; add privacy: {models: [{k-anonymity: 5}]}')
  const own = privacy.models.reduce((k, model) => ('k-anonymity' in model ? model['k-anonymity'] : k), 1)
  const isOwn = (k: number, recoding: Recoding) => k === own && recoding === privacy.recoding
  const all = [...new Set([...recodings, privacy.recoding])]
  return all.flatMap((recoding) => {
    const given = recodings.includes(recoding) ? ks : []
    const sorted = [...new Set([...given, ...(recoding === privacy.recoding ? [own] : [])])].toSorted((a, b) => a - b)
    return sorted.map((k) => ({ k, recoding, isOwn: isOwn(k, recoding) }))
  })
}

/** The recipe with another k and recoding; of k 1 nothing is promised. */
function withChoice(recipe: Recipe, { k, recoding }: Choice): Recipe {
  const { privacy } = recipe
  if (!privacy) return recipe
  const others = privacy.models.filter((model) => !('k-anonymity' in model))
  return { ...recipe, privacy: { ...privacy, recoding, models: k > 1 ? [{ 'k-anonymity': k }, ...others] : others } }
}

async function tryChoice(recipe: Recipe, counted: CountedDelivery, needs: DeliveryNeeds): Promise<Pick<TriedRecoding, 'outcome' | 'because'>> {
  const told = await orBecause(() => chooseForDelivery(counted, recipe, needs))
  if (!told.found) return { because: told.because }
  const { facts, outcome } = measure(recipe, counted, told.found)
  const { because } = await orBecause(async () => refuseErased(facts))
  return { outcome, ...(because !== undefined && { because }) }
}

/** What was found, or why nothing can be: a promise that does not hold, or a hierarchy that the recoding cannot use. */
async function orBecause<Found>(find: () => Promise<Found>): Promise<{ found: Found; because?: undefined } | { found?: undefined; because: string }> {
  try {
    return { found: await find() }
  } catch (fault) {
    if (fault instanceof Refusal && (fault.code === 'promise-failed' || fault.code === 'bad-recipe')) return { because: fault.message }
    throw fault
  }
}

function measure(recipe: Recipe, counted: CountedDelivery, chosen: DeliveryClasses): { outcome: TriedOutcome; facts: Pick<PrivacyReport, 'groups' | 'parity'> } {
  const { columns, hierarchies, lattice, groups, weights, sensitive } = counted
  const { recoded, models, recoding, frequencies, sampled } = chosen
  const { rows, suppressed, scores } = scoreClasses(recoded, frequencies, lattice, weights)
  const attacks = attackRelease({ recoding, frequencies, hierarchies, recoded, sampled, k: models.k, sensitive, seed: recipe.release.seed })
  const bestAttack = bestOf(attacks)
  const facts = outcomesOf({ recipe, columns, chosen, groups, weights })
  const smallest = recoded.classes === 0 ? 0 : recoded.sizes.reduce((least, size) => Math.min(least, size), Infinity)
  const worstGroup = worstOf(facts, recipe.privacy?.suppression.parity?.by)
  return {
    facts,
    outcome: {
      rows, suppressed, scores, classes: recoded.classes, meanClass: recoded.classes === 0 ? 0 : significant((rows - suppressed) / recoded.classes),
      smallest, highestRisk: smallest === 0 ? 0 : significant(1 / smallest),
      attacks, ...(bestAttack && { bestAttack }),
      parity: facts.parity.length === 0 ? 'no-groups' : facts.parity.some(({ verdict }) => verdict === 'failed') ? 'broken' : 'kept',
      ...(worstGroup && { worstGroup }),
    },
  }
}

function bestOf(attacks: readonly Attack[]): Attack | undefined {
  return attacks.reduce<Attack | undefined>((best, attack) => (best && beyondChance(best) >= beyondChance(attack) ? best : attack), undefined)
}

/** The worst of the groups that the promise is about; without one, of all that were measured. */
function worstOf({ groups }: Pick<PrivacyReport, 'groups'>, promised: readonly string[] | undefined): WorstGroup | undefined {
  const sets = promised ? groups.filter(({ by }) => by.join('\0') === promised.join('\0')) : groups
  const all = sets.flatMap(({ whole, outcomes }) => outcomes.filter(({ isSmall, rows }) => !isSmall && rows > 0).map((outcome) => beside(outcome, whole)))
  return all.reduce<WorstGroup | undefined>((worst, one) => (worst && worst.times >= one.times ? worst : one), undefined)
}

function beside({ cell, rows, suppressed, loss }: GroupOutcome, whole: PrivacyReport['groups'][number]['whole']): WorstGroup {
  const share = whole.suppressed.of === 0 ? 0 : whole.suppressed.count / whole.suppressed.of
  const bySuppression = share > 0 ? suppressed / rows / share : 0
  const byLoss = whole.loss > 0 ? loss / whole.loss : 0
  const worstIn = bySuppression > byLoss ? 'suppressed' : 'loss'
  return { cell, rows, suppressed, loss, worstIn, times: significant(Math.max(bySuppression, byLoss)) }
}
