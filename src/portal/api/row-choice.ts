import type { RowFilter, RowOrder } from '#dam/catalogue/datasets/dataset-answers.ts'

/** What a reader asked of the rows: filters, all of which must hold, and the order. */
export interface RowChoice {
  readonly filter: readonly RowFilter[]
  readonly sort: readonly RowOrder[]
}

/** The tests that fit a column, the usual one first. */
export function testsOf(type: string): readonly RowFilter['is'][] {
  if (type === 'text') return ['contains', 'equals', 'missing']
  return type === 'boolean' ? ['equals', 'missing'] : ['at-least', 'at-most', 'equals', 'missing']
}

const TESTS: readonly RowFilter['is'][] = ['contains', 'equals', 'at-least', 'at-most', 'missing']

/** Filters out of an address that anyone may have written; what is none is left out. */
export function readFilters(given: unknown): readonly RowFilter[] | undefined {
  const filters = listOf(given).flatMap(({ column, is, value }): RowFilter[] => {
    const test = TESTS.find((one) => one === is)
    if (typeof column !== 'string' || test === undefined) return []
    return test === 'missing' ? [{ column, is: test }] : typeof value === 'string' ? [{ column, is: test, value }] : []
  })
  return filters.length === 0 ? undefined : filters
}

/** The order out of an address. */
export function readOrder(given: unknown): readonly RowOrder[] | undefined {
  const order = listOf(given).flatMap(({ column, direction }): RowOrder[] => (typeof column === 'string' && (direction === 'ascending' || direction === 'descending') ? [{ column, direction }] : []))
  return order.length === 0 ? undefined : order
}

/** The filters with this one in place of another of the same column and test. */
export function withFilter(filters: readonly RowFilter[], added: RowFilter): readonly RowFilter[] {
  return [...withoutFilter(filters, added), added]
}

export function withoutFilter(filters: readonly RowFilter[], { column, is }: Pick<RowFilter, 'column' | 'is'>): readonly RowFilter[] {
  return filters.filter((one) => one.column !== column || one.is !== is)
}

/** What comes after the direction that a column is sorted in: up, down, not at all. */
export function nextOrder(order: readonly RowOrder[], column: string): readonly RowOrder[] {
  const direction = order.find((one) => one.column === column)?.direction
  if (direction === 'descending') return []
  return [{ column, direction: direction === 'ascending' ? 'descending' : 'ascending' }]
}

function listOf(given: unknown): Record<string, unknown>[] {
  return Array.isArray(given) ? given.flatMap((one: unknown) => (typeof one === 'object' && one !== null ? [{ ...one }] : [])) : []
}
