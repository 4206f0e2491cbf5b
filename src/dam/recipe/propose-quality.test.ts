import fc from 'fast-check'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { ColumnProfile, ProfileReport } from '#dam/dataset/reports.ts'
import { openDuckDb } from '#platform/engines/duckdb.ts'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { proposeQuality } from './propose-quality.ts'
import type { QualityRule } from './quality-rule.ts'

function rulesFor(column: Partial<ColumnProfile>, more: Partial<ProfileReport> = {}): QualityRule[] {
  const profiled: ColumnProfile = { name: 'a', type: 'text', missing: 1, missingShare: 0.01, distinct: 50, distinctIsExact: true, top: { withheld: 'x' }, role: { guess: 'plain', because: 'x', sure: true }, ...column }
  return proposeQuality({ rows: 100, columns: [profiled], duplicateRows: 0, keys: [], dependences: [], correlations: [], how: { method: { en: '', ko: '' }, recompute: '' }, ...more }).map(({ rule }) => rule)
}
const identifier = { guess: 'identifier', because: 'x', sure: true } as const

const cases: [string, Partial<ColumnProfile>, Partial<ProfileReport>, QualityRule[]][] = [
  ['nothing where nothing holds', {}, {}, []],
  ['nothing without rows', { missing: 0 }, { rows: 0 }, []],
  ['no missing values', { missing: 0 }, {}, [{ 'not-null': ['a'] }]],
  ['a key', { missing: 0, role: identifier, range: { min: 1, max: 9 }, type: 'integer' }, { keys: [['a']] }, [{ 'not-null': ['a'] }, { unique: 'a' }]],
  ['no key of what is no identifier', { missing: 0 }, { keys: [['a']] }, [{ 'not-null': ['a'] }]],
  ['no key of pairs', { missing: 0, role: identifier }, { keys: [['a', 'b']] }, [{ 'not-null': ['a'] }]],
  ['a range of days', { type: 'integer', range: { min: 0, max: 87 } }, {}, [{ 'in-range': { column: 'a', min: 0, max: 90 } }]],
  ['a range of years', { type: 'integer', range: { min: 1950, max: 2020 } }, {}, [{ 'in-range': { column: 'a', min: 0, max: 2100 } }]],
  ['a range below zero', { type: 'decimal', range: { min: -12.5, max: 37.1 } }, {}, [{ 'in-range': { column: 'a', min: -13, max: 38 } }]],
  ['a range of dates', { type: 'date', range: { min: 0, max: 400 } }, {}, [{ 'in-range': { column: 'a', min: '1970-01-01', max: '1972-12-31' } }]],
  ['no range of dates beyond the calendar', { type: 'date', range: { min: 0, max: 9e6 } }, {}, []],
  ['all values', { top: [{ value: 'M', count: 50 }, { value: 'F', count: 49 }, { value: null, count: 1 }] }, {}, [{ 'in-set': { column: 'a', values: ['F', 'M'] } }]],
  ['not some values', { top: [{ value: 'M', count: 50 }, { value: 'F', count: 40 }] }, {}, []],
  ['a code', { pattern: { shape: '999-AA', share: 1 }, length: { min: 6, max: 6 } }, {}, [{ matches: { column: 'a', pattern: '\\d{3}-\\p{Lu}{2}' } }]],
  ['no code that only most values have', { pattern: { shape: '99999', share: 0.99 } }, {}, []],
  ['no look of words', { pattern: { shape: '가가', share: 1 } }, {}, []],
  ['no look with unknown signs', { pattern: { shape: '9?', share: 1 } }, {}, []],
  ['nothing of free text', { pattern: { shape: '99', share: 1 }, role: { guess: 'text', because: 'x', sure: true } }, {}, []],
]
test.each(cases)('proposeQuality() proposes %s', (_, column, more, rules) => {
  expect(rulesFor(column, more)).toEqual(rules)
})

test('proposeQuality() proposes ranges that hold today, whatever the numbers', () => {
  const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer())
  fc.assert(fc.property(number, number, (a, b) => {
    const range = { min: Math.min(a, b), max: Math.max(a, b) }
    for (const rule of rulesFor({ type: 'decimal', range })) {
      if (!('in-range' in rule)) continue
      expect(rule['in-range'].min).toBeLessThanOrEqual(range.min)
      expect(rule['in-range'].max).toBeGreaterThanOrEqual(range.max)
    }
  }))
})

test('proposeQuality() writes patterns that the engine matches with values of that look', async () => {
  const temporaryDirectory = await mkdtemp(join(tmpdir(), 'datadam-quality-'))
  const engine = await openDuckDb({ memoryBytes: 500e6, threads: 2, temporaryDirectory })
  try {
    for (const shape of ['99999', 'A99.9', '가9가', '9.(9)+[9]{9}*', 'a9|9^$\\', '9/9-9 9']) {
      const [rule] = rulesFor({ pattern: { shape, share: 1 } })
      const pattern = rule && 'matches' in rule ? rule.matches.pattern : ''
      const answer = await engine.queryOne(sql`select regexp_full_match(${literal(shape)}, ${literal(pattern)}) as matches`, z.object({ matches: z.boolean() }))
      expect({ pattern, ...answer }).toEqual({ pattern, matches: true })
    }
  } finally {
    engine.close()
    await rm(temporaryDirectory, { recursive: true })
  }
})
