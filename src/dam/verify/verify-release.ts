import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import type { Check, VerificationReport } from '#dam/dataset/reports.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { sql } from '#platform/engines/sql-text.ts'
import { checkAttacks } from './check-attacks.ts'
import { checkClasses, countClasses } from './check-classes.ts'
import { checkColumns } from './check-columns.ts'
import { checkFairness } from './check-fairness.ts'
import { checkFiles } from './check-files.ts'
import { checkGroups } from './check-groups.ts'
import { checkHierarchies } from './check-hierarchies.ts'
import { checkIdentifiers } from './check-identifiers.ts'
import { checkLevelScores } from './check-level-scores.ts'
import { checkModels } from './check-models.ts'
import { checkOrder } from './check-order.ts'
import { checkParquet } from './check-parquet.ts'
import { checkParting } from './check-parting.ts'
import { checkRows } from './check-rows.ts'
import { checkScores } from './check-scores.ts'
import { checkSeal } from './check-seal.ts'
import { checkShape } from './check-shape.ts'
import { layLevels } from './class-levels.ts'
import { compareRows } from './compare-rows.ts'
import { countBoxes } from './count-boxes.ts'
import { type ClassNeeds, countPersons } from './count-persons.ts'
import { expectValues } from './expected-values.ts'
import { judge, makeCheck } from './make-check.ts'
import { matchClassValues } from './match-class-values.ts'
import { matchSource } from './match-source.ts'
import { openRelease, type Release } from './open-release.ts'
import { loadVault, placeRows } from './place-rows.ts'
import type { RowNeeds } from './row-needs.ts'
import { type HearProgress, VERIFIER, type VerificationRequest } from './verification-request.ts'

/**
 * Recounts a release from what lies on disk, and says of every check whether it passed.
 *
 * Shares no code with the programs that made the release. Fails closed: what cannot be read or counted is a failed check.
 * With `evidence` every check is made; without, those that need the delivery say so in `because`.
 *
 * @throws {Refusal} `cancelled` when it was stopped; nothing else
 */
export async function verifyRelease(request: VerificationRequest, { engine, progress = () => {} }: { engine: SqlEngine; progress?: HearProgress }): Promise<VerificationReport> {
  const folder = resolve(request.release)
  const checks: Check[] = []
  const parts = await partsOf(folder, request, engine)
  for (const [done, { name, make }] of parts.entries()) {
    progress({ stage: 'verify', unit: 'steps', done, total: parts.length, message: name })
    checks.push(...await make())
  }
  progress({ stage: 'verify', unit: 'steps', done: parts.length, total: parts.length })
  return { verifier: VERIFIER, verdict: checks.some(({ fact }) => fact.verdict === 'failed') ? 'failed' : 'passed', checks }
}

interface Part { readonly name: string; readonly make: () => Promise<Check[]> }

async function partsOf(folder: string, request: VerificationRequest, engine: SqlEngine): Promise<Part[]> {
  let opened: Release | undefined
  const readable = await makeCheck({
    id: 'readable', label: { en: 'The release can be read', ko: '공개본을 읽을 수 있음' },
    method: { en: 'recipe.yaml, reports/privacy.json, manifest.json, hierarchies and data files are there and of their form, and the classes can be counted.', ko: 'recipe.yaml, reports/privacy.json, manifest.json, 범주 체계, 데이터 파일이 형식에 맞게 있고 동질집합을 셀 수 있는지 확인합니다.' },
    recompute: 'ls -R .',
    run: async () => {
      const release = await openRelease(folder, { engine })
      await countClasses(release, { engine })
      opened = release
      return judge([])
    },
  })
  const outside: Part[] = [
    { name: 'readable', make: async () => [readable] },
    { name: 'files', make: () => checkFiles(folder, request) },
    { name: 'seal', make: () => checkSeal(folder, request) },
  ]
  return opened ? [...outside, ...partsOfOpened(opened, request, engine)] : outside
}

function partsOfOpened(release: Release, request: VerificationRequest, engine: SqlEngine): Part[] {
  const { evidence } = request
  const salt = randomBytes(16).toString('hex')
  const made = tablesOf(release, { request, engine, salt })
  const { vault, expected, placed, differences, boxes } = made
  const needs: ClassNeeds = { request, engine, placed, persons: made.persons }
  const rowNeeds: RowNeeds | undefined = evidence && { engine, evidence, expected, differences, vault }
  const hasValues = evidence !== undefined || (request.source !== undefined && !release.promises.sample)
  const values = hasValues ? { expected } : {}
  return [
    { name: 'shape', make: () => checkShape(release, needs) },
    { name: 'rows', make: () => checkRows(release, rowNeeds) },
    { name: 'source', make: async () => (!evidence && request.source ? [...await matchSource(release, { engine, expected, boxes, salt }), ...await matchClassValues(release, { engine, expected, boxes, salt })] : []) },
    { name: 'classes', make: () => checkClasses(release, needs) },
    { name: 'models', make: () => checkModels(release, { ...needs, salt, ...(evidence && { boxes }) }) },
    { name: 'parting', make: () => checkParting(release, { engine, ...values }) },
    { name: 'columns', make: () => checkColumns(release, { engine, ...values }) },
    { name: 'hierarchies', make: () => checkHierarchies(release, { engine, ...values }) },
    { name: 'scores', make: () => checkScores(release, needs) },
    { name: 'levels', make: () => checkLevelScores(release, { engine, ...values }) },
    { name: 'attacks', make: () => checkAttacks(release, { engine }) },
    { name: 'groups', make: () => checkGroups(release, evidence && { engine, evidence, placed, salt }) },
    { name: 'fairness', make: () => checkFairness(release, { engine }) },
    { name: 'order', make: () => checkOrder(release, { engine, ...(evidence && { vault }) }) },
    { name: 'parquet', make: () => checkParquet(release, { engine }) },
    { name: 'identifiers', make: () => checkIdentifiers(release, { engine, ...(evidence && { evidence }) }) },
  ]
}

/** The tables that several checks stand on, each made when first asked for. */
function tablesOf(release: Release, { request, engine, salt }: { request: VerificationRequest; engine: SqlEngine; salt: string }) {
  const { evidence } = request
  const vault = onceOf(async () => { if (evidence) await loadVault(evidence.rows, { engine }) })
  const expected = onceOf(async () => {
    if (evidence) {
      await vault()
      return expectValues({ release, table: evidence.table, hierarchyFiles: evidence.hierarchyFiles, ...(release.promises.sample && { only: sql`vault` }) }, { engine })
    }
    if (request.source) return expectValues({ release, table: request.source.table }, { engine })
    throw new Error('Neither evidence nor source was given')
  })
  const placed = onceOf(async () => placeRows(release, await expected(), { engine, salt }))
  const levels = onceOf(async () => layLevels(release, await expected(), { engine, salt }))
  const differences = onceOf(async () => { await placed(); await levels(); return compareRows(release, await expected(), { engine, salt }) })
  const boxes = onceOf(async () => {
    await levels()
    // Of a sample, the labels of those who were not drawn are asked for too.
    const whole = evidence && release.promises.sample ? await expectValues({ release, table: evidence.table, hierarchyFiles: evidence.hierarchyFiles, tables: 'delivered' }, { engine }) : await expected()
    return countBoxes(release, whole, { engine, salt })
  })
  const persons = onceOf(() => countPersons(release, { request, engine, placed }))
  return { vault, expected, placed, differences, boxes, persons }
}

/** Made when first asked for, and once; a fault is thrown to everyone who asks, so each of their checks fails. */
function onceOf<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined
  return () => (made ??= make())
}
