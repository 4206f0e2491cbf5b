/** What ARX found for k-anonymity on the adult data, all nine columns being quasi-identifiers. */
export interface ArxScore {
  readonly k: 2 | 5
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

/**
 * ARX, commit aacd487 of 2025-09-12, core only, Java 17, on a machine with 2 cores under load, November 2026.
 *
 * Loss with weights at their default; scores only, since two optima can tie.
 */
export const ARX_SCORES: readonly ArxScore[] = [
  { k: 5, metric: 'loss', limit: 0, score: 0.573151, cpuSeconds: 0.033 },
  { k: 5, metric: 'loss', limit: 0.05, score: 0.241932, cpuSeconds: 0.97 },
  { k: 5, metric: 'loss', limit: 1, score: 0.220412, cpuSeconds: 3.091 },
  { k: 5, metric: 'aecs', limit: 0, score: 628.375, cpuSeconds: 0.033 },
  { k: 5, metric: 'aecs', limit: 0.05, score: 28.808023, cpuSeconds: 1.146 },
  { k: 5, metric: 'aecs', limit: 1, score: 16.321429, cpuSeconds: 3.874 },
  { k: 5, metric: 'discernibility', limit: 0, score: 33_627_534, cpuSeconds: 0.034 },
  { k: 5, metric: 'discernibility', limit: 0.05, score: 7_220_555, cpuSeconds: 1.042 },
  { k: 5, metric: 'discernibility', limit: 1, score: 7_220_555, cpuSeconds: 3.683 },
  { k: 2, metric: 'loss', limit: 0, score: 0.529696 },
  { k: 2, metric: 'loss', limit: 0.05, score: 0.169006 },
  { k: 2, metric: 'loss', limit: 1, score: 0.16176 },
]

/** The columns of adult, in the file's order. */
export const ADULT_COLUMNS = ['sex', 'age', 'race', 'marital-status', 'education', 'native-country', 'workclass', 'occupation', 'salary-class'] as const
