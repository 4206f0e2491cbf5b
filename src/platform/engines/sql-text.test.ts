import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { openDuckDb } from './duckdb.ts'
import { identifier, joinSql, listLiteral, literal, sql, withoutBindings } from './sql-text.ts'

const folder = mkdtempSync(join(tmpdir(), 'datadam-sql-'))
const engine = await openDuckDb({ memoryBytes: 200e6, threads: 1, temporaryDirectory: folder })
afterAll(() => { engine.close(); rmSync(folder, { recursive: true, force: true }) })

const Hostile = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1 }),
  fc.stringMatching(/^["'`\\;$?\-/* a$1{}\n]{1,12}$/),
  fc.constantFrom('__proto__', 'constructor', '"; drop table x; --', "'; select 1; --", '$1', '?', '\\', '"', "'", 'select', ' ', '한글 😀'),
).filter((text) => !text.includes('\0') && text.isWellFormed())

test('any name is a name and any text is a value: bound, written, listed or joined', async () => {
  await fc.assert(fc.asyncProperty(Hostile, Hostile, async (name, text) => {
    const { names, rows } = await engine.table(sql`select ${text} as ${identifier(name)}, ${literal(text)}, ${listLiteral([text, name])}, ${joinSql([sql`${text}`, literal(name)], ' || ')}`)
    expect(names[0]).toBe(name)
    expect(rows).toEqual([[text, text, [text, name], text + name]])
  }), { numRuns: 300 })
})

test('any name can be a column of a table', async () => {
  await fc.assert(fc.asyncProperty(Hostile, async (name) => {
    await engine.load(name, [{ name, type: 'text', values: [name] }])
    expect(await engine.table(sql`select ${identifier(name)} from ${identifier(name)}`)).toEqual({ names: [name], rows: [[name]] })
    await engine.run(sql`drop table ${identifier(name)}`)
  }), { numRuns: 100 })
})

test('withoutBindings() writes every value in, for statements that bind none', async () => {
  await fc.assert(fc.asyncProperty(Hostile, async (text) => {
    await engine.run(withoutBindings(sql`create or replace temp view v as select ${text} as a, ${1.5} as b, ${null} as c, ${true} as d`))
    expect((await engine.table(sql`from v`)).rows).toEqual([[text, 1.5, null, true]])
  }), { numRuns: 100 })
})

test('a NUL character is refused in names and written values; numbers that are none are written as such', async () => {
  expect(() => identifier('a\0')).toThrow(expect.objectContaining({ code: 'bad-input' }))
  expect(() => literal('a\0')).toThrow(expect.objectContaining({ code: 'bad-input' }))
  expect((await engine.table(sql`select ${literal(Number.POSITIVE_INFINITY)}, ${literal(-2)}, ${literal(2n ** 60n)}`)).rows).toEqual([[Number.POSITIVE_INFINITY, -2, 2n ** 60n]])
  expect(joinSql([], ', ')).toEqual({ pieces: [''], values: [] })
})
