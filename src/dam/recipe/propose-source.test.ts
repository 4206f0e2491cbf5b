import { expect, test } from 'vitest'
import type { CollectReport } from '#dam/dataset/reports.ts'
import { proposeSource } from './propose-source.ts'

function collected(columns: string[], dialect: CollectReport['dialect'] = {}): CollectReport {
  return { originals: [{ name: 'a.xlsx', sha256: '', bytes: 1 }], dialect, misfits: [], renamed: [], table: { file: 't', rows: 1, columns: columns.map((name) => ({ name, type: 'text', stored: 'text' })) } }
}

test.each([
  ['data/discharges.csv', ['kind: csv', 'path: data/discharges.csv']],
  ['Survey 2024.TSV.gz', ['kind: tsv', 'path: Survey 2024.TSV.gz']],
  ['https://example.org/a.jsonl?key=1', ['kind: jsonl', "path: 'https://example.org/a.jsonl?key=1'"]],
  ['parts/*.parquet', ['kind: parquet', "path: 'parts/*.parquet'"]],
  ['no-extension', ['kind: xlsx', 'path: no-extension']],
])('proposeSource() takes the kind of %s from its name', (source, lines) => {
  expect(proposeSource(collected(['a']), [source], undefined).source).toEqual(lines)
})

test('proposeSource() takes the kind that was collected before any name', () => {
  expect(proposeSource(collected(['a'], { kind: 'tsv' }), ['a.csv', 'b.csv'], undefined).source).toEqual(['kind: tsv', 'path: [a.csv, b.csv]'])
})

test('proposeSource() marks what only a person knows', () => {
  expect(proposeSource(collected(['a']), ['퇴원_기록 2024.csv'], undefined).dataset).toEqual([
    'name: my-organisation/2024   # CHECK: publisher/data-set',
    'title: 퇴원 기록 2024   # CHECK: what people call it, such as {en: Hospital discharges, ko: 퇴원 기록}',
    'licence: LicenseRef-undecided   # CHECK: an SPDX identifier, such as CC-BY-4.0',
    'language: [und]   # CHECK: the language of the data, such as ko or en',
  ])
  expect(proposeSource(collected(['العمر']), ['a.csv'], 'city/data').dataset).toMatchObject({ 0: 'name: city/data', 3: 'language: [ar]   # from the names of the columns' })
})
