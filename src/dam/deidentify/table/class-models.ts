import type { PrivacyModel } from '#dam/recipe/recipe.ts'
import { type ClassTally, tallyClasses, type ValueTally } from './class-tally.ts'
import type { Frequencies, LevelCodes } from './frequencies.ts'
import { type MostKept, mostRecursive, mostWithEntropy, mostWithinEqual, mostWithinOrdered, mostWithinTree } from './most-kept.ts'
import { equalDistance, forestOf, hierarchicalDistance, orderedDistance, type ValueDistance } from './value-distance.ts'

/** A sensitive column that a model asks about. Codes follow the order of the values. */
export interface SensitiveColumn {
  readonly column: string
  readonly values: number
  /** For the hierarchical distance. */
  readonly hierarchy?: Pick<LevelCodes, 'codes'>
}

/** All models of a recipe, ready to be asked of one class after the other. */
export interface ClassModels {
  /** Fewest rows, or persons, of a class; 1 where nothing is promised. */
  readonly k: number
  /** Fewest rows of a class, whatever its persons. */
  readonly leastRows: number
  /** Chance of re-identifying a row, on average; undefined where it is not promised. Asked of all classes together. */
  readonly averageRisk?: number
  /** Whether k is all that is promised. */
  readonly isSizeOnly: boolean
  /** Whether a class needs counts beyond its rows and its size. */
  readonly needsTally: boolean
  /** Whether classes that keep the models keep them together too, also with rows of the delivery that are in no class. */
  readonly isKeptTogether: boolean
  /** Whether a class keeps every model. */
  passes(tally: ClassTally): boolean
  /** Whether a class keeps those models that any class keeps which holds one that does. */
  passesMonotone(tally: ClassTally): boolean
  /** Of a class that fails, how many rows at most can be in finer classes that keep the models. */
  mostKept(tally: ClassTally): number
  /** What each model measures of a class; nothing for the average risk. */
  readonly measures: readonly ModelMeasure[]
}

/** What one model measures of a class, and whether larger is better. */
export interface ModelMeasure {
  readonly model: PrivacyModel
  readonly rule: number
  readonly isBetter: 'larger' | 'smaller'
  measure(tally: ClassTally): number
}

/** Sums of decimals may miss a bound by their last digits. */
const ROUNDING = 1e-12

/** Prepares models for the classes of one table. */
export function compileModels(models: readonly PrivacyModel[], table: Frequencies, sensitive: readonly SensitiveColumn[]): ClassModels {
  const wholes = shareOfAll(table, sensitive)
  const tests = models.flatMap((model) => testOf(model, sensitive, wholes))
  const averageRisk = models.flatMap((model) => ('average-risk' in model ? [model['average-risk']] : [])).toSorted((a, b) => a - b).at(0)
  const k = Math.max(1, ...models.map((model) => ('k-anonymity' in model ? model['k-anonymity'] : 1)))
  const leastRows = models.some((model) => 'sample-uniques' in model) ? 2 : 1
  const monotone = tests.filter((test) => test.isMonotone)
  return {
    k, leastRows, ...(averageRisk !== undefined && { averageRisk }),
    isSizeOnly: models.every((model) => 'k-anonymity' in model),
    needsTally: tests.length > 0,
    isKeptTogether: models.every((model) => isKeptByUnion(model, table.persons !== undefined)),
    passes: (tally) => tally.size >= k && tally.rows >= leastRows && tests.every((test) => test.passes(tally)),
    passesMonotone: (tally) => tally.size >= k && tally.rows >= leastRows && monotone.every((test) => test.passes(tally)),
    mostKept: (tally) => (table.persons ? tally.rows : tests.reduce((least, test) => Math.min(least, test.mostKept?.(tally) ?? tally.rows), tally.rows)),
    measures: models.flatMap((model) => measureOf(model, tests)),
  }
}

/** A person in two classes counts once where they are one: their values are then no mixture, nor their sizes a sum. */
function isKeptByUnion(model: PrivacyModel, hasPersons: boolean): boolean {
  if ('delta-presence' in model) return model['delta-presence']['at-least'] === 0
  if ('l-diversity' in model) return !hasPersons || model['l-diversity'].kind === 'distinct'
  return !hasPersons || 'k-anonymity' in model || 'sample-uniques' in model
}

interface ClassTest {
  readonly model: PrivacyModel
  readonly rule: number
  readonly isMonotone: boolean
  readonly isBetter: 'larger' | 'smaller'
  readonly passes: (tally: ClassTally) => boolean
  readonly measure: (tally: ClassTally) => number
  readonly mostKept?: (tally: ClassTally) => number
}

function measureOf(model: PrivacyModel, tests: readonly ClassTest[]): ModelMeasure[] {
  if ('k-anonymity' in model) return [{ model, rule: model['k-anonymity'], isBetter: 'larger', measure: ({ size }) => size }]
  if ('sample-uniques' in model) return [{ model, rule: 2, isBetter: 'larger', measure: ({ rows }) => rows }]
  return tests.filter((test) => test.model === model)
}

function testOf(model: PrivacyModel, sensitive: readonly SensitiveColumn[], wholes: readonly Float64Array[]): ClassTest[] {
  if ('l-diversity' in model) {
    const { column, l } = model['l-diversity']
    const place = placeOf(column, sensitive)
    switch (model['l-diversity'].kind) {
      case 'distinct': return [atLeast(model, l, place, ({ distinct }) => distinct, true)]
      case 'entropy': return [{ ...atLeast(model, l, place, (value) => Math.exp(entropyOf(value)), false), mostKept: ofValues(place, mostWithEntropy(l)) }]
      case 'recursive': {
        const { c } = model['l-diversity']
        const measure = (tally: ClassTally) => recursiveRatio(tally.values[place], l)
        return [{ model, rule: c, isMonotone: false, isBetter: 'smaller', measure, passes: (tally) => measure(tally) < c, mostKept: ofValues(place, mostRecursive(l, c)) }]
      }
    }
  }
  if ('t-closeness' in model) {
    const { column, t, distance } = model['t-closeness']
    const place = placeOf(column, sensitive)
    const { far, mostKept } = distanceOf(distance, wholes[place] ?? new Float64Array(0), sensitive[place], t)
    const measure = ofValues(place, far)
    return [{ model, rule: t, isMonotone: false, isBetter: 'smaller', measure, passes: (tally) => measure(tally) <= t + ROUNDING, mostKept: ofValues(place, mostKept) }]
  }
  if ('delta-presence' in model) {
    const { 'at-least': least, 'at-most': most } = model['delta-presence']
    const measure = ({ rows, delivered }: ClassTally) => (delivered === 0 ? 0 : rows / delivered)
    return [{ model, rule: most, isMonotone: false, isBetter: 'smaller', measure, passes: (tally) => { const presence = measure(tally); return presence >= least - ROUNDING && presence <= most + ROUNDING } }]
  }
  return []
}

function atLeast(model: PrivacyModel, rule: number, place: number, of: (value: ValueTally) => number, isMonotone: boolean): ClassTest {
  const measure = ofValues(place, of)
  return { model, rule, isMonotone, isBetter: 'larger', measure, passes: (tally) => measure(tally) >= rule * (1 - ROUNDING) }
}

function placeOf(column: string, sensitive: readonly SensitiveColumn[]): number {
  const place = sensitive.findIndex((one) => one.column === column)
  if (place < 0) throw new Error(`No codes were read of the sensitive column "${column}"`)
  return place
}

function ofValues(place: number, of: (value: ValueTally) => number): (tally: ClassTally) => number {
  return ({ values }) => { const value = values[place]; return value ? of(value) : 0 }
}

function distanceOf(kind: 'equal' | 'ordered' | 'hierarchical', whole: Float64Array, column: SensitiveColumn | undefined, t: number): { far: ValueDistance; mostKept: MostKept } {
  if (kind === 'equal') return { far: equalDistance(whole), mostKept: mostWithinEqual(whole, t) }
  if (kind === 'ordered') return { far: orderedDistance(whole), mostKept: mostWithinOrdered(whole, t) }
  const forest = forestOf(column?.hierarchy?.codes ?? [])
  return { far: hierarchicalDistance(whole, forest), mostKept: mostWithinTree(whole, forest, t) }
}

/** Of each sensitive column, the share of each value in the whole table, as a class of all entries would have it. */
function shareOfAll(table: Frequencies, sensitive: readonly SensitiveColumn[]): Float64Array[] {
  if (sensitive.length === 0) return []
  const tallier = tallyClasses(table, sensitive.map(({ values }) => values))
  for (let entry = 0; entry < table.entries; entry++) tallier.add(entry)
  return tallier.tally.values.map(({ counts, total }) => counts.map((count) => (total === 0 ? 0 : count / total)))
}

/** In nats. */
function entropyOf({ counts, present, distinct, total }: ValueTally): number {
  let entropy = 0
  for (let place = 0; place < distinct; place++) {
    const share = (counts[present[place] ?? 0] ?? 0) / total
    entropy -= share * Math.log(share)
  }
  return entropy
}

/** The commonest value by all from the l-th on together: Infinity where there is no l-th. */
function recursiveRatio(value: ValueTally | undefined, l: number): number {
  if (!value || value.distinct < l) return Infinity
  const falling = Array.from(value.present.subarray(0, value.distinct), (code) => value.counts[code] ?? 0).toSorted((a, b) => b - a)
  let rest = 0
  for (let place = l - 1; place < falling.length; place++) rest += falling[place] ?? 0
  return (falling[0] ?? 0) / rest
}
