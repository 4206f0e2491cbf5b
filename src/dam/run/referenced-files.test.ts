import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Recipe } from '#dam/recipe/recipe.ts'
import { listReferencedFiles } from './referenced-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'datadam-files-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('listReferencedFiles() names sources, hierarchies and reference files, globs expanded', async () => {
  for (const name of ['a1.csv', 'a2.csv']) writeFileSync(join(folder, name), 'x\n1\n')
  const recipe = Recipe.parse({
    datadam: 1,
    dataset: { name: 'city/set', title: 'Set', licence: 'CC0-1.0', language: ['ko'] },
    source: { kind: 'csv', path: ['a?.csv', 'https://example.org/b.csv'] },
    columns: { x: { role: 'quasi-identifier', hierarchy: { file: 'h.csv' } } },
    quality: [{ 'foreign-key': { column: 'x', file: 'keys.csv', key: 'x' } }, { unique: 'x' }, { 'distribution-distance': { column: 'x', reference: 'last.parquet', 'at-most': 0.1 } }],
    plan: { cells: { by: ['x'], target: { file: 'target.csv' }, tolerance: 0.1 } },
    fairness: { label: 'x', favourable: 'yes', groups: ['y'], reference: 'population.csv' },
    release: { version: '1.0.0' },
  })
  const found = await listReferencedFiles(recipe, folder)
  expect(found.map((path) => path.replace(`${folder}/`, ''))).toEqual(['a?.csv', 'a1.csv', 'a2.csv', 'https://example.org/b.csv', 'h.csv', 'keys.csv', 'last.parquet', 'target.csv', 'population.csv'])
})
