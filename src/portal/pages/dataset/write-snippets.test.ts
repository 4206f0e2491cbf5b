import { describe, expect, test } from 'vitest'
import { SNIPPET_KINDS, writeSnippet, type SnippetOf } from './write-snippets.ts'

const release: SnippetOf = { origin: 'https://dam.example', publisher: 'saeron', slug: 'discharges', version: '1.0.0', files: ['data/train-00000.parquet'], needsKey: false }
const address = 'https://dam.example/api/v1/datasets/saeron/discharges/versions/1.0.0/files/data/train-00000.parquet'

describe.each(SNIPPET_KINDS)('the snippet for %s', (kind) => {
  test('names every data file by its whole address', () => {
    const text = writeSnippet(kind, { ...release, files: [...release.files, 'data/train-00001.parquet'] })
    expect(text).toContain(address)
    expect(text).toContain(address.replace('00000', '00001'))
  })

  test('reads a key from the environment where one is needed, and only there', () => {
    expect(writeSnippet(kind, release)).not.toContain('DATADAM_KEY')
    expect(writeSnippet(kind, { ...release, needsKey: true })).toContain('DATADAM_KEY')
  })
})

test('one file in pandas is one line to read', () => {
  expect(writeSnippet('pandas', release)).toBe(`import pandas as pd\n\ndata = pd.read_parquet(\n  "${address}")`)
})
