import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { ProgressStep } from '#platform/progress.ts'
import { testFolder, workbookOf, zipOf } from './collecting.fixture.ts'
import { locateSource } from './locate-source.ts'
import { receiveFiles } from './receive-files.ts'
import type { SourceKind } from './source-kind.ts'

const folder = testFolder()

async function receive(name: string, bytes: string | Uint8Array, kind?: SourceKind, progress: (step: ProgressStep) => void = () => undefined) {
  const work = mkdtempSync(join(folder, 'work-'))
  writeFileSync(join(work, name), bytes)
  return receiveFiles(await locateSource(name, work), { store: join(folder, 'store'), work, kind, sha256: undefined }, { progress })
}

test('receiveFiles() keeps the original and gives what is in it, telling the bytes', async () => {
  const steps: ProgressStep[] = []
  const { originals, files } = await receive('a.csv.gz', gzipSync('a\n1\n'), 'csv', (step) => steps.push(step))
  expect(files.map(({ name, file }) => [name, readFileSync(file, 'utf8')])).toEqual([['a.csv.gz', 'a\n1\n']])
  expect(steps.at(-1)).toEqual({ stage: 'collect', unit: 'bytes', done: originals[0]?.bytes, total: originals[0]?.bytes })
})

test('a workbook among zips is known by its inside', async () => {
  expect((await receive('a.xlsx', workbookOf({ s: '' }))).files).toHaveLength(1)
  await expect(receive('a.zip', workbookOf({ s: '' }), 'csv')).rejects.toThrow(/source.kind: xlsx/)
})

test.each([
  ['a.csv.gz', 'a,b\n', /is no gzip file/], ['a.zst', gzipSync('a'), /is no zstandard file/], ['a.zip', 'a,b\n', /is no zip file/],
  ['a.zip', zipOf([{ name: 'x.pdf', bytes: 'x' }, { name: 'y.doc', bytes: 'y' }]), /holds no table/], ['a.zip', zipOf([]), /holds no table/],
])('%s that is not what its name says is refused', async (name, bytes, sentence) => {
  await expect(receive(name, bytes, 'csv')).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(sentence) })
})
