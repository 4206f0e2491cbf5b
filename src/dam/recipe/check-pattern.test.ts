import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { openDuckDb } from '#platform/engines/duckdb.ts'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { patternFault } from './check-pattern.ts'

const SOUND = [
  '\\d{5}', '[A-Z]\\d{2}(\\.\\d)?', '(?i)[a-z]+', '\\p{Lu}{2}\\pN', '[[:alpha:]]+', '(?P<year>\\d{4})-(?:\\d\\d)', '\\Aa\\z', '가|나', '\\-\\/\\@', '[^\\]]*', '(?s:.)*?', '\\Qa.b(\\E', '[가-힣]{2,4}', '\\x{AC00}', 'a{1000}', '[)(]', '\\\\1', '[+]+', '\\++', '\\"',
]
const WRONG: [string, RegExp][] = [
  ['(', /is not a regular expression/], ['[a', /is not a regular expression/], ['a{2,1}', /is not a regular expression/], ['*', /is not a regular expression/], ['a)', /is not a regular expression/],
  ['(a)\\1', /refers back/], ['(?=a)b', /looks ahead or behind/], ['(?<!a)b', /looks ahead or behind/], ['a{1001}', /more than 1000 times/], ['(?>a)', /possessive or atomic/], ['\\', /is not a regular expression/],
]

test.each(SOUND)('patternFault() finds nothing wrong with %s', (pattern) => {
  expect(patternFault(pattern)).toBeUndefined()
})

test.each(WRONG)('patternFault() says what is wrong with %s', (pattern, fault) => {
  expect(patternFault(pattern)).toMatch(fault)
})

test('patternFault() agrees with the engine', async () => {
  const temporaryDirectory = await mkdtemp(join(tmpdir(), 'datadam-pattern-'))
  const engine = await openDuckDb({ memoryBytes: 500e6, threads: 2, temporaryDirectory })
  try {
    const compiles = (pattern: string) => engine.query(sql`select regexp_full_match('x', ${literal(pattern)}) as matches`, z.object({ matches: z.boolean() })).then(() => true, () => false)
    for (const pattern of SOUND) expect({ pattern, compiles: await compiles(pattern) }).toEqual({ pattern, compiles: true })
    for (const [pattern] of WRONG) expect({ pattern, compiles: await compiles(pattern) }).toEqual({ pattern, compiles: false })
  } finally {
    engine.close()
    await rm(temporaryDirectory, { recursive: true })
  }
})
