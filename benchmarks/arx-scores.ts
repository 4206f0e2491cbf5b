import type { PrivacyModel } from '../src/dam/recipe/recipe.ts'

/** What ARX found on the adult data. */
export interface ArxScore {
  /** All nine columns are quasi-identifiers, unless a model asks about the occupation. */
  readonly models: readonly PrivacyModel[]
  readonly metric: 'loss' | 'aecs' | 'discernibility'
  /** Share of rows that may be suppressed, 0 to 1. */
  readonly limit: number
  /** Of the optimum, to six decimals. */
  readonly score: number
  /** Of the search; not published for every configuration. */
  readonly cpuSeconds?: number
}

/** Half of the last decimal that the scores were published with. */
export const SCORE_ROUNDING = 5e-7

/** The columns of adult, in the file's order. */
export const ADULT_COLUMNS = ['sex', 'age', 'race', 'marital-status', 'education', 'native-country', 'workclass', 'occupation', 'salary-class'] as const
/** The column that models of sensitive values ask about. */
export const ADULT_SENSITIVE = 'occupation'

const K5 = { 'k-anonymity': 5 }
const K2 = { 'k-anonymity': 2 }
const column = ADULT_SENSITIVE
const DISTINCT = { 'l-diversity': { column, kind: 'distinct' as const, l: 2 } }
const ENTROPY = { 'l-diversity': { column, kind: 'entropy' as const, l: 2 } }
const RECURSIVE = { 'l-diversity': { column, kind: 'recursive' as const, l: 3, c: 4 } }
const EQUAL = { 't-closeness': { column, t: 0.2, distance: 'equal' as const } }
const HIERARCHICAL = { 't-closeness': { column, t: 0.2, distance: 'hierarchical' as const } }

/**
 * ARX, commit aacd487 of 2025-09-12, core only, Java 17, on a machine with 2 cores under load, November 2026.
 *
 * Loss with weights at their default; scores only, since two optima can tie.
 */
export const ARX_SCORES: readonly ArxScore[] = [
  { models: [K5], metric: 'loss', limit: 0, score: 0.573151, cpuSeconds: 0.033 },
  { models: [K5], metric: 'loss', limit: 0.05, score: 0.241932, cpuSeconds: 0.97 },
  { models: [K5], metric: 'loss', limit: 1, score: 0.220412, cpuSeconds: 3.091 },
  { models: [K5], metric: 'aecs', limit: 0, score: 628.375, cpuSeconds: 0.033 },
  { models: [K5], metric: 'aecs', limit: 0.05, score: 28.808023, cpuSeconds: 1.146 },
  { models: [K5], metric: 'aecs', limit: 1, score: 16.321429, cpuSeconds: 3.874 },
  { models: [K5], metric: 'discernibility', limit: 0, score: 33_627_534, cpuSeconds: 0.034 },
  { models: [K5], metric: 'discernibility', limit: 0.05, score: 7_220_555, cpuSeconds: 1.042 },
  { models: [K5], metric: 'discernibility', limit: 1, score: 7_220_555, cpuSeconds: 3.683 },
  { models: [K2], metric: 'loss', limit: 0, score: 0.529696 },
  { models: [K2], metric: 'loss', limit: 0.05, score: 0.169006 },
  { models: [K2], metric: 'loss', limit: 1, score: 0.16176 },
  { models: [DISTINCT], metric: 'loss', limit: 0, score: 0.542211 },
  { models: [DISTINCT], metric: 'loss', limit: 0.05, score: 0.128839, cpuSeconds: 0.366 },
  { models: [DISTINCT], metric: 'loss', limit: 1, score: 0.120208 },
  { models: [K5, DISTINCT], metric: 'loss', limit: 0, score: 0.542211 },
  { models: [K5, DISTINCT], metric: 'loss', limit: 0.05, score: 0.170123, cpuSeconds: 0.367 },
  { models: [K5, DISTINCT], metric: 'loss', limit: 1, score: 0.162617 },
  { models: [K5, ENTROPY], metric: 'loss', limit: 0, score: 0.542211 },
  { models: [K5, ENTROPY], metric: 'loss', limit: 0.05, score: 0.171967, cpuSeconds: 0.448 },
  { models: [K5, ENTROPY], metric: 'loss', limit: 1, score: 0.170103 },
  { models: [RECURSIVE], metric: 'loss', limit: 0, score: 0.542211 },
  { models: [RECURSIVE], metric: 'loss', limit: 0.05, score: 0.172142 },
  { models: [RECURSIVE], metric: 'loss', limit: 1, score: 0.1708 },
  { models: [EQUAL], metric: 'loss', limit: 0, score: 0.918395 },
  { models: [EQUAL], metric: 'loss', limit: 0.05, score: 0.815003 },
  { models: [EQUAL], metric: 'loss', limit: 1, score: 0.604165 },
  { models: [K5, EQUAL], metric: 'loss', limit: 0, score: 0.918395 },
  { models: [K5, EQUAL], metric: 'loss', limit: 0.05, score: 0.815003, cpuSeconds: 0.996 },
  { models: [K5, EQUAL], metric: 'loss', limit: 1, score: 0.604165 },
  { models: [HIERARCHICAL], metric: 'loss', limit: 0, score: 0.759176 },
  { models: [HIERARCHICAL], metric: 'loss', limit: 0.05, score: 0.612806 },
  { models: [HIERARCHICAL], metric: 'loss', limit: 1, score: 0.504985 },
]

/** Models in words, such as `5-anonymity + distinct 2-diversity`. */
export function modelsInWords(models: readonly PrivacyModel[]): string {
  return models.map((model) => {
    if ('k-anonymity' in model) return `${model['k-anonymity']}-anonymity`
    if ('t-closeness' in model) return `${model['t-closeness'].t}-closeness ${model['t-closeness'].distance}`
    if (!('l-diversity' in model)) return Object.keys(model).join()
    const told = model['l-diversity']
    return told.kind === 'recursive' ? `recursive (${told.c}, ${told.l})-diversity` : `${told.kind} ${told.l}-diversity`
  }).join(' + ')
}
