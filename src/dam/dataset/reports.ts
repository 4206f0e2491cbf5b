import { z } from 'zod'
import { Bilingual, Fact, HowComputed } from './fact.ts'
import { Column, Table } from './table.ts'

const Count = z.number().int().nonnegative()
const Share = z.number().min(0).max(1)

/** One file as it was delivered, kept in the store under its hash. */
export const Original = z.object({ name: z.string(), sha256: z.string(), bytes: Count })

/** What collecting a delivery found. */
export const CollectReport = z.object({
  originals: z.array(Original).min(1),
  table: Table,
  /** How the bytes were read, for people: utf-8, comma, header. */
  dialect: z.record(z.string(), z.union([z.string(), z.boolean()])),
  /** Cells that did not fit their column's type: what became of them, how many, and the first rows (from 1). */
  misfits: z.array(z.object({ column: z.string(), type: z.string(), became: z.enum(['text', 'null']), cells: Count, rows: z.array(Count) })),
  /** Header names that had to be changed: empty or repeated ones. */
  renamed: z.array(z.object({ column: Count, from: z.string(), to: z.string() })),
})
export type CollectReport = Readonly<z.infer<typeof CollectReport>>

export const HistogramBar = z.object({ from: z.number(), to: z.number(), count: Count })
export const ValueCount = z.object({ value: z.string().nullable(), count: Count })
const Role = z.enum(['identifier', 'quasi-identifier', 'sensitive', 'text', 'plain'])

/** What is told about one column. */
export const ColumnProfile = z.object({
  name: z.string(),
  type: Column.shape.type,
  missing: Count,
  missingShare: Share,
  distinct: Count,
  /** False: a HyperLogLog estimate, near the count. */
  distinctIsExact: z.boolean(),
  /** Shortest and longest text, in characters. */
  length: z.object({ min: Count, max: Count }).optional(),
  /** Numbers as they are; dates as days since 1970-01-01, timestamps as seconds. */
  range: z.object({ min: z.number(), max: z.number() }).optional(),
  mean: z.number().optional(),
  standardDeviation: z.number().optional(),
  quantiles: z.array(z.object({ share: Share, value: z.number() })).optional(),
  histogram: z.array(HistogramBar).optional(),
  /** Most frequent values, or why they are not shown. */
  top: z.union([z.array(ValueCount), z.object({ withheld: z.string() })]),
  /** The commonest shape of the text, 9 for a digit, a and A for letters, 가 for a Hangul syllable; withheld like `top`. */
  pattern: z.object({ shape: z.string(), share: Share }).optional(),
  role: z.object({ guess: Role, because: z.string(), sure: z.boolean() }),
})
export type ColumnProfile = Readonly<z.infer<typeof ColumnProfile>>

/** What is told about a table. */
export const ProfileReport = z.object({
  rows: Count,
  columns: z.array(ColumnProfile),
  /** Rows that repeat an earlier row in every column. */
  duplicateRows: Count,
  /** Columns, or pairs, whose values tell every row apart. */
  keys: z.array(z.array(z.string())),
  /** `from` foretells `to`: share of rows whose `to` is the commonest one for their `from`. */
  dependences: z.array(z.object({ from: z.string(), to: z.string(), strength: Share })),
  correlations: z.array(z.object({ a: z.string(), b: z.string(), measure: z.enum(['pearson', 'cramers-v']), value: z.number() })),
  how: HowComputed,
})
export type ProfileReport = Readonly<z.infer<typeof ProfileReport>>

/** One cell of the plan, such as women of 80 and over. */
export const PlanCell = z.object({ cell: z.array(z.object({ column: z.string(), value: z.string().nullable() })), count: Count, /** Distinct persons in the cell, when the recipe names the person's column; a public report needs it to tell small cells. */ persons: Count.optional(), share: Share, target: Share, tolerance: Share, verdict: z.enum(['passed', 'failed']), /** How many more rows bring the cell to its lowest share. */ shortfall: Count })

/** Quality rules and the plan, measured on the delivery. */
export const QualityReport = z.object({
  facts: z.array(Fact),
  plan: z.object({ facts: z.array(Fact), cells: z.array(PlanCell), cellsHow: HowComputed.optional() }),
  /** True when a rule with `on-failure: stop` failed. */
  stops: z.boolean(),
})
export type QualityReport = Readonly<z.infer<typeof QualityReport>>

/** Chance of re-identifying rows when someone looks for: a person known to be in the data; a person who may be; as many as they can. */
export const Risk = z.object({
  prosecutor: z.object({ highest: Share, average: Share, atRisk: Share }),
  journalist: z.object({ highest: Share, average: Share, atRisk: Share }),
  marketer: Share,
  /** Rows that are alone with their combination of quasi-identifiers. */
  sampleUniques: Count,
  /** Rows whose chance is above each threshold. */
  recordsAtRisk: z.array(z.object({ threshold: Share, rows: Count })),
  /** Rows that are likely alone in the whole population, where its size is known; null where a model has no solution for these classes. */
  populationUniques: z.object({ population: Count, pitman: z.number().nonnegative().nullable(), zayatz: z.number().nonnegative().nullable() }).optional(),
})
export type Risk = Readonly<z.infer<typeof Risk>>

/** A column's values before and after, for pictures: shares by label. */
export const Distribution = z.object({
  column: z.string(),
  before: z.array(ValueCount),
  after: z.array(ValueCount),
  /** Labels beyond the most frequent, put together. */
  restBefore: Count, restAfter: Count,
})

/** One quasi-identifier: what was chosen and what it cost. */
export const GeneralisedColumn = z.object({
  column: z.string(),
  /** The one level of all rows; left out where rows have levels of their own. */
  level: Count.optional(),
  levels: Count,
  /** Rows on each level, suppressed ones left out, from the finest. A label that stands on several levels counts for the finest. */
  rowsByLevel: z.array(z.object({ level: Count, rows: Count })),
  weight: z.number().positive(),
  /** A leaf of each level as an example is never shown; the count of labels is. */
  labels: Count,
  /** L_j, 0 none, 1 all. */
  loss: z.number(),
})

const Rate = z.object({ count: Count, of: Count, rate: Share })

/** Rows by a value of a column, or by a combination, and what became of them. */
export const GroupOutcome = z.object({
  cell: z.array(z.object({ column: z.string(), value: z.string().nullable() })),
  rows: Count,
  suppressed: Count,
  /** Information lost on average over the group's rows and the columns, 0 none, 1 all; a suppressed row has lost all. */
  loss: Share,
  /** Fewer rows than may be judged. */
  isSmall: z.boolean(),
})
export type GroupOutcome = Readonly<z.infer<typeof GroupOutcome>>

/** What one attack on the release reached, measured on its rows, beside what chance reaches. */
export const Attack = z.object({
  id: z.enum(['sibling-subtraction', 'combinatorial-refinement', 'linkage', 'inference']),
  /** The column that is guessed, where it is one. */
  column: z.string().optional(),
  /** Guesses made: cells for the first two, rows for the others. */
  attempts: Count,
  /** Guesses for which the attack leaves one answer only. */
  certain: Count,
  /** Right guesses, as an expectation where the attack leaves several answers. */
  successes: z.number().nonnegative(),
  rate: Share,
  /** Right guesses of somebody who knows the released rows and draws at random, or says the commonest value. */
  chance: Share,
  /** The highest rate that the promise allows, where it allows one. */
  bound: Share.optional(),
  label: Bilingual,
  how: HowComputed,
})
export type Attack = Readonly<z.infer<typeof Attack>>

/** What de-identification did, and what it says of itself; the verifier recomputes it. */
export const PrivacyReport = z.object({
  /** In the recipe's words. */
  models: z.array(z.record(z.string(), z.unknown())),
  /** For each model: its rule, and the worst class of the release. */
  modelFacts: z.array(Fact),
  unit: z.enum(['row', 'person']),
  recoding: z.enum(['global', 'strict-local', 'free-local']),
  metric: z.enum(['loss', 'aecs', 'discernibility', 'precision', 'entropy']),
  rows: Count,
  columns: z.array(GeneralisedColumn),
  scores: z.object({ loss: z.number(), aecs: z.number(), discernibility: z.number(), precision: z.number(), entropy: z.number() }),
  suppressed: Count,
  suppressionLimit: Share,
  classes: Count,
  /** Smallest class, in rows or persons; 0 when every row is suppressed. */
  smallest: Count,
  /** How many classes have each size. */
  classSizes: z.array(z.object({ size: Count, classes: Count })),
  before: Risk, after: Risk,
  /** What became of each group, where the recipe names groups: by parity, and by each column and crossing of the fairness groups. */
  groups: z.array(z.object({ by: z.array(z.string()), whole: z.object({ suppressed: Rate, loss: Share }), outcomes: z.array(GroupOutcome) })),
  /** The promise that no group is erased, measured. */
  parity: z.array(Fact),
  attacks: z.array(Attack),
  distributions: z.array(Distribution),
  search: z.object({
    combinations: Count,
    /** Nodes of the lattice, and those of them that were counted: of a global recoding. */
    lattice: Count.optional(), evaluated: Count.optional(),
    /** True where every other choice was excluded by a proof. */
    proven: z.boolean(),
    /** Where the combinations of values were too many to be held: the labels at which they were counted, and whether each class was then refined alone. */
    floor: z.array(z.object({ column: z.string(), level: Count })).optional(), refined: z.boolean().optional(),
  }).optional(),
  treatments: z.array(z.object({ column: z.string(), role: Role, did: z.string() })),
  how: HowComputed,
})
export type PrivacyReport = Readonly<z.infer<typeof PrivacyReport>>

/** One check of the verifier. */
export const Check = z.object({
  id: z.string(),
  fact: Fact,
  /** Where it failed, without values: file, column, row. */
  findings: z.array(z.string()),
})
export type Check = Readonly<z.infer<typeof Check>>

/** What the verifier found on disk. */
export const VerificationReport = z.object({
  verifier: z.string(),
  verdict: z.enum(['passed', 'failed']),
  checks: z.array(Check),
})
export type VerificationReport = Readonly<z.infer<typeof VerificationReport>>

/** The list of a release's files, signed. */
export const Manifest = z.object({
  datadam: z.literal(1),
  name: z.string(), version: z.string(), date: z.string(),
  rows: Count,
  files: z.array(z.object({ path: z.string(), bytes: Count, sha256: z.string(), rows: Count.optional() })),
  columns: z.array(z.object({ name: z.string(), type: Column.shape.type })),
  /** sha256 of what went in. */
  sources: z.array(z.object({ sha256: z.string(), bytes: Count })),
  programs: z.object({ datadam: z.string() }),
})
export type Manifest = Readonly<z.infer<typeof Manifest>>
