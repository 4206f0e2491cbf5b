import { harmonic, logGamma } from './gamma.ts'

/** Classes of a sample, counted by their size. */
export interface SampledClasses {
  /** Sizes from 1, each once. */
  readonly classSizes: readonly { readonly size: number; readonly classes: number }[]
  /** Rows of the sample by rows of the population, above 0 and at most 1. */
  readonly samplingFraction: number
}

/** Estimates of how many rows are alone in their class in the whole population; null where a model has no solution. */
export interface PopulationUniques {
  readonly pitman: number | null
  readonly zayatz: number | null
}

/**
 * Estimates how many rows of the population are alone with their combination, from the classes of a sample.
 *
 * Of an estimate U, U · samplingFraction are expected in the sample, so that U · samplingFraction / sample uniques is
 * the share of sample uniques that are population uniques. Without sample uniques both are 0; a sample that is the
 * whole population is counted, not estimated.
 */
export function estimatePopulationUniques({ classSizes, samplingFraction }: SampledClasses): PopulationUniques {
  const counted = classSizes.filter(({ size, classes }) => size > 0 && classes > 0)
  const uniques = counted.reduce((sum, { size, classes }) => sum + (size === 1 ? classes : 0), 0)
  if (uniques === 0) return { pitman: 0, zayatz: 0 }
  if (samplingFraction >= 1) return { pitman: uniques, zayatz: uniques }
  return { pitman: pitman(counted, samplingFraction), zayatz: zayatz(counted, uniques, samplingFraction) }
}

type Counted = SampledClasses['classSizes']

/**
 * Zayatz's estimate: classes of the population are taken to have the sizes that those of the sample have, and a class
 * of size i gives one row to a simple random sample with the hypergeometric probability; by Bayes' rule, a share of
 * the sample uniques come from classes of one.
 *
 * Source: L. Zayatz, Estimation of the number of unique population elements using a sample, Proceedings of the
 * Survey Research Methods Section, American Statistical Association, 1991; the definition is that of ARX.
 */
function zayatz(counted: Counted, uniques: number, samplingFraction: number): number | null {
  const rows = counted.reduce((sum, { size, classes }) => sum + size * classes, 0)
  const population = Math.round(rows / samplingFraction)
  const logChoose = (n: number, m: number) => logGamma(n + 1) - logGamma(m + 1) - logGamma(n - m + 1)
  const all = logChoose(population, rows)
  /** That a class of so many rows in the population has one in the sample. */
  const one = (size: number) => (population - size < rows - 1 ? 0 : size * Math.exp(logChoose(population - size, rows - 1) - all))
  const expected = counted.reduce((sum, { size, classes }) => sum + classes * one(size), 0)
  if (!(expected > 0)) return null
  return Math.min(population, uniques * (uniques * one(1)) / expected / samplingFraction)
}

/** As good as none: Pitman's formula is then Ewens', where samples without heavy tails have their likeliest alpha. */
const SMALLEST_ALPHA = 1e-7
const BISECTIONS = 200

/**
 * Pitman's estimate: the expected number of classes of one among N rows, under Pitman's sampling formula with those
 * parameters theta > -alpha and 0 ≤ alpha < 1 which make the sample's classes most likely.
 *
 * The expectation is exact, N · Γ(theta + alpha + N - 1) Γ(theta + 1) / (Γ(theta + alpha) Γ(theta + N)); ARX takes its
 * limit for large N, Γ(theta + 1) / Γ(theta + alpha) · N^alpha. The likelihood's two equations are solved one inside
 * the other by bisection, which ends where Newton's method may run away. A sample of uniques alone has no solution,
 * since its likelihood grows without end.
 * Source: N. Hoshino, Applying Pitman's sampling formula to microdata disclosure risk assessment, Journal of Official Statistics 17 (2001), 499–520.
 */
function pitman(counted: Counted, samplingFraction: number): number | null {
  const rows = counted.reduce((sum, { size, classes }) => sum + size * classes, 0)
  const classes = counted.reduce((sum, one) => sum + one.classes, 0)
  if (classes === rows) return null
  const population = rows / samplingFraction
  /** Derivative of the logarithm of the likelihood by alpha, at the best theta for it. */
  const slope = (alpha: number) => {
    const theta = bestTheta(alpha, classes, rows)
    const ofClasses = (classes - 1 - theta * sumOverClasses(theta, alpha, classes)) / alpha
    return counted.reduce((sum, { size, classes: many }) => sum - many * harmonic(1 - alpha, size - 1), ofClasses)
  }
  let low = SMALLEST_ALPHA
  let high = 1 - SMALLEST_ALPHA
  for (let step = 0; step < BISECTIONS && high - low > 1e-14; step++) {
    const middle = (low + high) / 2
    if (slope(middle) > 0) low = middle
    else high = middle
  }
  const alpha = (low + high) / 2
  const theta = bestTheta(alpha, classes, rows)
  const expected = population * Math.exp(logGamma(theta + alpha + population - 1) + logGamma(theta + 1) - logGamma(theta + alpha) - logGamma(theta + population))
  return Number.isFinite(expected) ? Math.min(population, expected) : null
}

/** Sum of 1 / (theta + i · alpha) for i = 1 to classes - 1. */
function sumOverClasses(theta: number, alpha: number, classes: number): number {
  return harmonic(theta / alpha + 1, classes - 1) / alpha
}

/** The theta that makes the sample most likely for an alpha: the derivative by theta falls from above 0 to below it. */
function bestTheta(alpha: number, classes: number, rows: number): number {
  const slope = (theta: number) => sumOverClasses(theta, alpha, classes) - harmonic(theta + 1, rows - 1)
  let low = Math.log(1e-12)
  let high = Math.log(1e18)
  for (let step = 0; step < BISECTIONS && high - low > 1e-13; step++) {
    const middle = (low + high) / 2
    if (slope(Math.exp(middle) - alpha) > 0) low = middle
    else high = middle
  }
  return Math.exp((low + high) / 2) - alpha
}
