import { z } from 'zod'
import { Fact } from '#dam/dataset/fact.ts'
import type { QualityReport } from '#dam/dataset/reports.ts'

const Instant = z.iso.datetime()

/** Words in the languages of the portal; Korean or English at least. */
export const Words = z.object({ ko: z.string().max(5000).optional(), en: z.string().max(5000).optional(), ar: z.string().max(5000).optional() })
export type Words = Readonly<z.infer<typeof Words>>

export const ACCESS_CLASSES = ['open', 'registered', 'on-application'] as const
export const AccessClass = z.enum(ACCESS_CLASSES)
export type AccessClass = z.infer<typeof AccessClass>

/** What a machine can check of a licence. */
export const LicenceTerms = z.object({ id: z.string(), territory: z.string().nullable(), mayRedistribute: z.boolean(), mustAttribute: z.boolean(), expires: z.iso.date().nullable() })
export type LicenceTerms = Readonly<z.infer<typeof LicenceTerms>>

/** The first slug of the address is the publisher's, the second the data set's: lower case ASCII. */
export const Slug = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?$/, 'lower-case letters, digits and hyphens, such as hospital-discharges')

/** What a publisher says of a data set. */
export const DatasetDetails = z.object({
  title: Words, description: Words, keywords: z.array(z.string().min(1).max(80)).max(40), domain: z.string().max(80).nullable(),
  licence: LicenceTerms, contact: z.email().nullable(), access: AccessClass, language: z.array(z.string()).max(10),
})
export type DatasetDetails = Readonly<z.infer<typeof DatasetDetails>>

export const VERSION_STATES = ['draft', 'running', 'evidence-complete', 'submitted', 'returned', 'published', 'withdrawn'] as const
export const VersionState = z.enum(VERSION_STATES)
export type VersionState = z.infer<typeof VersionState>

/** One version, in lists. */
export const VersionSummary = z.object({ version: z.string(), state: VersionState, rows: z.number().nullable(), bytes: z.number().nullable(), publishedAt: Instant.nullable(), withdrawnBecause: Words.nullable() })
export type VersionSummary = Readonly<z.infer<typeof VersionSummary>>

export const DatasetSummary = z.object({
  publisher: z.object({ slug: z.string(), name: Words }), slug: z.string(), title: Words, description: Words, keywords: z.array(z.string()), domain: z.string().nullable(),
  licence: z.string(), access: AccessClass, latest: VersionSummary.nullable(), downloads: z.number(), followers: z.number(), createdAt: Instant,
  /** Strips of the columns' distributions, 0 to 1, for the data set's face. */
  face: z.array(z.object({ column: z.string(), bars: z.array(z.number()) })),
})
export type DatasetSummary = Readonly<z.infer<typeof DatasetSummary>>

/** A page of the catalogue: what was found, and how many there are of each value of each facet. */
export const FoundDatasets = z.object({
  items: z.array(DatasetSummary), total: z.number().int(),
  /** By facet; the counts of a facet leave its own choice aside. */
  facets: z.record(z.string(), z.array(z.object({ value: z.string(), count: z.number().int() }))),
  /** `some` where no data set has all words. */
  matched: z.enum(['all', 'some']),
  /** Words that no data set has, and what was looked for instead. */
  corrected: z.array(z.object({ from: z.string(), to: z.string() })),
})
export type FoundDatasets = Readonly<z.infer<typeof FoundDatasets>>

export const DatasetAnswer = DatasetSummary.extend({ details: DatasetDetails, versions: z.array(VersionSummary), doi: z.string().nullable(), medianWaitingDays: z.number().nullable(), mayEdit: z.boolean(), isFollowed: z.boolean() })
export type DatasetAnswer = Readonly<z.infer<typeof DatasetAnswer>>

/** A column, as the release describes it. */
export const ColumnAnswer = z.object({ name: z.string(), type: z.string(), role: z.string().nullable(), missingShare: z.number().nullable(), distinct: z.number().nullable() })

export const VersionAnswer = VersionSummary.extend({
  dataset: z.object({ publisher: z.string(), slug: z.string(), title: Words }),
  columns: z.array(ColumnAnswer), files: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string(), rows: z.number().nullable() })),
  /** Claim, rule and measured, failed ones first. */
  facts: z.array(Fact),
  verification: z.enum(['passed', 'failed']).nullable(), manifestSha256: z.string().nullable(), runId: z.string().nullable(),
  submittedBy: z.string().nullable(), decidedBy: z.string().nullable(), reasons: z.array(z.object({ at: Instant, by: z.string(), decision: z.enum(['approved', 'returned', 'withdrawn']), words: z.string() })),
  /** Against the version before, computed once when it is published. */
  diff: z.object({ from: z.string(), columnsAdded: z.array(z.string()), columnsRemoved: z.array(z.string()), columnsChanged: z.array(z.string()), rowsBefore: z.number(), rowsAfter: z.number(), rowsAdded: z.number().nullable(), rowsRemoved: z.number().nullable(),
    /** Of the columns that both have, counted in the released rows; means of numbers only. */
    statistics: z.array(z.object({ column: z.string(), missingShareBefore: z.number(), missingShareAfter: z.number(), distinctBefore: z.number(), distinctAfter: z.number(), meanBefore: z.number().nullable(), meanAfter: z.number().nullable() })).optional(),
  }).nullable(),
  citation: z.array(z.object({ style: z.enum(['apa', 'chicago', 'bibtex', 'ris', 'korean']), text: z.string() })),
  mayApprove: z.boolean(), mayDownload: z.boolean(), whyNot: z.string().nullable(),
})
export type VersionAnswer = Readonly<z.infer<typeof VersionAnswer>>

/** What is asked of a column's values; `contains` looks past upper and lower case, all others are exact. */
export const ROW_TESTS = ['contains', 'equals', 'at-least', 'at-most', 'missing'] as const
export const RowFilter = z.object({ column: z.string().max(1000), is: z.enum(ROW_TESTS), /** Left out for `missing` alone. */ value: z.string().max(1000).optional() })
export type RowFilter = Readonly<z.infer<typeof RowFilter>>

/** Missing values come last, whichever the direction. */
export const RowOrder = z.object({ column: z.string().max(1000), direction: z.enum(['ascending', 'descending']) })
export type RowOrder = Readonly<z.infer<typeof RowOrder>>

/** A page of released rows; cells as text, cut at the length that was asked for. */
export const RowsAnswer = z.object({
  columns: z.array(z.string()), rows: z.array(z.array(z.string().nullable())),
  /** How many pass the filters. */
  total: z.number(),
  /** How many there are without any filter. */
  all: z.number(),
  offset: z.number(), cutCells: z.number(),
})
export type RowsAnswer = Readonly<z.infer<typeof RowsAnswer>>

/** One column, counted in the released rows. */
export const ColumnStatistics = z.object({
  name: z.string(), type: z.string(), missing: z.number().int(), distinct: z.number().int(),
  /** False: an estimate, near the count. */
  distinctIsExact: z.boolean(),
  /** Of numbers, dates and times, as text. */
  smallest: z.string().nullable(), largest: z.string().nullable(),
  mean: z.number().nullable(),
  chart: z.discriminatedUnion('kind', [
    /** How many rows hold at least `from` and less than `to`, without gaps. */
    z.object({ kind: z.literal('ranges'), bars: z.array(z.object({ from: z.string(), to: z.string(), count: z.number().int() })) }),
    /** The commonest values, in their own order where they have one, and how many rows hold any other. */
    z.object({ kind: z.literal('values'), bars: z.array(z.object({ value: z.string(), count: z.number().int() })), others: z.number().int() }),
    /** `all-different`: nearly every row has a value of its own. */
    z.object({ kind: z.literal('none'), because: z.enum(['all-different', 'all-missing']) }),
  ]),
  /** Commands that give the same again in the folder of the release; `summary` all but the chart. */
  recompute: z.object({ summary: z.string(), chart: z.string().nullable() }),
})
export type ColumnStatistics = Readonly<z.infer<typeof ColumnStatistics>>

export const StatisticsAnswer = z.object({ rows: z.number().int(), columns: z.array(ColumnStatistics) })
export type StatisticsAnswer = Readonly<z.infer<typeof StatisticsAnswer>>

/** What pages read of a release's `reports/quality.json`. */
export type ReleasedPlan = Readonly<Pick<QualityReport, 'plan'>>

/** Something that waits for the person who asks. */
export const InboxItem = z.object({ id: z.string(), kind: z.enum(['approve-version', 'returned-version', 'decide-application', 'answer-question', 'triage-defect', 'acknowledge-recall', 'failed-run']), title: Words, address: z.string(), since: Instant, due: Instant.nullable() })
export type InboxItem = Readonly<z.infer<typeof InboxItem>>
