import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise } from 'dependency-cruiser'
import extractConfiguration from 'dependency-cruiser/config-utl/extract-depcruise-config'
import { afterAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })))

/** For every rule, the smallest tree that breaks it. Each path without a text holds one export. */
const wrongTrees: Record<string, Record<string, string>> = {
  'platform-knows-nobody': { 'src/platform/a.ts': "import '../dam/collect/b.ts'", 'src/dam/collect/b.ts': '' },
  'dam-knows-no-door': { 'src/dam/collect/a.ts': "import '../../programmes/b.ts'", 'src/programmes/b.ts': '' },
  'dam-stages-meet-at-the-dataset': { 'src/dam/collect/a.ts': "import '../profile/b.ts'", 'src/dam/profile/b.ts': '' },
  'dataset-knows-no-stage': { 'src/dam/dataset/a.ts': "import '../recipe/b.ts'", 'src/dam/recipe/b.ts': '' },
  'recipe-knows-no-stage': { 'src/dam/recipe/a.ts': "import '../collect/b.ts'", 'src/dam/collect/b.ts': '' },
  'nobody-imports-the-pipeline': { 'src/dam/collect/a.ts': "import '../pipeline.ts'", 'src/dam/pipeline.ts': '' },
  'verifier-shares-no-code': { 'src/dam/verify/a.ts': "import '../deidentify/table/b.ts'", 'src/dam/deidentify/table/b.ts': '' },
  'verifier-sees-recipe-types-only': { 'src/dam/verify/a.ts': "import { b } from '../recipe/b.ts'\nexport const c = b", 'src/dam/recipe/b.ts': '' },
  'nobody-imports-main': { 'src/dam/collect/a.ts': "import '../../main/b.ts'", 'src/main/b.ts': '' },
  'drivers-live-in-platform': { 'src/dam/collect/a.ts': "import '@duckdb/node-api'", 'node_modules/@duckdb/node-api/package.json': '{"name":"@duckdb/node-api","main":"a.js"}', 'node_modules/@duckdb/node-api/a.js': '' },
  'queries-live-with-their-tables': { 'src/dam/collect/a.ts': "import '../../platform/database/b.ts'", 'src/platform/database/b.ts': '' },
  'stages-know-no-http': { 'src/dam/collect/a.ts': "import '../../platform/http/b.ts'", 'src/platform/http/b.ts': '' },
  'kernels-know-only-platform': { 'src/kernels/rulebook/a.ts': "import '../../dam/dataset/b.ts'", 'src/dam/dataset/b.ts': '' },
  'kernels-are-strangers': { 'src/kernels/rulebook/a.ts': "import '../calendar/b.ts'", 'src/kernels/calendar/b.ts': '' },
  'portal-imports-types-only': { 'src/portal/a.ts': "import { b } from '../dam/catalogue/b-answers.ts'\nexport const c = b", 'src/dam/catalogue/b-answers.ts': '' },
  'portal-sees-answers-only': { 'src/portal/a.ts': "import type { b } from '../dam/catalogue/b.ts'\nexport type C = typeof b", 'src/dam/catalogue/b.ts': '' },
  'nobody-imports-the-portal': { 'src/dam/catalogue/a.ts': "import '../../portal/b.ts'", 'src/portal/b.ts': '' },
  'no-cycles': { 'src/platform/a.ts': "import './b.ts'", 'src/platform/b.ts': "import './a.ts'" },
  'no-tests-in-code': { 'src/platform/a.ts': "import './b.test.ts'", 'src/platform/b.test.ts': '' },
  'no-dev-dependency-in-code': { 'src/platform/a.ts': "import 'tried'", 'package.json': '{"devDependencies":{"tried":"1.0.0"}}', 'node_modules/tried/package.json': '{"name":"tried","main":"a.js"}', 'node_modules/tried/a.js': '' },
  'no-unresolved-import': { 'src/platform/a.ts': "import './gone.ts'" },
}

async function violatedRules(tree: Record<string, string>): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'datadam-rooms-'))
  folders.push(folder)
  for (const [path, text] of Object.entries({ 'package.json': '{"type":"module"}', 'tsconfig.json': '{"compilerOptions":{"module":"nodenext"}}', ...tree })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text === '' ? 'export const b = 1' : text)
  }
  const { forbidden, options } = await extractConfiguration(join(root, '.dependency-cruiser.js'))
  const result = await cruise(['src'], { ...options, ruleSet: { forbidden: forbidden ?? [] }, baseDir: folder, validate: true })
  if (typeof result.output === 'string') throw new Error('dependency-cruiser gave text instead of an object')
  return result.output.summary.violations.map((violation) => violation.rule.name)
}

test.each(Object.entries(wrongTrees))('the rule %s refuses the tree that breaks it', async (rule, tree) => {
  expect(await violatedRules(tree)).toContain(rule)
})

test.each(['@electric-sql/pglite', 'pg', '@types/pg', 'pg-boss', '@hono/node-server', 'nodemailer', 'aws4fetch', 'pino', 'prom-client', 'better-auth'])('%s is a driver', async (name) => {
  const tree = { 'src/dam/catalogue/a.ts': `import '${name}'`, [`node_modules/${name}/package.json`]: `{"name":"${name}","main":"a.js"}`, [`node_modules/${name}/a.js`]: '' }
  expect(await violatedRules(tree)).toContain('drivers-live-in-platform')
  expect(await violatedRules({ ...tree, 'src/dam/catalogue/a.ts': '', 'src/main/a.ts': `import '${name}'` })).not.toContain('drivers-live-in-platform')
})

test('every rule has a tree that breaks it', async () => {
  const { forbidden } = await extractConfiguration(join(root, '.dependency-cruiser.js'))
  expect(Object.keys(wrongTrees).toSorted()).toEqual((forbidden ?? []).map((rule) => rule.name ?? '').toSorted())
})
