import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { csvLine, writeLines } from './csv-file.ts'

test.each([
  { cells: ['a', 'b'], line: 'a,b\n' },
  { cells: ['', ''], line: ',\n' },
  { cells: ['a, b', 'say "a"', 'two\nlines'], line: '"a, b","say ""a""","two\nlines"\n' },
])('csvLine() writes $cells', ({ cells, line }) => {
  expect(csvLine(cells)).toBe(line)
})

test('writeLines() makes the folder, and writes a file that is there anew', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'datadam-example-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  const path = join(directory, 'data/made.csv')
  await writeLines(path, ['first\n', 'second\n'])
  await writeLines(path, ['third\n'])
  expect(await readFile(path, 'utf8')).toBe('third\n')
  expect(await readdir(join(directory, 'data'))).toEqual(['made.csv'])
})
