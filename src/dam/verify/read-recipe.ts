import { parse } from 'yaml'
import { z } from 'zod'
import { Refusal } from '#platform/refusal.ts'
import { PromisedFairness, type PromisedModel, PromisedPrivacy } from './read-privacy.ts'

const WholeNumber = z.number().int().nonnegative()
const Mask = z.object({ first: WholeNumber.default(0), last: WholeNumber.default(0), with: z.string().default('*') })
/** `scale` is Laplace's b or Gauss's sigma; `deviation` the mean distance from the value that it makes. */
const Noise = z.union([
  z.object({ kind: z.literal('laplace'), epsilon: z.number().positive(), sensitivity: z.number().positive() }).transform(({ epsilon, sensitivity }) => ({ scale: sensitivity / epsilon, deviation: sensitivity / epsilon })),
  z.object({ kind: z.literal('gaussian'), epsilon: z.number().positive(), delta: z.number().positive(), sensitivity: z.number().positive() }).transform(({ epsilon, delta, sensitivity }) => {
    const scale = sensitivity * Math.sqrt(2 * Math.log(1.25 / delta)) / epsilon
    return { scale, deviation: scale * Math.sqrt(2 / Math.PI) }
  }),
])

/** One step of a treatment, as the recipe writes it. */
const Step = z.union([
  z.enum(['keep', 'drop', 'pseudonym', 'hash', 'tokenise', 'shuffle', 'generalise']).transform((kind) => ({ kind })),
  z.object({ mask: Mask }).transform(({ mask }) => ({ kind: 'mask' as const, ...mask })),
  z.object({ 'top-code': z.number() }).transform((step) => ({ kind: 'top-code' as const, bound: step['top-code'] })),
  z.object({ 'bottom-code': z.number() }).transform((step) => ({ kind: 'bottom-code' as const, bound: step['bottom-code'] })),
  z.object({ round: z.number().positive() }).transform(({ round }) => ({ kind: 'round' as const, step: round })),
  z.object({ noise: Noise }).transform(({ noise }) => ({ kind: 'noise' as const, ...noise })),
  z.object({ microaggregate: z.number().int().min(2) }).transform(({ microaggregate }) => ({ kind: 'microaggregate' as const, k: microaggregate })),
  z.object({ generalise: WholeNumber }).transform(({ generalise }) => ({ kind: 'generalise-to' as const, level: generalise })),
])
export type Step = z.infer<typeof Step>

const RecipeHierarchy = z.union([
  z.object({ file: z.string() }).transform(({ file }) => ({ kind: 'file' as const, file })),
  z.object({ tree: z.map(z.unknown(), z.unknown()) }).transform(({ tree }) => ({ kind: 'tree' as const, tree })),
  z.object({ intervals: z.array(z.number().positive()).min(1), from: z.number().default(0) }).transform(({ intervals, from }) => ({ kind: 'intervals' as const, widths: intervals, from })),
  z.object({ prefix: z.array(WholeNumber).min(1) }).transform(({ prefix }) => ({ kind: 'prefix' as const, lengths: prefix })),
  z.object({ date: z.array(z.enum(['day', 'month', 'quarter', 'year', '2-years', '5-years', '10-years', '20-years'])).min(1) }).transform(({ date }) => ({ kind: 'date' as const, steps: date })),
  z.object({ frequency: z.array(z.number().int().positive()).min(1) }).transform(({ frequency }) => ({ kind: 'frequency' as const, kept: frequency })),
])
export type RecipeHierarchy = z.infer<typeof RecipeHierarchy> | { readonly kind: 'none' }

const RecipeColumn = z.object({
  role: z.enum(['identifier', 'quasi-identifier', 'sensitive', 'text', 'plain']),
  do: z.union([Step, z.array(Step).min(1)]).optional(),
  hierarchy: RecipeHierarchy.optional(),
  levels: z.object({ 'at-least': WholeNumber.optional(), 'at-most': WholeNumber.optional() }).optional(),
  weight: z.number().positive().default(1),
  'accept-risk': z.string().optional(),
})

/** What the recipe promises about one column. */
export interface PromisedColumn {
  readonly name: string
  readonly role: z.infer<typeof RecipeColumn>['role']
  readonly steps: readonly Step[]
  readonly hierarchy: RecipeHierarchy
  readonly levels: { readonly atLeast: number; readonly atMost: number }
  /** How much a loss in this column counts. */
  readonly weight: number
  readonly acceptRisk?: string
}

/** Whether a step puts a word in the place of a value that leads back to it for whoever holds the key or the delivery only. */
export function isToken({ kind }: Step): boolean {
  return kind === 'pseudonym' || kind === 'hash' || kind === 'tokenise'
}

/** What the recipe promises, as far as a verifier asks. */
export interface Promises {
  readonly name: string
  readonly version: string
  readonly date?: string
  readonly columns: readonly PromisedColumn[]
  readonly models: readonly PromisedModel[]
  /** The largest k that is promised; left out where none is. */
  readonly k?: number
  readonly person?: string
  readonly recoding: PromisedPrivacy['recoding']
  readonly metric: PromisedPrivacy['metric']
  /** Share of rows that may be suppressed. */
  readonly limit: number
  readonly parity?: { readonly by: readonly string[]; readonly atMost: number }
  readonly fairness?: PromisedFairness
  readonly sample?: { readonly share: number; readonly stratify: readonly string[] }
}

const Whole = z.object({
  dataset: z.object({ name: z.string() }),
  columns: z.map(z.string(), z.unknown()),
  privacy: PromisedPrivacy.optional(),
  fairness: PromisedFairness.optional(),
  sample: z.object({ share: z.number(), stratify: z.array(z.string()).default([]) }).optional(),
  release: z.object({ version: z.string(), date: z.string().optional() }),
})

/**
 * Reads recipe.yaml with the verifier's own eyes, so that a fault of the pipeline's reading is not shared.
 *
 * @throws {Refusal} `bad-recipe` when it is not YAML or lacks what a verifier needs
 */
export function readRecipe(text: string): Promises {
  const written = readYaml(text)
  const whole = Whole.safeParse(written)
  if (!whole.success) throw new Refusal('bad-recipe', `recipe.yaml: ${placeOf(whole.error)} is not what a recipe holds there`)
  const { dataset, columns, privacy, fairness, sample, release } = whole.data
  const ks = privacy?.models.flatMap((model) => (model.kind === 'k-anonymity' ? [model.k] : [])) ?? []
  const parity = privacy?.suppression?.parity
  return {
    name: dataset.name, version: release.version, ...(release.date !== undefined && { date: release.date }),
    columns: Array.from(columns, ([name, column]) => promisedColumn(name, column)),
    models: privacy?.models ?? [],
    ...(ks.length > 0 && { k: Math.max(...ks) }),
    recoding: privacy?.recoding ?? 'global', metric: privacy?.metric ?? 'loss',
    ...(parity && { parity: { by: parity.by, atMost: parity['at-most'] } }),
    ...(fairness && { fairness }),
    ...(privacy?.person !== undefined && { person: privacy.person }),
    limit: privacy?.suppression?.limit ?? 0.05,
    ...(sample && { sample }),
  }
}

function readYaml(text: string): unknown {
  try {
    const whole: unknown = parse(text, { mapAsMap: true, maxAliasCount: 100 })
    if (!(whole instanceof Map)) throw new Refusal('bad-recipe', 'recipe.yaml is not a mapping')
    const fields = Array.from(whole, ([name, value]): [string, unknown] => [String(name), name === 'columns' ? value : plain(value)])
    return Object.fromEntries(fields)
  } catch (fault) {
    if (fault instanceof Refusal) throw fault
    throw new Refusal('bad-recipe', 'recipe.yaml cannot be read as YAML', { cause: fault })
  }
}

function promisedColumn(name: string, written: unknown): PromisedColumn {
  const parsed = RecipeColumn.safeParse(plain(written))
  if (!parsed.success) throw new Refusal('bad-recipe', `recipe.yaml: column "${name}": ${placeOf(parsed.error)} is not what a recipe holds there`)
  const { role, do: treatment, hierarchy, levels, weight, 'accept-risk': acceptRisk } = parsed.data
  return {
    name, role,
    steps: treatment === undefined ? [{ kind: DEFAULTS[role] }] : [treatment].flat(),
    hierarchy: hierarchy ?? { kind: 'none' },
    levels: { atLeast: levels?.['at-least'] ?? 0, atMost: levels?.['at-most'] ?? Number.POSITIVE_INFINITY },
    weight,
    ...(acceptRisk !== undefined && { acceptRisk }),
  }
}

const DEFAULTS = { identifier: 'drop', text: 'drop', 'quasi-identifier': 'generalise', sensitive: 'keep', plain: 'keep' } as const

/** Maps become objects, but for a tree, whose names come out of the data. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (!(value instanceof Map)) return value
  return Object.fromEntries(Array.from(value, ([key, item]): [string, unknown] => [String(key), key === 'tree' ? item : plain(item)]))
}

function placeOf(error: z.ZodError): string {
  return error.issues[0]?.path.join('.') || 'the whole'
}
