import { Refusal } from '#platform/refusal.ts'

/** Steps from the top of a recipe to one of its values: keys, and places in lists from 0. */
export type RecipePath = readonly (string | number)[]

/** A place in a text; both from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** One thing that is wrong in a recipe: where, and in one sentence what it is and what would be right. */
export interface Problem {
  readonly place: Place
  readonly path: RecipePath
  readonly sentence: string
}

/** A refusal of a recipe that also has each problem by itself, for those who show them in their place. */
export class ProblemsRefusal extends Refusal {
  /** In the order of the file. */
  readonly problems: readonly Problem[]

  constructor(sentence: string, problems: readonly Problem[]) {
    super('bad-recipe', sentence)
    this.problems = problems
  }
}

/** So many problems are listed; the rest is counted. */
const LISTED = 50

/**
 * Refuses a recipe for all its problems at once, in the order of the file; returns when there are none.
 *
 * @throws {ProblemsRefusal} `bad-recipe`, one line a problem: `recipe.yaml:12:5  columns.age.role: …`
 */
export function refuseProblems(label: string, problems: readonly Problem[]): void {
  if (problems.length === 0) return
  const sorted = problems.toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column)
  const lines = sorted.slice(0, LISTED).map(({ place, path, sentence }) => {
    const where = pathText(path)
    return `${label}:${place.line}:${place.column}  ${where === '' ? '' : `${where}: `}${sentence}`
  })
  if (sorted.length > LISTED) lines.push(`and ${sorted.length - LISTED} more.`)
  throw new ProblemsRefusal(lines.join('\n'), sorted)
}

/** A path as people write it: `columns.age.hierarchy.intervals[1]`, `columns["a b"]`. */
export function pathText(path: RecipePath): string {
  return path.map((step, place) => {
    if (typeof step === 'number') return `[${step}]`
    if (!/^[\p{L}\p{N}_-]+$/u.test(step)) return `[${quoted(step)}]`
    return place === 0 ? step : `.${step}`
  }).join('')
}

/** A word of the recipe inside a sentence: in double quotes, at most 60 characters, on one line. */
export function quoted(word: string): string {
  const characters = Array.from(word)
  return JSON.stringify(characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : word)
}
