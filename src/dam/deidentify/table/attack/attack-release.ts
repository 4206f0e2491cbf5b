import type { Attack } from '#dam/dataset/reports.ts'
import { significant } from '#dam/dataset/significant.ts'
import type { Recoding } from '#dam/recipe/recipe.ts'
import type { CompiledHierarchy } from '../compiled-hierarchy.ts'
import type { Frequencies } from '../frequencies.ts'
import type { RecodedClasses } from '../recoded-classes.ts'
import { type AttackScope, tellInference, tellLinkage, tellRefinement, tellSubtraction } from './attack-words.ts'
import { type DrawnRows, drawRows } from './draw-rows.ts'
import { inferValues, linkPersons, suspectClasses } from './find-persons.ts'
import { guessLabels, type Guesses } from './guess-labels.ts'
import { growLabelTree } from './label-tree.ts'
import { ruleOut } from './rule-out.ts'

/** A release, as its maker knows it. */
export interface AttackedRelease {
  readonly recoding: Recoding
  readonly frequencies: Frequencies
  /** By quasi-identifier; at least one. */
  readonly hierarchies: readonly Pick<CompiledHierarchy, 'codes' | 'leaves' | 'domain'>[]
  readonly recoded: RecodedClasses
  /** Rows with leaves of their own to try the attacks on, where entries hold one leaf for several. */
  readonly sampled?: SampledRows | undefined
  /** The promised size of a class; 1 where none is promised. */
  readonly k: number
  /** The columns of `frequencies.sensitive`. */
  readonly sensitive: readonly { readonly column: string }[]
  /** Decides which rows are drawn, where they are many. */
  readonly seed: number
}

/** Rows as they were delivered, and the class of each; -1 where it is suppressed. */
export interface SampledRows {
  readonly frequencies: Frequencies
  readonly classOf: Int32Array
}

/** Labels are guessed on at most so many rows. */
export const MOST_GUESSED = 200_000
/** Persons are looked for among overlapping classes on at most so many rows: each search visits many of them. */
const MOST_SEARCHED = 100_000

/**
 * Attacks a release as docs/release-format.md, section 7, says, and tells what each attack reached beside chance.
 * The same release and seed give the same figures.
 */
export function attackRelease({ recoding, frequencies, hierarchies, recoded, sampled, k, sensitive, seed }: AttackedRelease): Attack[] {
  const trees = hierarchies.map(growLabelTree)
  // Classes of a global or strict recoding never lie within each other.
  const isFree = recoding === 'free-local'
  const from = sampled ?? { frequencies, classOf: recoded.classOf }
  const tried = { trees, frequencies: from.frequencies, recoded: { ...recoded, classOf: from.classOf } }
  const guessed = drawRows(from.frequencies, from, MOST_GUESSED, seed)
  const { subtraction, refinement } = guessLabels({ ...tried, drawn: guessed, ruled: isFree ? ruleOut(trees, recoded, isDrawn(tried.recoded, guessed)) : undefined })
  const searched = drawRows(from.frequencies, from, isFree ? MOST_SEARCHED : Infinity, seed)
  const search = { frequencies, recoded, drawn: searched, classOf: from.classOf, suspected: suspectClasses(from.frequencies, tried.recoded, searched, trees, isFree) }
  const linkage = linkPersons(search)
  const of = recoded.rows.reduce((sum, rows) => sum + rows, 0)
  const scopeOf = ({ rows }: DrawnRows): AttackScope => ({ recoding, rows, of })
  return [
    { id: 'sibling-subtraction', ...figures(subtraction), ...tellSubtraction(scopeOf(guessed)) },
    { id: 'combinatorial-refinement', ...figures(refinement), ...tellRefinement(scopeOf(guessed)) },
    { id: 'linkage', ...figures(linkage), ...(k > 1 && { bound: 1 / k }), ...tellLinkage(scopeOf(searched)) },
    ...sensitive.flatMap(({ column }, place): Attack[] => {
      const values = frequencies.sensitive?.[place]
      const truths = from.frequencies.sensitive?.[place]
      return values && truths ? [{ id: 'inference', column, ...figures(inferValues(search, values, truths)), ...tellInference(column, scopeOf(searched)) }] : []
    }),
  ]
}

/** Whether a class has drawn rows. */
function isDrawn({ classes, classOf }: RecodedClasses, { entries }: DrawnRows): (number: number) => boolean {
  const drawn = new Uint8Array(classes)
  for (const entry of entries) drawn[classOf[entry] ?? 0] = 1
  return (number) => drawn[number] === 1
}

function figures({ attempts, certain, successes, byChance }: Guesses): Pick<Attack, 'attempts' | 'certain' | 'successes' | 'rate' | 'chance'> {
  const share = (part: number) => (attempts === 0 ? 0 : significant(Math.min(1, part / attempts)))
  return { attempts, certain, successes: significant(successes), rate: share(successes), chance: share(byChance) }
}
