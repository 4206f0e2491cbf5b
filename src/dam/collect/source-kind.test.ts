import { expect, test } from 'vitest'
import { guessKind, looksLikeTable, refuseOtherKind } from './source-kind.ts'

test.each([
  ['a.csv', 'a,b', 'csv'], ['a.TSV.gz', 'a', 'tsv'], ['a.ndjson', '{}', 'jsonl'], ['a', 'PAR1', 'parquet'], ['a.csv', 'PK\x03\x04', 'xlsx'],
  ['a', '\n[{"a":1}]', 'json'], ['a', '{"a":1}', 'jsonl'], ['a', '[x],y', 'csv'], ['a.parquet', 'a,b', 'csv'],
])('guessKind(%j, %j) is %s', (name, head, kind) => {
  expect(guessKind(name, Buffer.from(head, 'latin1'))).toBe(kind)
})

test('guessKind() and refuseOtherKind() refuse what is no table, or another', () => {
  expect(() => guessKind('a.csv', Buffer.from('%PDF-1.7'))).toThrow(/PDF document/)
  expect(() => refuseOtherKind('csv', 'a', Buffer.from('PAR1'))).toThrow(/not csv/)
  expect(() => refuseOtherKind('parquet', 'a', Buffer.from('a,b'))).toThrow(/something else, not parquet/)
  expect(() => refuseOtherKind('xlsx', 'a', Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toThrow(/old Excel workbook/)
  expect(() => refuseOtherKind('json', 'a', Buffer.from(''))).toThrow(/empty/)
  expect(() => refuseOtherKind('json', 'a', Buffer.from('[]'))).not.toThrow()
})

test('looksLikeTable() goes by the ending', () => {
  expect(['a.csv', 'x/b.JSON', 'c.csv.gz', 'README', 'd.pdf', 'csv'].map(looksLikeTable)).toEqual([true, true, true, false, false, false])
})
