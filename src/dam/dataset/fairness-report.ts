import { z } from 'zod'
import { Bilingual, Fact, HowComputed } from './fact.ts'

const Count = z.number().int().nonnegative()
const Share = z.number().min(0).max(1)

/** A group or a crossing of groups: one value, as delivered, for each column; null where it is missing. */
export const GroupCell = z.array(z.object({ column: z.string(), value: z.string().nullable() }))
export type GroupCell = z.infer<typeof GroupCell>

/** Rows that have something, of rows that could: null where there are none. The bounds are Wilson's, of 95 %. */
export const GroupRate = z.object({ count: Count, of: Count, rate: Share.nullable(), low: Share.nullable(), high: Share.nullable() })
export type GroupRate = z.infer<typeof GroupRate>

/** A two-proportion test of a cell against all other rows; `corrected` by Holm over all tests of the report. */
export const RateTest = z.object({ p: Share, corrected: Share })
export type RateTest = z.infer<typeof RateTest>

/** The cell's rate less the other's, and divided by it: null where the other is 0. */
export const RateGap = z.object({ difference: z.number(), ratio: z.number().nonnegative().nullable() })
export type RateGap = z.infer<typeof RateGap>

export const METRIC_NAMES = [
  'selectionRate', 'accuracy', 'balancedAccuracy', 'truePositiveRate', 'falsePositiveRate', 'trueNegativeRate', 'falseNegativeRate',
  'positivePredictiveValue', 'negativePredictiveValue', 'falseDiscoveryRate', 'falseOmissionRate', 'prevalence', 'f1',
] as const
/** The metrics of a model's decisions; positive is the favourable outcome. */
export const MetricName = z.enum(METRIC_NAMES)
export type MetricName = z.infer<typeof MetricName>

/**
 * A metric as Fairlearn and scikit-learn give it: 0 where `of`, the rows it is a share of, is 0.
 * The bounds are Wilson's, of 95 %; null where `of` is 0, and for balanced accuracy and F1, which are no shares of rows.
 */
export const MetricValue = z.object({ value: Share, of: Count, low: Share.nullable(), high: Share.nullable() })
export type MetricValue = z.infer<typeof MetricValue>

/** Scores beside outcomes, of rows that hold both. */
export const Calibration = z.object({
  rows: Count,
  meanScore: z.number().nullable(),
  rate: Share.nullable(),
  /** Expected calibration error: mean over rows of the distance of their bin's mean score from its rate; null where scores are no probabilities, and without rows. */
  error: z.number().nonnegative().nullable(),
  /** Left out for crossings of several columns. `to` belongs to the last bin only. */
  bins: z.array(z.object({ from: z.number(), to: z.number(), rows: Count, meanScore: z.number(), rate: Share })).optional(),
})
export type Calibration = z.infer<typeof Calibration>

/** What a model said of a group. */
export const GroupPrediction = z.object({
  /** Rows that hold a label and a prediction, by both. */
  truePositives: Count, falsePositives: Count, trueNegatives: Count, falseNegatives: Count,
  /** Rows with a prediction, and those of them with the favourable one. */
  predicted: Count, selected: Count,
  metrics: z.record(MetricName, MetricValue),
  calibration: Calibration.optional(),
})
export type GroupPrediction = z.infer<typeof GroupPrediction>

/** The label and the prediction in some rows: of the whole table, or of one cell. */
export const GroupOutcomes = z.object({
  rows: Count,
  /** Of rows with a label, those with the favourable one. */
  label: GroupRate,
  /** Rows whose label is missing, or does not fit its column's type. */
  labelMissing: Count,
  prediction: GroupPrediction.optional(),
})
export type GroupOutcomes = z.infer<typeof GroupOutcomes>

/** One group, or one crossing of groups. */
export const FairnessCell = GroupOutcomes.extend({
  cell: GroupCell,
  /** Of all rows of the table. */
  share: Share,
  /** Fewer rows than may be judged: shown, and never compared. */
  isSmall: z.boolean(),
  /** Beside the population; left out where the reference does not tell the cell's columns. `ratio` is null where the population has none. */
  reference: z.object({
    share: Share, ratio: z.number().nonnegative().nullable(),
    /** `thin`: less than (1 - tolerance) of its share. Null where neither the rows nor the rows that the population asks for may be judged. */
    verdict: z.enum(['within', 'thin']).nullable(),
  }).optional(),
  /** The label's rate beside the highest rate of the crossing and that of the whole; null for cells with too few labels to judge. */
  gap: z.object({ toHighest: RateGap, toWhole: RateGap, /** Four-fifths rule: the rate is at least 0.8 of the highest. */ keepsFourFifths: z.boolean(), test: RateTest }).nullable(),
  /** Tests of the selection rate, the true and false positive rates and the precision; a metric with too few rows is left out. */
  tests: z.array(z.object({ metric: MetricName, test: RateTest })),
})
export type FairnessCell = z.infer<typeof FairnessCell>

/** How far a metric lies apart, in Fairlearn's two ways; a ratio is null where Fairlearn gives no number (0 / 0). */
export const Disparity = z.object({
  metric: MetricName,
  lowest: GroupCell, highest: GroupCell,
  betweenGroups: z.object({ difference: Share, ratio: Share.nullable() }),
  toWhole: z.object({ difference: Share, ratio: Share.nullable() }),
})
export type Disparity = z.infer<typeof Disparity>

const Parity = z.object({ difference: Share, ratio: Share.nullable() })
const Odds = z.object({ worstCase: Parity, mean: Parity })
const Parities = z.object({ demographicParity: Parity, equalOpportunity: Parity, predictiveParity: Parity, equalizedOdds: Odds })

/** Every metric's disparity, and the parities made of them, with Fairlearn's definitions. */
export const Disparities = z.object({
  metrics: z.array(Disparity),
  betweenGroups: Parities,
  toWhole: Parities,
})
export type Disparities = z.infer<typeof Disparities>

/** The groups of one column, or of several together. */
export const Crossing = z.object({
  by: z.array(z.string()).min(1),
  /** From the largest. Those that the population has or that the values make possible stand here too, with 0 rows. */
  cells: z.array(FairnessCell),
  /** Cells that are not listed one by one: too many, or, in the public form, too small. `rows` is their sum. */
  rest: z.object({ cells: Count, rows: Count }).optional(),
  /** Lowest and highest label rate of the cells that may be judged; null with fewer than two of them. */
  labelGap: z.object({ lowest: GroupCell, highest: GroupCell, difference: Share, ratio: Share.nullable() }).nullable(),
  /** With a prediction: over all cells with rows, as Fairlearn does; and over those that may be judged. */
  disparities: z.object({ all: Disparities.nullable(), judged: z.array(Disparity) }).optional(),
})
export type Crossing = z.infer<typeof Crossing>

/** A column whose values are missing more often in one group than in another. */
export const MissingGap = z.object({
  column: z.string(), group: z.string(),
  cells: z.array(z.object({ value: z.string().nullable(), missing: GroupRate, isSmall: z.boolean(), test: RateTest.nullable() })),
  /** Highest less lowest share of the cells that may be judged. */
  difference: Share,
  /** The least corrected p of its cells. */
  corrected: Share,
})
export type MissingGap = z.infer<typeof MissingGap>

/** How well a column foretells a group. */
export const Proxy = z.object({
  column: z.string(), group: z.string(),
  /** Cramér's V with Bergsma's correction for bias, 0 none, 1 all. */
  cramersV: Share,
  mutualInformationBits: z.number().nonnegative(),
  /** Of the group's entropy: how much of what there is to know about the group the column tells. */
  entropyShare: Share,
})
export type Proxy = z.infer<typeof Proxy>

/** A column that foretells a group and that nobody gets who holds the release. */
export const HiddenProxy = Proxy.extend({ /** Why it is not released. */ because: Bilingual })
export type HiddenProxy = z.infer<typeof HiddenProxy>

/** What to collect next for one cell. */
export const CollectionStep = z.object({
  cell: GroupCell, rows: Count, isSmall: z.boolean(),
  /** How many more rows bring the cell to (1 - tolerance) of the share it should have. */
  representation: z.object({ target: Share, from: z.enum(['reference', 'equal']), rows: Count }).optional(),
  /** How many more rows with this outcome bring its label rate within the tolerance of the whole. */
  label: z.object({ outcome: z.enum(['favourable', 'unfavourable']), rows: Count }).optional(),
  /** Share of the cell, once complete, that is still to be collected: 1 is a cell without a row. */
  need: Share,
})
export type CollectionStep = z.infer<typeof CollectionStep>

/**
 * Whether a score rises with what is favourable: Somers' D between the tenths of the score and the decision, and the
 * outcome, -1 to 1; null where all are of one kind.
 */
export const ScoreDirection = z.object({
  decisions: z.number().min(-1).max(1).nullable(), outcomes: z.number().min(-1).max(1).nullable(),
  /** True where high scores go with unfavourable decisions, so that the score seems to mean the unfavourable outcome. */
  isReversed: z.boolean(),
})
export type ScoreDirection = z.infer<typeof ScoreDirection>

/** A fact of the ranked list: whom it is about, and how grave it is. */
export const Finding = Fact.extend({
  kind: z.enum(['representation', 'label', 'prediction', 'calibration', 'missing', 'proxy']),
  by: z.array(z.string()),
  /** Cells that the finding names or compares. */
  cells: z.array(GroupCell),
  /** Effect divided by the tolerance: above 1 it is beyond it. */
  severity: z.number().nonnegative(),
  /** Chance of such a gap where there is none, after Holm's correction; null where nothing was tested. */
  corrected: Share.nullable(),
  /** Rows of the first cell. */
  size: Count,
})
export type Finding = z.infer<typeof Finding>

/** Who is missing, who is treated differently, before and after any model, and what to do about it. */
export const FairnessReport = z.object({
  rows: Count,
  label: z.object({ column: z.string(), favourable: z.string() }),
  groups: z.array(z.string()).min(1),
  prediction: z.object({ column: z.string(), favourable: z.string(), score: z.string().optional(), scoreDirection: ScoreDirection.optional() }).optional(),
  /** The file's name, without the folders of its author's machine, and the groups that it tells. */
  reference: z.object({ file: z.string(), columns: z.array(z.string()) }).optional(),
  tolerance: Share,
  /** Groups with fewer rows are not judged. */
  smallestCell: Count,
  tests: z.object({ count: Count, /** Corrected p below which a difference is no chance. */ level: Share }),
  whole: GroupOutcomes,
  /** Every column, every pair, and all columns together. */
  crossings: z.array(Crossing),
  /**
   * The finest cells that rows stand in: for each, the place of its value in `values` for every group, and last its rows.
   * Taken out of the public form, which is made from them; left out where they are more than 10,000.
   */
  combinations: z.object({ values: z.array(z.array(z.string().nullable())), cells: z.array(z.array(Count)) }).optional(),
  missing: z.array(MissingGap),
  /** Released columns and the others, each from the strongest. */
  proxies: z.object({ sampledRows: Count, isSample: z.boolean(), ranked: z.array(Proxy), notReleased: z.array(HiddenProxy).default([]) }),
  /** From the greatest need. */
  collection: z.array(CollectionStep),
  /** From the gravest. */
  findings: z.array(Finding),
  /** True in the form that leaves the house: small cells and whatever leads back to them are taken out. */
  isPublic: z.boolean(),
  how: z.object({ cells: HowComputed, missing: HowComputed, proxies: HowComputed, collection: HowComputed }),
})
export type FairnessReport = z.infer<typeof FairnessReport>
