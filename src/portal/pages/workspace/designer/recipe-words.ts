/** Steps of dates with the years that they span; from finer to coarser. */
export const DATE_SPANS: ReadonlyMap<string, number> = new Map([['day', 0], ['month', 0], ['quarter', 0], ['year', 1], ['2-years', 2], ['5-years', 5], ['10-years', 10], ['20-years', 20]])

export const COLUMN_ROLES = ['identifier', 'quasi-identifier', 'sensitive', 'text', 'plain'] as const
export const RECODINGS = ['strict-local', 'free-local', 'global'] as const
export const METRICS = ['loss', 'aecs', 'discernibility', 'precision', 'entropy'] as const

/** What may be written at a place of a recipe. */
export interface Words {
  readonly keys?: Readonly<Record<string, Words>>
  readonly values?: readonly string[]
  /** What stands under any key, or in a list. */
  readonly each?: Words
}

const any: Words = {}
const oneOf = (...values: string[]): Words => ({ values })
const NAMED: Words = { values: ['@columns'] }
const NAMES: Words = { each: NAMED, values: ['@columns'] }
const LANGUAGES: Words = { keys: { ko: any, en: any, ar: any } }
const NOISE: Words = { keys: { kind: oneOf('laplace', 'gaussian'), epsilon: any, delta: any, sensitivity: any } }
const STEP: Words = {
  values: ['keep', 'drop', 'pseudonym', 'hash', 'tokenise', 'shuffle', 'generalise'],
  keys: { mask: { keys: { first: any, last: any, with: any } }, 'top-code': any, 'bottom-code': any, round: any, noise: NOISE, microaggregate: any, generalise: any },
}
const HIERARCHY: Words = { keys: { file: any, tree: any, intervals: any, from: any, prefix: any, date: { each: { values: [...DATE_SPANS.keys()] } }, frequency: any } }
const COLUMN: Words = {
  keys: {
    role: { values: COLUMN_ROLES }, do: { ...STEP, each: STEP }, hierarchy: HIERARCHY, levels: { keys: { 'at-least': any, 'at-most': any } }, weight: any,
    type: oneOf('text', 'integer', 'decimal', 'boolean', 'date', 'timestamp', 'time'), format: any, misfit: oneOf('text', 'null'), 'accept-risk': any, title: LANGUAGES, description: LANGUAGES,
  },
}
const MODEL: Words = {
  keys: {
    'k-anonymity': any, 'l-diversity': { keys: { column: NAMED, kind: oneOf('distinct', 'entropy', 'recursive'), l: any, c: any } },
    't-closeness': { keys: { column: NAMED, t: any, distance: oneOf('equal', 'ordered', 'hierarchical') } },
    'delta-presence': { keys: { 'at-least': any, 'at-most': any } }, 'average-risk': any, 'sample-uniques': oneOf('none'),
  },
}
const ONE_COLUMN: Words = { keys: { column: NAMED, values: any, min: any, max: any, pattern: any, file: any, key: any, 'within-days': any, 'as-of': any } }
const RULE: Words = {
  keys: { 'not-null': NAMES, unique: NAMES, 'in-set': ONE_COLUMN, 'in-range': ONE_COLUMN, matches: ONE_COLUMN, 'foreign-key': ONE_COLUMN, freshness: ONE_COLUMN, 'row-count': { keys: { min: any, max: any } }, mostly: any, 'on-failure': oneOf('stop') },
}

/** The words of the recipe's language, for completion. What the server says about a draft is the rule; this only helps to type. */
export const RECIPE_WORDS: Words = {
  keys: {
    datadam: oneOf('1'),
    dataset: { keys: { name: any, title: LANGUAGES, description: LANGUAGES, licence: oneOf('CC-BY-4.0', 'CC0-1.0', 'CC-BY-SA-4.0', 'ODbL-1.0'), language: { each: oneOf('ko', 'en', 'ar') }, creator: { keys: { name: LANGUAGES, url: any } }, url: any, keywords: any, purpose: LANGUAGES, limitations: LANGUAGES } },
    source: { keys: { kind: oneOf('csv', 'tsv', 'json', 'jsonl', 'parquet', 'xlsx'), path: any, encoding: oneOf('utf-8', 'utf-16le', 'utf-16be', 'cp949', 'latin-1'), delimiter: any, quote: any, header: oneOf('true', 'false'), sheet: any, 'missing-values': any, sha256: any } },
    plan: { keys: { rows: { keys: { 'at-least': any, 'at-most': any, claimed: any } }, cells: { keys: { by: NAMES, target: { keys: { equal: oneOf('true'), shares: any, file: any } }, tolerance: any } }, duplicates: { keys: { 'at-most': any, claimed: any } } } },
    columns: { values: ['@columns'], each: COLUMN },
    quality: { each: RULE },
    privacy: { keys: { models: { each: MODEL }, person: NAMED, population: any, recoding: { values: RECODINGS }, metric: { values: METRICS }, suppression: { keys: { limit: any, parity: { keys: { by: NAMES, 'at-most': any } } } }, 'most-combinations': any } },
    fairness: { keys: { label: NAMED, favourable: any, groups: NAMES, reference: any, prediction: { keys: { column: NAMED, favourable: any, score: NAMED } }, tolerance: any, 'smallest-cell': any, weights: oneOf('true', 'false') } },
    sample: { keys: { share: any, stratify: NAMES, seed: any } },
    release: { keys: { version: any, format: oneOf('parquet'), access: oneOf('open', 'registered', 'restricted'), date: any, seed: any, 'rows-per-file': any } },
  },
}
