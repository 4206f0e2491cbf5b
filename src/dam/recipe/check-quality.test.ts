import { expect, test } from 'vitest'
import { checkQualityRule, columnsOfRule } from './check-quality.ts'
import type { QualityRule } from './quality-rule.ts'

function told(rule: QualityRule): string[] {
  const sentences: string[] = []
  checkQualityRule(rule, [], (path, sentence) => sentences.push(`${path.join('.')}: ${sentence}`))
  return sentences
}

const sound: QualityRule[] = [
  { unique: 'a' }, { 'in-range': { column: 'a', min: 0 } }, { 'in-range': { column: 'a', min: '2024-02-29', max: '2024-02-29 12:30' } }, { 'in-range': { column: 'a', min: 3, max: 3 } },
  { 'in-range': { column: 'a', min: '2020-01-01T00:00:00.5' } }, { 'row-count': { min: 1 } }, { matches: { column: 'a', pattern: '\\d' } },
]
test.each(sound)('checkQualityRule() finds nothing wrong with %j', (rule) => {
  expect(told(rule)).toEqual([])
})

const wrong: [QualityRule, RegExp][] = [
  [{ 'in-range': { column: 'a' } }, /^in-range: has neither min nor max/],
  [{ 'in-range': { column: 'a', min: 2, max: 1 } }, /^in-range\.min: min lies above max/],
  [{ 'in-range': { column: 'a', min: '2021-01-01', max: '2020-01-01' } }, /^in-range\.min: min lies above max/],
  [{ 'in-range': { column: 'a', min: '2021-02-30' } }, /^in-range\.min: is neither a number nor a date/],
  [{ 'in-range': { column: 'a', max: '5' } }, /^in-range\.max: is neither a number nor a date/],
  [{ 'in-range': { column: 'a', min: 1, max: '2020-01-01' } }, /^in-range\.max: is of another kind than min/],
  [{ 'row-count': {} }, /^row-count: has neither/],
  [{ 'row-count': { min: 2, max: 1 } }, /^row-count\.min: min 2 is more than max 1/],
  [{ 'row-count': { min: 2 }, mostly: 0.5 }, /^mostly: is a share of rows/],
  [{ matches: { column: 'a', pattern: '(' } }, /^matches\.pattern: is not a regular expression/],
]
test.each(wrong)('checkQualityRule() says what is wrong with %j', (rule, sentence) => {
  expect(told(rule)).toEqual([expect.stringMatching(sentence)])
})

const named: [QualityRule, { column: string; path: (string | number)[] }[]][] = [
  [{ unique: 'a' }, [{ column: 'a', path: ['unique'] }]],
  [{ 'not-null': ['a', 'b'] }, [{ column: 'a', path: ['not-null', 0] }, { column: 'b', path: ['not-null', 1] }]],
  [{ 'row-count': { min: 1 } }, []],
  [{ 'in-range': { column: 'a' } }, [{ column: 'a', path: ['in-range', 'column'] }]],
  [{ 'in-set': { column: 'a', values: ['x'] } }, [{ column: 'a', path: ['in-set', 'column'] }]],
  [{ matches: { column: 'a', pattern: 'x' } }, [{ column: 'a', path: ['matches', 'column'] }]],
  [{ 'foreign-key': { column: 'a', file: 'x.csv', key: 'k' } }, [{ column: 'a', path: ['foreign-key', 'column'] }]],
  [{ freshness: { column: 'a', 'within-days': 3 } }, [{ column: 'a', path: ['freshness', 'column'] }]],
  [{ 'distribution-distance': { column: 'a', reference: 'x.csv', 'at-most': 0.1 } }, [{ column: 'a', path: ['distribution-distance', 'column'] }]],
]
test.each(named)('columnsOfRule(%j) names %j', (rule, columns) => {
  expect(columnsOfRule(rule, [])).toEqual(columns)
})
