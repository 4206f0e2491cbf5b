import { makeIntegers, withRoom } from './with-room.ts'

/** For each document the values that it has of one kind: none, one or several; each value is written once, and named by a code. */
export interface ValueColumn {
  /** Gives the next ordinal its values; one that stands twice counts once. */
  append(values: readonly string[]): void
  /** Codes of ordinal n are those from place `starts[n]` to before `starts[n + 1]`; where every document has one value, the code at place n. Valid until the next `append`. */
  view(): { readonly starts: Uint32Array; readonly codes: Uint32Array; readonly isSingle: boolean }
  codeOf(value: string): number | undefined
  valueOf(code: number): string
  /** How many codes have been given. */
  readonly values: number
  sizeBytes(): number
}

/** A column without a document. */
export function createValueColumn(): ValueColumn {
  const byValue = new Map<string, number>()
  const values: string[] = []
  let starts = new Uint32Array(1024)
  let codes = new Uint32Array(1024)
  let documents = 0
  let isSingle = true
  return {
    append: (given) => {
      let end = starts[documents] ?? 0
      for (const value of given.length > 1 ? new Set(given) : given) {
        let code = byValue.get(value)
        if (code === undefined) {
          code = values.push(value) - 1
          byValue.set(value, code)
        }
        if (end >= codes.length) codes = withRoom(codes, end + 1, makeIntegers)
        codes[end++] = code
      }
      documents++
      isSingle &&= end === documents
      starts = withRoom(starts, documents + 1, makeIntegers)
      starts[documents] = end
    },
    view: () => ({ starts, codes, isSingle }),
    codeOf: (value) => byValue.get(value),
    valueOf: (code) => values[code] ?? '',
    get values() { return values.length },
    sizeBytes: () => starts.byteLength + codes.byteLength,
  }
}

/** The values of one document. */
export function valuesAt(column: ValueColumn, ordinal: number): string[] {
  const { starts, codes } = column.view()
  return Array.from(codes.subarray(starts[ordinal] ?? 0, starts[ordinal + 1] ?? 0), column.valueOf)
}
