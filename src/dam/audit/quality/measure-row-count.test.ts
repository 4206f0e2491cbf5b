import { expect, test } from 'vitest'
import { countingRows, measureRowCount } from './measure-row-count.ts'

test.each([
  { bounds: { min: 5 }, rows: 5, rule: 5, verdict: 'passed' }, { bounds: { min: 6 }, rows: 5, rule: 6, verdict: 'failed' },
  { bounds: { max: 5 }, rows: 5, rule: 5, verdict: 'passed' }, { bounds: { min: 1, max: 4 }, rows: 5, rule: 4, verdict: 'failed' },
])('$rows rows within $bounds: $verdict', ({ bounds, rows, ...fact }) => {
  expect(measureRowCount('x', bounds, rows)).toMatchObject({ ...fact, measured: rows })
})

test('how rows are counted can be pasted', () => {
  expect(countingRows().recompute).toBe('select count(*) from read_parquet(\'delivery.parquet\', file_row_number = true)')
})
