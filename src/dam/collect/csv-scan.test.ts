import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { assert, expect, test } from 'vitest'
import { testFolder } from './collecting.fixture.ts'
import { type CsvRecord, OUR_DIALECT, recordsOf } from './csv-records.ts'
import { scanCsv } from './csv-scan.ts'

const file = join(testFolder(), 'a.csv')

function readable(text: string): CsvRecord[] | undefined {
  try { return recordsOf(text, OUR_DIALECT, 'a') } catch { return undefined }
}

test('scanCsv() counts as the exact reader counts, for any text', async () => {
  const texts = fc.array(fc.constantFrom('a', '"', ',', '\n', '\r\n', '\r', ' ', '"x"', '""'), { maxLength: 14 }).map((pieces) => pieces.join(''))
  await fc.assert(fc.asyncProperty(texts, fc.integer({ min: 1, max: 3 }), async (text, columns) => {
    writeFileSync(file, text)
    const shape = await scanCsv(file, OUR_DIALECT, columns)
    const records = readable(text)
    expect(shape.hasBrokenQuotes).toBe(records === undefined)
    if (!records) return
    const data = records.filter(({ isBlank }) => !isBlank || columns === 1)
    const ragged = data.findIndex((record) => record.cells.length !== columns)
    const counted = [shape.records, shape.blankLines, shape.ragged]
    assert.deepEqual(counted, [data.length, records.length - data.length, ragged < 0 ? undefined : { record: ragged + 1, line: data[ragged]?.line, cells: data[ragged]?.cells.length }])
  }), { numRuns: 500, examples: [['"\r"\r,', 1]] })
})

test('scanCsv() tells line ends of two kinds', async () => {
  writeFileSync(file, '\ufeffa,b\r\n1,2\n')
  expect(await scanCsv(file, OUR_DIALECT, 2)).toEqual({ records: 2, blankLines: 0, hasMixedLineEnds: true, hasBrokenQuotes: false })
})
