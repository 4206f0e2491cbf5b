import { expect, test } from 'vitest'
import { askableSql } from './askable-sql.ts'

test('a command over the released rows becomes a question about them, its quotes undone', () => {
  expect(askableSql('duckdb -c "select min(n) from (select count(*) n from \'data/*.parquet\' where not (\\"성별\\" = \'*\') group by \\"성별\\")"'))
    .toBe('select min(n) from (select count(*) n from data where not ("성별" = \'*\') group by "성별")')
  expect(askableSql('duckdb -c "select \\"a\\"\\"b\\" from \'data/*.parquet\'"')).toBe('select "a""b" from data')
})

test.each([
  'datadam verify RELEASE_DIR',
  'duckdb -c "from parquet_kv_metadata(\'data/*.parquet\')"',
  'duckdb -c "from \'hierarchies/*.json\'" and the formula',
  'duckdb -c "from \'data/*.parquet\'" grouped by the quasi-identifiers',
  'duckdb -c "from \'hierarchies/*.json\'"',
  '',
])('%j is no question about the released rows', (recompute) => {
  expect(askableSql(recompute)).toBe(null)
})
