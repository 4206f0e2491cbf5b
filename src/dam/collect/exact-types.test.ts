import fc from 'fast-check'
import { expect, test } from 'vitest'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { cellsOf, collectThere, testEngine, testFolder } from './collecting.fixture.ts'
import { exactValue, guessExactTypes, refutedColumn } from './exact-types.ts'

const folder = testFolder()
const engine = await testEngine(folder)

test('guessExactTypes() guesses where each text is what the value is written as', async () => {
  const texts = sql`select '1' as i, '0.5' as d, 'true' as b, '2020-01-02' as day, '2020-01-02 03:04:05' as moment, '01' as zeros, '20200101' as digits, 'nan' as nan, null::varchar as nothing, '1.50' as price`
  const names = ['i', 'd', 'b', 'day', 'moment', 'zeros', 'digits', 'nan', 'nothing', 'price']
  expect([...(await guessExactTypes(texts, names, new Map([['i', { type: 'text' as const }]]), engine))]).toEqual([['d', 'decimal'], ['b', 'boolean'], ['day', 'date'], ['moment', 'timestamp']])
  expect([...(await guessExactTypes(texts, ['digits'], new Map([['digits', { type: 'integer' as const }]]), engine))]).toEqual([['digits', 'integer']])
})

test('what exactValue() keeps is written as it was delivered; everything else is refuted, by column and without its value', async () => {
  const texts = fc.oneof(fc.stringMatching(/^-?[0-9.e+]{1,18}$/), fc.double().map(String), fc.maxSafeInteger().map(String), fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)), fc.constantFrom('NaN', 'inf', 'infinity', 'true', 'True', ' 1', '-0', '0000-01-01', '2020-01-02 03:04:05', '0044-03-15 (BC) 00:00:00'))
  await fc.assert(fc.asyncProperty(texts, fc.constantFrom('boolean', 'integer', 'decimal', 'date', 'timestamp'), async (text, type) => {
    const answer = await engine.table(sql`select (${exactValue(literal(text), type, 7)})::varchar`).then(({ rows }) => rows[0]?.[0], (fault: unknown) => fault)
    expect(typeof answer === 'string' ? answer : refutedColumn(answer)).toBe(typeof answer === 'string' ? text : 7)
  }), { numRuns: 300 })
  expect(refutedColumn(new Error('datadam column 7'))).toBe(undefined)
})

test('cells behind the sample refute column after column, and every cell is as delivered', async () => {
  const rows = Array.from({ length: 6000 }, (_row, place) => Array.from({ length: 6 }, (_cell, column) => (place === 5000 + column && column < 5 ? '007' : String(place))))
  const report = await collectThere(folder, engine, { 'a.csv': `a,b,c,d,e,f\n${rows.map((row) => row.join(',')).join('\n')}` }, { kind: 'csv', path: 'a.csv' })
  expect(report.table.columns.map(({ type }) => type)).toEqual(['text', 'text', 'text', 'text', 'text', 'integer'])
  expect(await cellsOf(report.table, engine)).toEqual(rows)
})
