import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { readDictionary } from './parquet-dictionary.ts'
import { scratchEngine } from './scratch-engine.fixture.ts'

const scratch = scratchEngine()

test('readDictionary() reads the dictionaries that DuckDB writes, of every type', async () => {
  const engine = scratch.engine()
  const file = join(scratch.folder(), 'a.parquet')
  await engine.run(sql`copy (select ['가', '', 'c'][1 + i % 3] as t, (i % 3 - 1)::bigint as b, (i % 2) / 4 as d, date '1969-12-31' + (i % 2)::integer as y, timestamp '1970-01-01 00:00:01' as s from range(300) r(i)) to ${literal(file)} (format parquet, compression zstd)`)
  const chunks = await engine.query(sql`select type, dictionary_page_offset as place, compression as codec from parquet_metadata(${file}) order by column_id`, z.object({ type: z.string(), place: z.number(), codec: z.string() }))
  const bytes = await readFile(file)
  const read = chunks.map(({ type, place, codec }) => readDictionary({ bytes: bytes.subarray(place), type, codec }).toSorted())
  expect(read).toEqual([['', 'c', '가'], ['-1', '0', '1'], ['0', '0.25'], ['-1', '0'], ['1000000']])
})

/** A page header in Thrift's compact form, for one dictionary of fewer than 64 bytes. */
const page = (plain: Uint8Array, values: number) => {
  const compressed = zstdCompressSync(plain)
  return Buffer.concat([Buffer.from([0x15, 4, 0x15, plain.length * 2, 0x15, compressed.length * 2, 0x4c, 0x15, values * 2, 0x15, 0, 0, 0]), compressed])
}

test('readDictionary() shows entries that the header does not admit', () => {
  const plain = Buffer.from('\u0001\0\0\0a\u0005\0\0\0Alice', 'latin1')
  expect(readDictionary({ bytes: page(plain, 1), type: 'BYTE_ARRAY', codec: 'ZSTD' })).toEqual(['a', 'Alice'])
})

test.each([
  { what: 'an unknown compression', bytes: page(Buffer.alloc(8), 1), type: 'INT64', codec: 'LZO', sentence: /should be ZSTD/ },
  { what: 'an unknown type', bytes: page(Buffer.alloc(12), 1), type: 'INT96', codec: 'ZSTD', sentence: /INT96/ },
  { what: 'what is no dictionary', bytes: Buffer.from([0x15, 0, 0]), type: 'INT64', codec: 'ZSTD', sentence: /no dictionary page/ },
  { what: 'an end within the header', bytes: Buffer.from([0x15]), type: 'INT64', codec: 'ZSTD', sentence: /ends within/ },
])('readDictionary() refuses $what', ({ bytes, type, codec, sentence }) => {
  expect(() => readDictionary({ bytes, type, codec })).toThrow(sentence)
})
