import { expect, test } from 'vitest'
import { literal, sql, type Sql } from '#platform/engines/sql-text.ts'
import { testEngine, testFolder } from './collecting.fixture.ts'
import { canBeRead, candidatesFor, CANDIDATES, describeType, isWrittenAs } from './type-test.ts'

const engine = await testEngine(testFolder())
const ask = async (condition: Sql) => (await engine.table(sql`select ${condition}`)).rows[0]?.[0]

test.each([
  ['integer', ['0', '-1', '9223372036854775807'], ['007', '+1', '1.0', '1_000', '0x1F', ' 1', '9223372036854775808', '1e3', '-0', '']],
  ['decimal', ['0.5', '1', '-1.50', '1e10', '1.5E-3', '.5', '123456789012345'], ['nan', 'inf', '-Infinity', '00.5', '+1.5', '1_000.5', '1e999', '1234567890123456', '1,5', '-', '.', '']],
  ['boolean', ['true', 'FALSE', 'True'], ['1', 'yes', 't']],
  ['date', ['2020-02-29', '9999-12-31', '0001-01-01'], ['2021-02-29', '0000-01-01', '2020-1-1', 'infinity', '2020-01-01 (BC)', '2020/01/01']],
  ['timestamp', ['2020-01-01 00:00:00', '2020-01-01T23:59:59.123456', '2020-01-01T10:00:00Z', '2020-01-01 10:00'], ['2020-01-01', '2020-01-01 25:00:00', '2020-01-01T00:00:00+09:00', '0000-01-01 00:00:00']],
  ['time', ['00:00', '23:59:59.5'], ['25:00', '1:00', '12']],
] as const)('isWrittenAs() knows %s from what only looks like it', async (type, good, bad) => {
  for (const text of good) expect([text, await ask(isWrittenAs({ type }, literal(text)))]).toEqual([text, true])
  for (const text of bad) expect([text, await ask(isWrittenAs({ type }, literal(text)))]).toEqual([text, false])
})

test.each([['%Y%m%d', '20200229', true], ['%Y%m%d', '20210229', false], ['%Y%m%d', '18991231', false], ['%Y%m%d', '2020229', false], ['%Y.%m.%d', '2020.02.29', true], ['%Y.%m.%d', '2020-02-29', false], ['%d/%m/%Y', '31/12/2020', true]])('isWrittenAs() a date in %s: %s is %s', async (format, text, expected) => {
  expect(await ask(isWrittenAs({ type: 'date', format }, literal(text)))).toBe(expected)
})

test('canBeRead() takes what a recipe asks for more freely, but nothing that rounds or is no number', async () => {
  for (const [type, text, expected] of [['integer', '007', true], ['integer', ' +1 ', true], ['integer', '1.5', false], ['integer', '1e3', false], ['decimal', '007.50', true], ['decimal', 'nan', false], ['boolean', 't', true], ['date', '2020-1-5', true], ['date', 'infinity', false], ['time', 'x', false]] as const) {
    expect([text, await ask(canBeRead({ type }, literal(text)))]).toEqual([text, expected])
  }
})

test('candidatesFor() is what a word leaves', () => {
  expect(candidatesFor('date', undefined).map(describeType)).toEqual(['date', 'date (%Y%m%d)', 'date (%Y.%m.%d)', 'date (%Y/%m/%d)'])
  expect(candidatesFor('date', '%d')).toEqual([{ type: 'date', format: '%d' }])
  expect(CANDIDATES.map(({ type }) => type)).not.toContain('text')
})
