import type { Operation } from '#dam/recipe/recipe.ts'
import { literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import { keyedDigestOf } from './keyed-hash.ts'

/** Which noise, how much, and of what bound. */
export type Noise = Extract<Operation, { noise: unknown }>['noise']

/** What is noised: a number, by its column and the row that it stands in. */
export interface NoisedCell {
  readonly value: Sql
  readonly isWhole: boolean
  /** The column's name. */
  readonly column: string
  /** Place in the delivery. */
  readonly row: Sql
}

/** The standard deviation of Gaussian noise, or Laplace's b, in the value's unit. */
export function noiseScale(noise: Noise): number {
  if (noise.kind === 'laplace') return noise.sensitivity / noise.epsilon
  return noise.sensitivity * Math.sqrt(2 * Math.log(1.25 / noise.delta)) / noise.epsilon
}

/** What noised values are multiples of: the largest power of two not above a 1,024th of the scale. */
export function noiseGrid(noise: Noise): number {
  let grid = 2 ** Math.floor(Math.log2(noiseScale(noise) / 1024))
  // The logarithm may be rounded up to the next whole number.
  if (grid > noiseScale(noise) / 1024) grid /= 2
  return grid
}

/** Digits of a keyed digest that make one uniform number: 52 bits, which with the half after them fill a double. */
const UNIFORM_DIGITS = 13
const UNIFORM_STEPS = 2 ** 52
/** Whole numbers of the engine end at 2^63; the double before it. */
const LARGEST_WHOLE = 2 ** 63 - 1024

/**
 * The value with random noise that follows from the key; missing stays missing. Halves are rounded away from zero.
 *
 * Noise is drawn anew for another value or another scale. Otherwise two releases of one row would give the
 * value away: x + 2n and x + n are two equations with two unknowns.
 */
export function noisedValue({ value, isWhole, column, row }: NoisedCell, noise: Noise, key: Uint8Array): Sql {
  const words = `noise:${JSON.stringify([column, noise])}:`
  const digest = keyedDigestOf(sql`(${literal(words)} || ${row} || ':' || ${value})`, key)
  const uniform = (place: number) => sql`((('0x' || substr(${digest}, ${literal(1 + place * UNIFORM_DIGITS)}, ${literal(UNIFORM_DIGITS)}))::bigint + 0.5::double) / ${literal(UNIFORM_STEPS)}::double)`
  const centred = sql`(${uniform(0)} - 0.5::double)`
  const drawn = noise.kind === 'laplace'
    ? sql`(-sign(${centred}) * ln(1 - 2 * abs(${centred})))`
    : sql`(sqrt(-2 * ln(${uniform(0)})) * cos(2 * pi() * ${uniform(1)}))`
  const grid = literal(noiseGrid(noise))
  const sum = sql`((${value})::double + ${drawn} * ${literal(noiseScale(noise))}::double)`
  // Beyond 2^53 steps a double has no digits below the grid, and the division could leave its range. Adding zero turns -0 into 0.
  const rounded = sql`(case when abs(${sum}) < ${literal(UNIFORM_STEPS * 2)}::double * ${grid}::double then round(${sum} / ${grid}::double) * ${grid}::double + 0.0::double else ${sum} end)`
  if (!isWhole) return rounded
  const [whole, largest] = [sql`round(${rounded})`, sql`${literal(LARGEST_WHOLE)}::double`]
  // Not with greatest() and least(), which pass over a missing value.
  return sql`(case when ${whole} > ${largest} then ${largest} when ${whole} < -${largest} then -${largest} else ${whole} end)::bigint`
}
