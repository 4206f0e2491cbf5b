import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinSql, literal, sql } from '#platform/engines/sql-text.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { countValues } from './value-counts.ts'

const { engine, makeTable } = await openBench()
const hostile = '"; drop table'

test('countValues() counts texts as delivered, misfits as missing', async () => {
  const table = await makeTable(sql`select unnest(['1', '01', '1', 'x', null]) as a`, { a: 'integer' })
  const [column] = table.columns
  expect(column && await countValues(table, column, { engine })).toEqual({
    missing: 2, values: [{ text: '1', count: 2, number: 1 }, { text: '01', count: 1, number: 1 }],
  })
})

test('value counts add up to the rows, whatever the texts', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.option(fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'))), { minLength: 1, maxLength: 30 }), async (texts) => {
    const values = joinSql(texts.map((text) => sql`${literal(text)}::varchar`), ', ')
    const table = await makeTable(sql`select unnest([${values}]) as """; drop table"`, { [hostile]: 'text' })
    const [column] = table.columns
    if (!column) throw new Error('no column')
    const { missing, values: counted } = await countValues(table, column, { engine })
    expect(missing + counted.reduce((sum, { count }) => sum + count, 0)).toBe(texts.length)
    expect(new Set(counted.map(({ text }) => text))).toEqual(new Set(texts.filter((text) => text !== null)))
  }), { numRuns: 15 })
})
