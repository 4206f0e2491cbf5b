import type { CodeArray, Frequencies } from '../frequencies.ts'
import type { RecodedClasses } from '../recoded-classes.ts'
import { type ClassValues, commonestValues } from './class-values.ts'
import type { DrawnRows } from './draw-rows.ts'
import { narrowestFinder } from './find-narrowest.ts'
import type { Guesses } from './guess-labels.ts'
import type { LabelTree } from './label-tree.ts'

/** What persons are looked for in. */
export interface PersonSearch {
  readonly frequencies: Frequencies
  readonly recoded: RecodedClasses
  readonly drawn: DrawnRows
  /** The class of each entry that rows were drawn from. */
  readonly classOf: Int32Array
  /** Of each drawn entry the class in which the attacker looks. */
  readonly suspected: Int32Array
}

/** For each drawn entry the narrowest class that it fits; where classes never overlap, its own. */
export function suspectClasses({ codes }: Frequencies, recoded: RecodedClasses, { entries }: DrawnRows, trees: readonly LabelTree[], doOverlap: boolean): Int32Array {
  if (!doOverlap) return entries.map((entry) => recoded.classOf[entry] ?? 0)
  const find = narrowestFinder(trees, recoded)
  const leafNodes = new Int32Array(trees.length)
  return entries.map((entry) => {
    trees.forEach((tree, column) => { leafNodes[column] = tree.leafNodes[codes[column]?.[entry] ?? 0] ?? 0 })
    return find(leafNodes)
  })
}

/** Names one of the rows, or persons, of the suspected class as the one that is looked for. */
export function linkPersons({ frequencies, recoded, drawn, classOf, suspected }: PersonSearch): Guesses {
  const guesses = { attempts: drawn.rows, certain: 0, successes: 0, byChance: 0 }
  const all = frequencies.counts.reduce((sum, count) => sum + count, 0)
  drawn.entries.forEach((entry, place) => {
    const rows = drawn.counts[place] ?? 0
    const number = suspected[place] ?? -1
    const size = recoded.sizes[number] ?? 0
    guesses.byChance += rows / all
    if (size === 1) guesses.certain += rows
    if (number === classOf[entry] && size > 0) guesses.successes += rows / size
  })
  return guesses
}

/** Says the commonest value of the suspected class; without the attack, the commonest of all rows. `truths` are the values of the entries that rows were drawn from. */
export function inferValues({ frequencies, recoded, drawn, suspected }: PersonSearch, values: CodeArray, truths: CodeArray): Guesses {
  const ofClasses: ClassValues = commonestValues(frequencies, values, recoded)
  const { commonest: [usual = 0] } = commonestValues(frequencies, values, { classes: 1, classOf: new Int32Array(frequencies.entries) })
  const guesses = { attempts: drawn.rows, certain: 0, successes: 0, byChance: 0 }
  drawn.entries.forEach((entry, place) => {
    const rows = drawn.counts[place] ?? 0
    const number = suspected[place] ?? -1
    const value = truths[entry]
    if (value === usual) guesses.byChance += rows
    if ((ofClasses.rows[number] ?? 0) === recoded.rows[number]) guesses.certain += rows
    if (value === ofClasses.commonest[number]) guesses.successes += rows
  })
  return guesses
}
