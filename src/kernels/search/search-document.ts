/** What is searched of a document; each in all its languages. */
export interface SearchTexts {
  readonly title: readonly string[]
  readonly keywords: readonly string[]
  readonly publisher: readonly string[]
  readonly columns: readonly string[]
  readonly description: readonly string[]
}

/** A data set as it is found: its texts, its values by facet, and what it is sorted by. */
export interface SearchDocument extends SearchTexts {
  readonly id: string
  readonly facets: Readonly<Record<string, readonly string[]>>
  readonly sorts: Readonly<Record<string, number | string | undefined>>
}
