import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const MOST_LINES = 300
const DRAWERS = new Set(['index', 'util', 'utils', 'helper', 'helpers', 'common', 'misc', 'shared', 'types', 'constants', 'manager', 'base', 'lib'])

const STEP = 'a step on the engine; deidentify-table.test.ts takes it with those before and after'

const REFINED = 'choose-for-delivery.test.ts holds what comes of it beside a recoding without a floor'

/** Files and folders that export functions but have their test elsewhere, and why. */
const testedElsewhere: Record<string, string> = {
  'src/platform/engines/sql-engine.ts': 'an interface; its test is duckdb.test.ts',
  'src/main/start.ts': 'a program; .ci/run runs it',
  'src/main/cli.ts': 'a program; test/command-line.test.ts runs it',
  'src/main/commands/profile.ts': 'test/command-line.test.ts runs it',
  'src/dam/deidentify/table/bound.ts': 'evaluate-node.test.ts holds it beside the scores it bounds',
  'src/dam/deidentify/table/code-rows.ts': STEP,
  'src/dam/deidentify/table/count-delivery.ts': STEP,
  'src/dam/deidentify/table/distributions.ts': STEP,
  'src/dam/deidentify/table/foresee-outcome.ts': 'test/explore-diff.test.ts holds it against the release of the same recipe',
  'src/dam/deidentify/table/try-recodings.ts': 'test/explore-diff.test.ts holds it against the release of the same recipe',
  'src/dam/deidentify/table/drop-tables.ts': STEP,
  'src/dam/deidentify/table/label-rows.ts': STEP,
  'src/dam/deidentify/table/mark-suppressed.ts': STEP,
  'src/dam/deidentify/table/measure-risk.ts': STEP,
  'src/dam/deidentify/table/place-rows.ts': 'recode-rows.test.ts places rows with it',
  'src/dam/deidentify/table/floor/count-by-class.ts': REFINED,
  'src/dam/deidentify/table/floor/refine-classes.ts': REFINED,
  'src/dam/deidentify/table/floor/sample-placed.ts': REFINED,
  'src/dam/deidentify/table/prepare-columns.ts': STEP,
  'src/dam/deidentify/table/read-frequencies.ts': STEP,
  'src/dam/deidentify/table/read-leaves.ts': STEP,
  'src/dam/deidentify/table/released-columns.ts': STEP,
  'src/dam/deidentify/table/report-privacy.ts': STEP,
  'src/dam/deidentify/table/sample-rows.ts': STEP,
  'src/dam/deidentify/table/source-rows.ts': STEP,
  'src/dam/deidentify/table/treat-column.ts': STEP,
  'src/dam/deidentify/table/write-hierarchies.ts': STEP,
  'src/dam/deidentify/table/write-rows.ts': STEP,
  'src/dam/release/report/': 'parts of one page, which test/report.browser.test.ts opens and reads',
  'src/dam/collect-delivery.ts': 'test/explore-diff.test.ts runs it',
  'src/dam/explore-recipe.ts': 'test/explore-diff.test.ts runs it',
  'src/dam/foresee-recipe.ts': 'test/explore-diff.test.ts runs it',
  'src/dam/pipeline.ts': 'test/command-line.test.ts and test/stopped-run.test.ts run it',
  'src/dam/verify/verify-program.ts': 'a program; spawn-verifier.test.ts runs it',
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => statSync(join(root, path)).isFile())
}

const sources = ['src', 'test', 'benchmarks', 'examples'].flatMap(filesBelow).filter((path) => path.endsWith('.ts'))

test('no file is longer than one idea', () => {
  const long = sources.filter((path) => readFileSync(join(root, path), 'utf8').split('\n').length > MOST_LINES + 1)
  expect(long).toEqual([])
})

test('no file or folder is a drawer', () => {
  const names = sources.flatMap((path) => path.split('/').map((name) => name.split('.')[0] ?? ''))
  expect(names.filter((name) => DRAWERS.has(name))).toEqual([])
})

test('every file is named in kebab-case', () => {
  expect(sources.filter((path) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.ts$/.test(basename(path)))).toEqual([])
})

test('every file of the source that exports a function has its test beside it', () => {
  const untested = sources
    .filter((path) => path.startsWith('src/') && !/\.(test|fixture)\.ts$/.test(path))
    .filter((path) => /^export (async )?function/m.test(readFileSync(join(root, path), 'utf8')))
    .filter((path) => !sources.includes(path.replace(/\.ts$/, '.test.ts')) && !Object.keys(testedElsewhere).some((place) => path.startsWith(place)))
  expect(untested).toEqual([])
})

test('every exception of this test still stands', () => {
  expect(Object.keys(testedElsewhere).filter((place) => !sources.some((path) => path.startsWith(place)))).toEqual([])
})
