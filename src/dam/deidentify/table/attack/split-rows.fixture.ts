import { codeArray, type Frequencies } from '../frequencies.ts'
import type { RecodedClasses } from '../recoded-classes.ts'

/** One column: by level, the code of each leaf. */
export interface MadeColumn {
  readonly codes: readonly Int32Array[]
  readonly leaves: readonly Float64Array[]
  readonly domain: number
}

/** A label: its level and its code there. */
export type MadeLabel = readonly [level: number, code: number]

/** A column from the code of each leaf on each level. */
export function makeColumn(...levels: readonly (readonly number[])[]): MadeColumn {
  const domain = levels[0]?.length ?? 0
  return {
    domain, codes: levels.map((codes) => Int32Array.from(codes)),
    leaves: levels.map((codes) => Float64Array.from({ length: Math.max(...codes) + 1 }, (_, code) => codes.filter((one) => one === code).length)),
  }
}

/** A row of the delivery, its class and, if it is asked about, its sensitive value. */
export interface MadeRow {
  readonly leaves: readonly number[]
  readonly place: number
  readonly count?: number
  readonly value?: number
}

/** A release from its classes' labels and its rows; -1 is a suppressed row's place. */
export function makeRelease(columns: readonly MadeColumn[], labels: readonly (readonly MadeLabel[])[], rows: readonly MadeRow[]): { frequencies: Frequencies; hierarchies: readonly MadeColumn[]; recoded: RecodedClasses } {
  const counts = Uint32Array.from(rows, ({ count = 1 }) => count)
  const sizes = Uint32Array.from(labels, (_, number) => rows.reduce((sum, { place, count = 1 }) => sum + (place === number ? count : 0), 0))
  const codesOf = (column: number) => {
    const codes = codeArray(columns[column]?.domain ?? 1, rows.length)
    rows.forEach(({ leaves }, entry) => { codes[entry] = leaves[column] ?? 0 })
    return codes
  }
  return {
    hierarchies: columns,
    frequencies: { entries: rows.length, codes: columns.map((_, column) => codesOf(column)), counts, ...(rows.some(({ value }) => value !== undefined) && { sensitive: [Uint8Array.from(rows, ({ value = 0 }) => value)] }) },
    recoded: {
      classes: labels.length, classOf: Int32Array.from(rows, ({ place }) => place), rows: sizes, sizes,
      levels: columns.map((_, column) => Uint8Array.from(labels, (label) => label[column]?.[0] ?? 0)),
      codes: columns.map((_, column) => Int32Array.from(labels, (label) => label[column]?.[1] ?? 0)),
    },
  }
}

/**
 * Recodes rows by splitting from the widest labels down, in the simplest way: the first column that can be split is.
 * Free: parts of fewer than k rows stay together under the wider label, with the smallest other part if they must.
 */
export function splitRows(columns: readonly MadeColumn[], rows: readonly (readonly number[])[], k: number, mode: 'free' | 'strict'): { labels: MadeLabel[][]; placeOf: number[] } {
  const labels: MadeLabel[][] = []
  const keys = new Map<string, number>()
  const placeOf = rows.map(() => -1)
  const finish = (members: readonly number[], levels: readonly number[]) => {
    const label = levels.map((level, column): MadeLabel => labelOf(columns[column], level, rows[members[0] ?? 0]?.[column] ?? 0))
    const key = JSON.stringify(label)
    const place = keys.get(key) ?? labels.length
    if (place === labels.length) labels.push(label)
    keys.set(key, place)
    for (const member of members) placeOf[member] = place
  }
  const split = (members: readonly number[], levels: readonly number[]) => {
    for (const [column, level] of levels.entries()) {
      if (level === 0) continue
      const narrower = levels.with(column, level - 1)
      const parts = Array.from(Map.groupBy(members, (member) => columns[column]?.codes[level - 1]?.[rows[member]?.[column] ?? 0] ?? 0).values()).toSorted((a, b) => b.length - a.length)
      const passing = parts.filter((part) => part.length >= k)
      const left = parts.filter((part) => part.length < k).flat()
      if (left.length > 0 && mode === 'strict') continue
      while (left.length > 0 && left.length < k && passing.length > 0) left.push(...passing.pop() ?? [])
      if (passing.length === 0) continue
      for (const part of passing) split(part, narrower)
      if (left.length > 0) split(left, levels)
      return
    }
    finish(members, levels)
  }
  if (rows.length > 0) split(rows.map((_, row) => row), columns.map(({ codes }) => codes.length - 1))
  return { labels, placeOf }
}

/** The label of a leaf on a level, on the finest level where it stands for the same leaves. */
function labelOf(column: MadeColumn | undefined, level: number, leaf: number): MadeLabel {
  const under = (at: number) => column?.codes[at]?.reduce((sum, code) => sum + (code === column.codes[at]?.[leaf] ? 1 : 0), 0)
  let finest = level
  while (finest > 0 && under(finest - 1) === under(level)) finest--
  return [finest, column?.codes[finest]?.[leaf] ?? 0]
}
