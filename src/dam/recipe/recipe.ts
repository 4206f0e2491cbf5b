import { z } from 'zod'
import { VALUE_TYPES } from '#dam/dataset/table.ts'
import { Hierarchy } from './hierarchy.ts'
import { QualityRule } from './quality-rule.ts'

const Share = z.number().min(0).max(1)
const ColumnName = z.string().min(1).describe('A column of the source, spelt as in its header.')

/** Text in one language, or in several by language code. */
export const LanguageText = z.union([
  z.string().min(1),
  z.partialRecord(z.enum(['ko', 'en', 'ar']), z.string().min(1)).refine((texts) => Object.keys(texts).length > 0, 'write the text in at least one language, such as {en: …}'),
], 'write a text, or texts by language: {ko: 퇴원 기록, en: Hospital discharges}').describe('Text, or text by language: {ko: 퇴원 기록, en: Hospital discharges}.')
export type LanguageText = z.infer<typeof LanguageText>

const Dataset = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/, 'write publisher/data-set in small letters, digits and hyphens, such as city-health/discharges').describe('publisher/data-set. The publisher is also the project: pseudonyms agree within it.'),
  title: LanguageText,
  description: LanguageText.optional(),
  licence: z.string().min(1).describe('SPDX identifier, such as CC-BY-4.0.'),
  language: z.array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'write language codes, such as ko or en')).min(1).describe('Languages of the data, as BCP 47 codes.'),
  creator: z.strictObject({ name: LanguageText, url: z.url().optional().describe('Their page.') }).optional().describe('Who made the data.'),
  url: z.url().optional().describe('Where the data set lives.'),
  keywords: z.array(z.string().min(1)).optional().describe('Words under which people look for the data.'),
  purpose: LanguageText.optional().describe('What the data was collected for.'),
  limitations: LanguageText.optional().describe('What the data must not be used for, or cannot show.'),
}).describe('What the data set is, for its card and its catalogue entry.')

export const SOURCE_KINDS = ['csv', 'tsv', 'json', 'jsonl', 'parquet', 'xlsx'] as const
const Source = z.strictObject({
  kind: z.enum(SOURCE_KINDS).describe('The form of the files, whichever way they are packed.'),
  path: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)], 'write a file, or a list of files').describe('A file, several files, a glob, or an http(s) address; relative to the recipe. .gz, .zst and .zip are opened.'),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'cp949', 'latin-1']).optional().describe('Found from the bytes when left out.'),
  delimiter: z.string().length(1).optional().describe('Found from the text when left out.'),
  quote: z.string().length(1).optional().describe('The character round cells that hold the delimiter; " when left out.'),
  header: z.boolean().optional().describe('Whether the first row names the columns; true when left out.'),
  sheet: z.string().min(1).optional().describe('Sheet of an XLSX file; the first when left out.'),
  'missing-values': z.array(z.string()).optional().describe('Texts that mean missing, besides the empty cell: [NA, "-"].'),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'write the 64 hexadecimal digits').optional().describe('Refuse the source unless its bytes have this hash. For one file.'),
}).describe('Where the data comes from and how it is read.')

const Plan = z.strictObject({
  rows: z.strictObject({
    'at-least': z.int().nonnegative().optional().describe('Fewest rows.'),
    'at-most': z.int().nonnegative().optional().describe('Most rows.'),
    claimed: z.int().nonnegative().optional().describe('What the supplier says was delivered.'),
  }).optional().describe('How many rows are to be delivered.'),
  cells: z.strictObject({
    by: z.array(ColumnName).min(1).describe('Columns whose combinations are the cells: a class and its groups.'),
    target: z.union([
      z.strictObject({ equal: z.literal(true) }).describe('Every cell of values that occur holds the same share.'),
      z.strictObject({ shares: z.array(z.strictObject({ cell: z.record(z.string(), z.string()), share: Share })).min(1) }).describe('Shares cell by cell.'),
      z.strictObject({ file: z.string().min(1) }).describe('A CSV with a column for each name in `by` and one named share or count.'),
    ], 'write {equal: true}, {shares: [{cell: {sex: F}, share: 0.5}]} or {file: plan.csv}').describe('What share of the rows each cell is to hold.'),
    tolerance: Share.describe('How far a share may lie from its target: 0.05 is five points.'),
  }).optional().describe('How the rows are to be spread over groups.'),
  duplicates: z.strictObject({ 'at-most': Share.describe('Share of rows that repeat an earlier row exactly.'), claimed: Share.optional().describe('What the supplier says it is.') }).optional().describe('How many rows may be there twice.'),
}).describe('The contract, recounted on every delivery.')

const OPERATIONS = 'write keep, drop, pseudonym, hash, tokenise, shuffle, generalise, {generalise: 1}, {mask: {first: 1}}, {top-code: 90}, {bottom-code: 18}, {round: 10}, {noise: {kind: laplace, epsilon: 1, sensitivity: 10}}, {microaggregate: 5}, or a list of these'
const NOISE = 'write {kind: laplace, epsilon: 1, sensitivity: 10}, or {kind: gaussian, epsilon: 1, delta: 0.00001, sensitivity: 10}'
const Noise = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('laplace'), epsilon: z.number().positive().describe('Privacy loss of one row.'),
    sensitivity: z.number().positive().describe('How far one person can move the value: the width of its range.'),
  }),
  z.strictObject({
    kind: z.literal('gaussian'), epsilon: z.number().positive().max(1).describe('Privacy loss of one row, at most 1.'),
    delta: z.number().positive().max(0.01).describe('Chance that the loss is greater.'), sensitivity: z.number().positive(),
  }),
], NOISE)
/** What is done to a column's values, one step. */
export const Operation = z.union([
  z.enum(['keep', 'drop', 'pseudonym', 'hash', 'tokenise', 'shuffle', 'generalise']),
  z.strictObject({ mask: z.strictObject({ first: z.int().nonnegative().optional(), last: z.int().nonnegative().optional(), with: z.string().length(1).optional() }) })
    .describe('Every character but the first and last few becomes `with` (*).'),
  z.strictObject({ 'top-code': z.number() }).describe('Larger values become this one.'),
  z.strictObject({ 'bottom-code': z.number() }).describe('Smaller values become this one.'),
  z.strictObject({ round: z.number().positive() }).describe('To the nearest multiple: 10, 0.5.'),
  z.strictObject({ noise: Noise }).describe('Adds random numbers, so that every single value is deniable.'),
  z.strictObject({ microaggregate: z.int().min(2).max(1_000_000) }).describe('Each value becomes the mean of a group of at least so many neighbours.'),
  z.strictObject({ generalise: z.int().nonnegative() }).describe('To this level of the hierarchy, for every row.'),
], OPERATIONS)
export type Operation = z.infer<typeof Operation>

export const ROLES = ['identifier', 'quasi-identifier', 'sensitive', 'text', 'plain'] as const
/** What a column is in the release; how each role may be treated is said by `checkRecipe`. */
const RecipeColumn = z.strictObject({
  role: z.enum(ROLES).describe('identifier names a person; quasi-identifier does so together with others; sensitive must not be learned about a person; text is free text; plain is none of these.'),
  do: z.union([Operation, z.array(Operation).min(1)], OPERATIONS).optional().describe('What happens to the values. Left out: identifier and text are dropped, quasi-identifier is generalised, sensitive and plain are kept.'),
  hierarchy: Hierarchy.optional(),
  levels: z.strictObject({ 'at-least': z.int().nonnegative().optional().describe('Lowest level.'), 'at-most': z.int().nonnegative().optional().describe('Highest level.') }).optional().describe('Levels of the hierarchy that the search may choose, 0 is the value itself.'),
  weight: z.number().positive().max(1000).optional().describe('How much a loss in this column counts beside the others; 1 when left out.'),
  type: z.enum(VALUE_TYPES).optional().describe('Found from all values when left out.'),
  format: z.string().min(1).optional().describe('How dates are written, in strptime\'s words: %Y.%m.%d.'),
  misfit: z.enum(['text', 'null']).optional().describe('When a value does not fit `type`: the column stays text (left out), or the cell becomes missing. Reported either way.'),
  'accept-risk': z.string().min(1).optional().describe('Why the column may be released although it tells rows apart or repeats a quasi-identifier; shown in the report.'),
  title: LanguageText.optional(),
  description: LanguageText.optional(),
})
export type RecipeColumn = z.infer<typeof RecipeColumn>

const MODELS = 'write {k-anonymity: 5}, {l-diversity: {column: diagnosis, kind: distinct, l: 2}}, {t-closeness: {column: diagnosis, t: 0.2, distance: equal}}, {delta-presence: {at-most: 0.5}}, {average-risk: 0.1} or {sample-uniques: none}'
const SensitiveName = ColumnName.describe('The sensitive column.')
export const PrivacyModel = z.union([
  z.strictObject({ 'k-anonymity': z.int().min(2).max(1_000_000) }).describe('Every combination of quasi-identifiers is shared by at least this many.'),
  z.strictObject({
    'l-diversity': z.discriminatedUnion('kind', [
      z.strictObject({ column: SensitiveName, kind: z.literal('distinct'), l: z.int().min(2) }).describe('Every class holds at least l values.'),
      z.strictObject({ column: SensitiveName, kind: z.literal('entropy'), l: z.number().gt(1) }).describe('The entropy of every class is at least that of l equally frequent values.'),
      z.strictObject({ column: SensitiveName, kind: z.literal('recursive'), l: z.int().min(2), c: z.number().positive() }).describe('In every class the commonest value is less than c times as frequent as the values from the l-th on together.'),
    ], 'write {column: diagnosis, kind: distinct, l: 2}, {…, kind: entropy, l: 2} or {…, kind: recursive, l: 3, c: 4}'),
  }).describe('Every class holds several sensitive values.'),
  z.strictObject({
    't-closeness': z.strictObject({
      column: SensitiveName, t: z.number().gt(0).max(1).describe('Largest distance, 0 to 1.'),
      distance: z.enum(['equal', 'ordered', 'hierarchical']).default('equal').describe('equal: all values are as far apart; ordered: by their order; hierarchical: by the column\'s hierarchy.'),
    }),
  }).describe('The sensitive values of every class are spread as in the whole table.'),
  z.strictObject({
    'delta-presence': z.strictObject({ 'at-least': Share.default(0), 'at-most': Share }),
  }).describe('Of the people of the delivery with one combination, this share is in the release; needs `sample`.'),
  z.strictObject({ 'average-risk': z.number().gt(0).max(1) }).describe('Chance of re-identifying a released row, on average over all rows.'),
  z.strictObject({ 'sample-uniques': z.literal('none') }).describe('No released row is alone with its combination.'),
], MODELS)
export type PrivacyModel = z.infer<typeof PrivacyModel>

export const RECODINGS = ['global', 'strict-local', 'free-local'] as const
export type Recoding = (typeof RECODINGS)[number]
export const METRICS = ['loss', 'aecs', 'discernibility', 'precision', 'entropy'] as const
export type Metric = (typeof METRICS)[number]
const Parity = z.strictObject({
  by: z.array(ColumnName).min(1).describe('Columns whose combinations are the groups, as delivered.'),
  'at-most': z.number().min(1).describe('How many times as often, or as much, as the whole.'),
}).describe('No group is suppressed, or loses information, more than `at-most` times as often as the whole.')
const Privacy = z.strictObject({
  models: z.array(PrivacyModel).min(1).describe('What every released row keeps.'),
  person: ColumnName.optional().describe('The column that tells persons apart, when a row is not a person: models count persons.'),
  population: z.int().positive().optional().describe('How many persons the population has of which the data holds a part: for the estimate of population uniques.'),
  recoding: z.enum(RECODINGS).optional().describe('global: one level for each column, the proven optimum; strict-local: classes that part the whole domain, each with levels of its own; free-local: as strict-local, with classes for what is left over, which tells readers who is not among the others. Left out: strict-local for an open release, global for any other.'),
  metric: z.enum(METRICS).default('loss').describe('What the optimum is the least of.'),
  suppression: z.strictObject({ limit: Share.default(0.05).describe('Share of rows whose quasi-identifiers may all become *.'), parity: Parity.optional() }).prefault({}).describe('How many rows may be hidden instead of made coarser.'),
  'most-combinations': z.int().positive().default(10_000_000).describe('How many combinations of values the search holds in memory, at some 400 bytes each. Where there are more, they are counted at wider labels first; local recodings then refine each class alone.'),
}).describe('The promise about persons. Needed when a column is a quasi-identifier.')

const Favourable = z.union([z.string(), z.number(), z.boolean(), z.strictObject({ 'at-least': z.number() }), z.strictObject({ 'at-most': z.number() })], 'write the value, such as yes, or {at-least: 50000}')
export type Favourable = z.infer<typeof Favourable>
const Fairness = z.strictObject({
  label: ColumnName.describe('The column with the outcome.'),
  favourable: Favourable.describe('The outcome that people wish for.'),
  groups: z.array(ColumnName).min(1).max(6).describe('Columns whose values, and combinations of values, are the groups.'),
  reference: z.string().min(1).optional().describe('A CSV with a column for some or all of the groups and one named share or count: the population that the data should stand for; relative to the recipe.'),
  prediction: z.strictObject({
    column: ColumnName.describe('The column with a model\'s decision.'),
    favourable: Favourable.optional().describe('Its favourable value; that of the label when left out.'),
    score: ColumnName.optional().describe('The column with the model\'s score, for calibration.'),
  }).optional().describe('What a model said, where the data holds it.'),
  tolerance: z.number().gt(0).max(1).default(0.1).describe('Largest difference of rates that is no finding.'),
  'smallest-cell': z.int().min(1).default(30).describe('Groups with fewer rows are said to be too small to judge.'),
  weights: z.boolean().default(false).describe('Write weights/ beside the data, one for each row, that make label and groups independent.'),
}).describe('Whose outcomes are compared, before and after any model.')
export type Fairness = z.infer<typeof Fairness>

const Sample = z.strictObject({
  share: z.number().gt(0).max(1).describe('Share of the rows that is drawn: 0.5 is half.'),
  stratify: z.array(ColumnName).optional().describe('Columns whose combinations keep their share.'),
  seed: z.int().nonnegative().default(1).describe('The same seed draws the same rows.'),
}).describe('Releases a random part of the rows.')

const Release = z.strictObject({
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'write three numbers, such as 1.0.0').describe('Semantic version; a version is never written twice.'),
  format: z.enum(['parquet']).default('parquet').describe('The form of the released files.'),
  access: z.enum(['open', 'registered', 'restricted']).default('open').describe('Who may have the release: anyone; anyone with an account; those who were admitted.'),
  date: z.iso.date().optional().describe('Date of publication. Left out: the day of the first run, kept for its repeats.'),
  seed: z.int().nonnegative().default(1).describe('Shuffles the rows, together with the project\'s key.'),
  'rows-per-file': z.int().positive().default(5_000_000).describe('Most rows in one released file.'),
}).describe('The version that is made, and how.')

/** A recipe as it is written, with all that its author left out still open. */
export const WrittenRecipe = z.strictObject({
  datadam: z.literal(1).describe('The recipe language\'s version.'),
  dataset: Dataset,
  source: Source,
  plan: Plan.optional(),
  columns: z.record(z.string(), RecipeColumn).describe('Every column of the source, by name.'),
  quality: z.array(QualityRule).optional().describe('What holds for the data, measured on every delivery.'),
  privacy: Privacy.optional(),
  fairness: Fairness.optional(),
  sample: Sample.optional(),
  release: Release,
})

/** Everything about one data set: where it comes from, what its columns are, what is promised, how it is released. */
export const Recipe = WrittenRecipe.transform(({ privacy, ...rest }) => ({
  ...rest,
  ...(privacy && { privacy: { ...privacy, recoding: privacy.recoding ?? recodingFor(rest.release.access) } }),
}))
export type Recipe = z.infer<typeof Recipe>

/** Whoever reads an open release may subtract its classes from one another, and in a strict recoding none lies within another. */
function recodingFor(access: z.infer<typeof Release>['access']): Recoding {
  return access === 'open' ? 'strict-local' : 'global'
}
