import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PrivacyModel, Recoding } from '#dam/recipe/recipe.ts'
import { Refusal } from '#platform/refusal.ts'
import { chooseClasses, type ChooseRequest } from './choose-classes.ts'
import type { CompiledHierarchy } from './compiled-hierarchy.ts'
import { makeRecipe } from './delivery.fixture.ts'
import type { LevelCodes } from './frequencies.ts'
import { countEntries, keepsModel, makeHierarchy, type MadeRow, searchAll, sizeOf, VALUES } from './naive-search.fixture.ts'
import { scoreClasses } from './score-classes.ts'
import { latticeOf } from './lattice.ts'

const column = 'value'
const LEVELS: readonly LevelCodes[] = [makeHierarchy({ leaves: 8, steps: [2, 2], extra: 0, seed: 0 }), makeHierarchy({ leaves: 3, steps: [], extra: 1, seed: 0 })]
const HIERARCHIES = LEVELS.map((levels, place): CompiledHierarchy => ({
  ...levels, column: `q${place}`, kind: 'tree', labels: levels.leaves.map((leaves, level) => (level === levels.leaves.length - 1 ? ['*'] : Array.from(leaves, (_, code) => `${level}:${code}`))),
}))
const BOUNDS = LEVELS.map(({ codes }) => ({ lowest: 0, highest: codes.length - 1 }))

function requestOf(rows: readonly MadeRow[], privacy: { readonly recoding?: Recoding; readonly models: readonly PrivacyModel[]; readonly limit: number } | undefined, hasPersons = false): ChooseRequest {
  const recipe = makeRecipe({
    columns: { q0: { role: 'quasi-identifier' }, q1: { role: 'quasi-identifier' }, value: { role: 'sensitive' } },
    ...(privacy && { privacy: { recoding: privacy.recoding ?? 'global', models: privacy.models, suppression: { limit: privacy.limit } } }),
  })
  const frequencies = countEntries(rows, LEVELS, { persons: hasPersons, values: true, groups: false, delivered: false })
  return { recipe, frequencies, hierarchies: HIERARCHIES, bounds: BOUNDS, sensitive: [{ column, values: 5, hierarchy: { codes: VALUES } }], weights: [1, 1] }
}

const choose = (request: ChooseRequest) => chooseClasses(request, { progress: () => undefined })

/** The choice, or nothing where the promise is refused. */
async function chooseIfKept(request: ChooseRequest) {
  return choose(request).catch((thrown: unknown) => {
    if (thrown instanceof Refusal && thrown.code === 'promise-failed') return undefined
    throw thrown
  })
}

/** So many rows of each leaf of the first column. */
function rowsOf(counts: readonly number[]): MadeRow[] {
  return counts.flatMap((count, leaf) => Array.from({ length: count }, (_, row) => ({ leaves: [leaf, 0], person: row, value: row % 5, group: 0, isReleased: true })))
}

test('without a promise the lowest levels are taken, and nobody is suppressed', async () => {
  const chosen = await choose({ ...requestOf(rowsOf([3, 1]), undefined), bounds: [{ lowest: 1, highest: 3 }, { lowest: 0, highest: 1 }] })
  expect(chosen).toMatchObject({ recoding: 'global', levels: [1, 0], recoded: { classes: 1, rows: Uint32Array.of(4) }, models: { k: 1 } })
  expect(chosen).not.toHaveProperty('search')
})

test('fewer than k suppressed rows are joined by the smallest class', async () => {
  // Of 40 rows two are alone; the next smallest class has five.
  const chosen = await choose(requestOf(rowsOf([20, 13, 5, 0, 0, 0, 0, 2]), { models: [{ 'k-anonymity': 5 }], limit: 0.2 }))
  expect(chosen).toMatchObject({ levels: [0, 0], recoded: { classes: 2, rows: Uint32Array.of(20, 13) }, search: { proven: true, lattice: 8 } })
})

test('where the limit does not allow that, the optimum without suppression is taken', async () => {
  const chosen = await choose(requestOf(rowsOf([20, 13, 5, 0, 0, 0, 0, 2]), { models: [{ 'k-anonymity': 5 }], limit: 0.1 }))
  expect(chosen.recoded.rows.reduce((sum, count) => sum + count, 0)).toBe(40)
  expect(chosen.levels?.[0]).toBeGreaterThan(0)
})

test('where no k is promised, a single row may be suppressed', async () => {
  const chosen = await choose(requestOf(rowsOf([20, 1]), { models: [{ 'sample-uniques': 'none' }], limit: 0.1 }))
  expect(chosen).toMatchObject({ levels: [0, 0], recoded: { classes: 1, rows: Uint32Array.of(20) } })
})

test.each(['global', 'strict-local', 'free-local'] as const)('a promise that nothing keeps is refused by a %s recoding', async (recoding) => {
  await expect(choose(requestOf(rowsOf([3, 2]), { recoding, models: [{ 'k-anonymity': 6 }], limit: 0.2 }))).rejects.toMatchObject({ code: 'promise-failed', message: expect.stringContaining('all 5 rows') })
})

test('a local recoding does not take labels that stand for different leaves', async () => {
  const [first, second] = HIERARCHIES
  const ambiguous = { ...requestOf(rowsOf([9, 9]), { recoding: 'free-local', models: [{ 'k-anonymity': 2 }], limit: 0 }), hierarchies: [first, second].flatMap((one) => (one ? [{ ...one, labels: one.labels.map((labels, level) => (level === 1 && labels.length > 1 ? ['0:0', ...labels.slice(1)] : labels)) }] : [])) }
  await expect(choose(ambiguous)).rejects.toMatchObject({ code: 'bad-recipe' })
})

const Rows = fc.array(fc.record({ leaves: fc.tuple(fc.nat(7), fc.nat(2)), person: fc.nat(15), value: fc.nat(4), group: fc.constant(0), isReleased: fc.constant(true) }), { minLength: 5, maxLength: 60, size: 'max' })
const Models = fc.constantFrom<PrivacyModel[][]>(
  [{ 'k-anonymity': 2 }], [{ 'k-anonymity': 4 }], [{ 'k-anonymity': 3 }, { 'l-diversity': { column, kind: 'distinct', l: 2 } }], [{ 'k-anonymity': 2 }, { 'l-diversity': { column, kind: 'entropy', l: 1.5 } }],
  [{ 'k-anonymity': 2 }, { 'l-diversity': { column, kind: 'recursive', l: 2, c: 3 } }], [{ 'k-anonymity': 2 }, { 't-closeness': { column, t: 0.5, distance: 'ordered' } }], [{ 'k-anonymity': 3 }, { 'average-risk': 0.2 }],
)

test('the classes of any recoding keep every promise, and nobody or at least k are suppressed within the limit', async () => {
  let many = 0
  await fc.assert(fc.asyncProperty(Rows, Models, fc.constantFrom<Recoding[]>('global', 'strict-local', 'free-local'), fc.constantFrom(0, 0.1, 0.4), fc.boolean(), async (rows, models, recoding, limit, hasPersons) => {
    const request = requestOf(rows, { recoding, models, limit }, hasPersons)
    const chosen = await chooseIfKept(request)
    if (!chosen) return
    const { frequencies } = request
    const { recoded } = chosen
    const entryOf = (row: MadeRow) => Array.from({ length: frequencies.entries }, (_, entry) => entry).find((entry) => frequencies.codes.every((codes, place) => codes[entry] === row.leaves[place]) && (!hasPersons || frequencies.persons?.[entry] === row.person) && frequencies.sensitive?.[0]?.[entry] === row.value) ?? -1
    const placed = Map.groupBy(rows, (row) => recoded.classOf[entryOf(row)] ?? -1)
    const suppressed = placed.get(-1) ?? []
    const classes = Array.from(placed).filter(([place]) => place >= 0)
    expect(classes).toHaveLength(recoded.classes)
    many += recoded.classes > 1 ? 1 : 0
    for (const [place, own] of classes) {
      expect(models.filter((model) => !keepsModel(model, { rows: own, delivered: own.length }, rows, hasPersons))).toEqual([])
      expect([recoded.rows[place], recoded.sizes[place]]).toEqual([own.length, sizeOf(own, hasPersons)])
      // Each row lies under the labels of its class.
      expect(own.every((row) => LEVELS.every(({ codes }, at) => codes[recoded.levels[at]?.[place] ?? 0]?.[row.leaves[at] ?? 0] === recoded.codes[at]?.[place]))).toBe(true)
    }
    const risks = models.flatMap((model) => ('average-risk' in model ? [model['average-risk']] : []))
    expect(risks.every((risk) => classes.length <= risk * classes.reduce((sum, [, own]) => sum + sizeOf(own, hasPersons), 0) + 1e-9)).toBe(true)
    expect(suppressed.length).toBeLessThanOrEqual(limit * rows.length + 1e-9)
    expect(suppressed.length === 0 || sizeOf(suppressed, hasPersons) >= chosen.models.k).toBe(true)
  }), { numRuns: 300 })
  expect(many).toBeGreaterThan(50)
})

test('a global recoding is the optimum of an exhaustive search, where that suppresses nobody or at least k', async () => {
  let compared = 0
  await fc.assert(fc.asyncProperty(Rows, Models, fc.constantFrom(0, 0.1, 0.4), fc.boolean(), async (rows, models, limit, hasPersons) => {
    const search = (most: number) => searchAll(rows, LEVELS, hasPersons, { models, limit: most, metric: 'loss', bounds: BOUNDS, weights: [1, 1] })
    const best = search(limit)
    const request = requestOf(rows, { models, limit }, hasPersons)
    const chosen = await chooseIfKept(request)
    // Refused where no levels keep the promise, and never where they keep it without suppression.
    expect(chosen === undefined ? search(0) : best !== undefined).toBe(chosen === undefined ? undefined : true)
    const scored = chosen && scoreClasses(chosen.recoded, request.frequencies, latticeOf(LEVELS), [1, 1])
    if (!best || scored?.suppressed !== best.suppressed) return
    compared++
    expect(scored.scores.loss).toBeCloseTo(best.score, 9)
    expect(chosen?.levels).toEqual(best.levels)
  }), { numRuns: 200 })
  expect(compared).toBeGreaterThan(50)
})
