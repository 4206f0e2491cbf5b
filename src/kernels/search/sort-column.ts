import { foldText } from './fold-text.ts'
import { makeFloats, withRoom } from './with-room.ts'

/** Something that documents are sorted by. What has no value comes last. */
export interface SortDefinition {
  readonly name: string
  readonly kind: 'number' | 'text'
  readonly direction: 'ascending' | 'descending'
}

/** The values of one sort, by ordinal. */
export interface SortColumn {
  set(ordinal: number, value: number | string | undefined): void
  valueAt(ordinal: number): number | string | undefined
  /** Below 0 where the left one comes first, 0 where the values are equal. */
  compare(left: number, right: number): number
}

/** A column without values. Texts are compared folded, by their code units: Hangul, Latin and Arabic each in alphabetical order. */
export function createSortColumn({ kind, direction }: SortDefinition): SortColumn {
  const sign = direction === 'ascending' ? 1 : -1
  return kind === 'number' ? numbers(sign) : texts(sign)
}

function numbers(sign: 1 | -1): SortColumn {
  let values = makeFloats(1024)
  const keyOf = (ordinal: number): number => values[ordinal] ?? Number.POSITIVE_INFINITY
  return {
    set: (ordinal, value) => {
      values = withRoom(values, ordinal + 1, makeFloats)
      values[ordinal] = typeof value === 'number' && !Number.isNaN(value) ? value * sign : Number.POSITIVE_INFINITY
    },
    valueAt: (ordinal) => (keyOf(ordinal) === Number.POSITIVE_INFINITY ? undefined : keyOf(ordinal) * sign),
    compare: (left, right) => { const [a, b] = [keyOf(left), keyOf(right)]; return a < b ? -1 : a > b ? 1 : 0 },
  }
}

function texts(sign: 1 | -1): SortColumn {
  const values: (string | undefined)[] = []
  return {
    set: (ordinal, value) => { values[ordinal] = value === undefined ? undefined : foldText(String(value)) },
    valueAt: (ordinal) => values[ordinal],
    compare: (left, right) => {
      const [a, b] = [values[left], values[right]]
      if (a === b) return 0
      if (a === undefined) return 1
      if (b === undefined) return -1
      return a < b ? -sign : sign
    },
  }
}
