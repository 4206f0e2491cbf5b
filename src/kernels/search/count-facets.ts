import type { ValueColumn } from './value-column.ts'

/** How many of the data sets found have a value. */
export interface ValueCount {
  readonly value: string
  readonly count: number
}

/** A facet and what somebody chose of it; nothing chosen lets everything pass. */
export interface FacetChoice {
  readonly column: ValueColumn
  readonly chosen: readonly string[]
}

/** What passes no facet, or one alone. */
const PASSES = -1
const FAILS_SEVERAL = -2

/**
 * Those of the matches that pass every facet, and for each facet the counts of its values.
 *
 * One of the chosen values is enough within a facet, and every facet must be passed. The counts of a facet leave its own
 * choice aside: they tell what would be found if another value were chosen. Values that nobody has are left out, unless
 * they were chosen; the most frequent `most` values are told.
 */
export function countFacets(matches: Uint32Array, facets: readonly FacetChoice[], { most }: { readonly most: number }): { readonly passed: Uint32Array; readonly counts: ValueCount[][] } {
  if (facets.every(({ chosen }) => chosen.length === 0)) return { passed: matches, counts: facets.map(({ column }) => told(column, countValues(matches, column), { chosen: [], most })) }
  const failed = new Int16Array(matches.length).fill(PASSES)
  for (const [place, { column, chosen }] of facets.entries()) if (chosen.length > 0) markFailing(matches, failed, { column, chosen, place })
  const passed = among(matches, failed, PASSES)
  const counts = facets.map(({ column, chosen }, place) => {
    const counted = countValues(passed, column)
    // Only a facet with a choice is failed by some that pass all others.
    if (chosen.length > 0) for (const [code, count] of countValues(among(matches, failed, place), column).entries()) counted[code] = (counted[code] ?? 0) + count
    return told(column, counted, { chosen, most })
  })
  return { passed, counts }
}

/** The matches whose mark is this one. */
function among(matches: Uint32Array, failed: Int16Array, mark: number): Uint32Array {
  const found = new Uint32Array(matches.length)
  let count = 0
  for (let at = 0; at < matches.length; at++) if (failed[at] === mark) found[count++] = matches[at] ?? 0
  return found.subarray(0, count)
}

function markFailing(matches: Uint32Array, failed: Int16Array, { column, chosen, place }: FacetChoice & { readonly place: number }): void {
  const isChosen = new Uint8Array(column.values)
  for (const code of chosen.map(column.codeOf)) if (code !== undefined) isChosen[code] = 1
  const { starts, codes } = column.view()
  for (let at = 0; at < matches.length; at++) {
    const ordinal = matches[at] ?? 0
    const end = starts[ordinal + 1] ?? 0
    let passes = false
    for (let from = starts[ordinal] ?? 0; from < end && !passes; from++) passes = isChosen[codes[from] ?? 0] === 1
    if (!passes) failed[at] = failed[at] === PASSES ? place : FAILS_SEVERAL
  }
}

function countValues(matches: Uint32Array, column: ValueColumn): Uint32Array {
  const counts = new Uint32Array(column.values)
  const { starts, codes, isSingle } = column.view()
  const count = (place: number): void => {
    const code = codes[place] ?? 0
    counts[code] = (counts[code] ?? 0) + 1
  }
  if (isSingle) for (let at = 0; at < matches.length; at++) count(matches[at] ?? 0)
  else {
    for (let at = 0; at < matches.length; at++) {
      const ordinal = matches[at] ?? 0
      const end = starts[ordinal + 1] ?? 0
      for (let place = starts[ordinal] ?? 0; place < end; place++) count(place)
    }
  }
  return counts
}

function told(column: ValueColumn, counts: Uint32Array, { chosen, most }: { readonly chosen: readonly string[]; readonly most: number }): ValueCount[] {
  const all: ValueCount[] = []
  for (let code = 0; code < counts.length; code++) if ((counts[code] ?? 0) > 0) all.push({ value: column.valueOf(code), count: counts[code] ?? 0 })
  const ranked = all.toSorted((left, right) => right.count - left.count || (left.value < right.value ? -1 : 1))
  const wanted = new Set(chosen)
  const kept = ranked.filter(({ value }, rank) => rank < most || wanted.has(value))
  for (const { value } of kept) wanted.delete(value)
  return [...kept, ...Array.from(wanted, (value) => ({ value, count: 0 }))]
}
