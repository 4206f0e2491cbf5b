import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testFolder } from './collecting.fixture.ts'
import { locateSource } from './locate-source.ts'

const folder = testFolder()
mkdirSync(join(folder, 'd'))
for (const name of ['d/2.csv', 'd/10.csv', 'd/x.txt', '[a].csv']) writeFileSync(join(folder, name), 'a')
const names = async (path: string | string[]) => (await locateSource(path, folder)).map(({ name }) => name)

test('locateSource() finds files, globs in the order of names, and addresses', async () => {
  expect(await names('d/*.csv')).toEqual(['d/10.csv', 'd/2.csv'])
  expect(await names(['d/x.txt', 'd/2.csv'])).toEqual(['d/x.txt', 'd/2.csv'])
  expect(await names('[a].csv')).toEqual(['[a].csv'])
  expect(await names(join(folder, 'd/2.csv'))).toEqual([join(folder, 'd/2.csv')])
  expect(await names('HTTPS://host/a.csv?token=secret')).toEqual(['https://host/a.csv'])
})

test.each([
  ['no.csv', 'not-found'], ['d/*.parquet', 'not-found'], ['d', 'bad-input'], ['/dev/zero', 'bad-input'], ['pipe', 'bad-input'],
  ['ftp://host/a.csv', 'bad-recipe'], ['http://', 'bad-recipe'], ['a\0', 'bad-recipe'], [['d/2.csv', 'd/*.csv'], 'bad-recipe'], ['d/2.csv/x', 'not-found'],
])('locateSource() refuses %j: %s', async (path, code) => {
  execFileSync('sh', ['-c', 'test -p "$0" || mkfifo "$0"', join(folder, 'pipe')])
  await expect(locateSource(path, folder)).rejects.toMatchObject({ name: 'Refusal', code })
})
