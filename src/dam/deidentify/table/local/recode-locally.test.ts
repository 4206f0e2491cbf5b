import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PrivacyModel } from '#dam/recipe/recipe.ts'
import { compileModels } from '../class-models.ts'
import type { Frequencies } from '../frequencies.ts'
import { latticeOf } from '../lattice.ts'
import { metricCosts } from '../metric-costs.ts'
import { countEntries, keepsModel, MadeHierarchy, makeHierarchy, type MadeRow, sizeOf, VALUES } from '../naive-search.fixture.ts'
import type { RecodedClasses } from '../recoded-classes.ts'
import { scoreClasses } from '../score-classes.ts'
import { labelHierarchy, leavesUnder } from './made-hierarchy.fixture.ts'
import { recodeLocally } from './recode-locally.ts'

const column = 'value'
const Model: fc.Arbitrary<PrivacyModel> = fc.oneof(
  fc.integer({ min: 2, max: 5 }).map((k) => ({ 'k-anonymity': k })),
  fc.record({ kind: fc.constantFrom('distinct' as const, 'entropy' as const), l: fc.constantFrom(2, 3) }).map((told) => ({ 'l-diversity': { column, ...told } })),
  fc.record({ l: fc.constantFrom(2, 3), c: fc.constantFrom(1.3, 3.1) }).map((told) => ({ 'l-diversity': { column, kind: 'recursive' as const, ...told } })),
  fc.record({ t: fc.constantFrom(0.25, 0.5), distance: fc.constantFrom('equal' as const, 'ordered' as const, 'hierarchical' as const) }).map((told) => ({ 't-closeness': { column, ...told } })),
  fc.constantFrom(0.15, 0.3).map((risk) => ({ 'average-risk': risk })),
  fc.constantFrom(0.6, 0.8, 1).map((most) => ({ 'delta-presence': { 'at-least': 0, 'at-most': most } })),
  fc.constant({ 'sample-uniques': 'none' as const }),
)
const Leaf = fc.oneof({ weight: 3, arbitrary: fc.nat(2) }, fc.nat(11))
const Case = fc.integer({ min: 1, max: 4 }).chain((columns) => fc.record({
  hierarchies: fc.tuple(...Array.from({ length: columns }, () => MadeHierarchy)),
  rows: fc.array(fc.record({ leaves: fc.tuple(...Array.from({ length: columns }, () => Leaf)), person: fc.nat(25), value: fc.nat(4), group: fc.nat(2), isReleased: fc.boolean() }), { minLength: 1, maxLength: 120, size: 'max' }),
  models: fc.array(Model, { minLength: 1, maxLength: 3 }), limit: fc.constantFrom(0, 0.05, 0.3, 1), hasPersons: fc.boolean(),
  mode: fc.constantFrom('strict' as const, 'free' as const), objective: fc.constantFrom('cost' as const, 'classes' as const),
  bounds: fc.array(fc.record({ lowest: fc.nat(1), lowered: fc.nat(1) }), { minLength: columns, maxLength: columns }),
}))
type Made = typeof Case extends fc.Arbitrary<infer Value> ? Value : never

function prepare(made: Made) {
  const hierarchies = made.hierarchies.map((one, place) => labelHierarchy(makeHierarchy(one), `c${place}`))
  const hasDelivered = made.models.some((model) => 'delta-presence' in model)
  const rows = made.rows.map((row, place): MadeRow => ({ ...row, leaves: hierarchies.map(({ codes }, place) => (row.leaves[place] ?? 0) % (codes[0]?.length ?? 1)), isReleased: !hasDelivered || row.isReleased || place === 0 }))
  const hasValues = made.models.some((model) => 'l-diversity' in model || 't-closeness' in model)
  const frequencies = countEntries(rows, hierarchies, { persons: made.hasPersons, values: hasValues, groups: false, delivered: hasDelivered })
  const bounds = hierarchies.map(({ codes }, place) => {
    const highest = Math.max(0, codes.length - 1 - (made.bounds[place]?.lowered ?? 0))
    return { highest, lowest: Math.min(made.bounds[place]?.lowest ?? 0, highest) }
  })
  const sensitive = hasValues ? [{ column, values: 5, hierarchy: { codes: VALUES } }] : []
  const models = compileModels(made.models, frequencies, sensitive)
  const costs = metricCosts('loss', frequencies, latticeOf(hierarchies), hierarchies.map(() => 1))
  return { rows, hierarchies, bounds, request: { mode: made.mode, objective: made.objective, frequencies, hierarchies, bounds, models, cardinalities: sensitive.map(({ values }) => values), limit: made.limit, costs } }
}

const recode = (request: Parameters<typeof recodeLocally>[0], signal?: AbortSignal) => recodeLocally(request, { progress: () => undefined, ...(signal && { signal }) })

/** The class of a row: that of the entry with its leaves, person and value. */
function classOfRow(row: MadeRow, { codes, persons, sensitive, entries }: Frequencies, { classOf }: RecodedClasses): number {
  for (let entry = 0; entry < entries; entry++) {
    if (codes.some((ofEntries, place) => ofEntries[entry] !== row.leaves[place])) continue
    if (persons && persons[entry] !== row.person) continue
    if (!sensitive || sensitive[0]?.[entry] === row.value) return classOf[entry] ?? -1
  }
  return -1
}

test('recodeLocally() puts every row into a class that keeps all models under its own labels, or suppresses it within the limit', { timeout: 120_000 }, async () => {
  await fc.assert(fc.asyncProperty(Case, async (made) => {
    const { rows, hierarchies, bounds, request } = prepare(made)
    const recoded = await recode(request)
    if (!recoded) return
    const all = rows.filter(({ isReleased }) => isReleased)
    const boxes = Array.from({ length: recoded.classes }, (_, number) => hierarchies.map((hierarchy, place) => leavesUnder(hierarchy, recoded.levels[place]?.[number] ?? 0, recoded.codes[place]?.[number] ?? 0)))
    const members = boxes.map((): MadeRow[] => [])
    for (const row of all) members[classOfRow(row, request.frequencies, recoded)]?.push(row)
    members.forEach((ofClass, number) => {
      const box = boxes[number] ?? []
      const delivered = rows.filter((row) => box.every((leaves, place) => leaves.has(row.leaves[place] ?? -1))).length
      expect(ofClass.every((row) => box.every((leaves, place) => leaves.has(row.leaves[place] ?? -1)))).toBe(true)
      expect(recoded.rows[number]).toBe(ofClass.length)
      expect(recoded.sizes[number]).toBe(sizeOf(ofClass, made.hasPersons))
      for (const model of made.models) expect(made.mode === 'free' && 'delta-presence' in model ? true : keepsModel(model, { rows: ofClass, delivered }, all, made.hasPersons)).toBe(true)
      for (const [place, { highest, lowest }] of bounds.entries()) expect(allowedLevels(hierarchies[place], recoded.levels[place]?.[number] ?? 0, recoded.codes[place]?.[number] ?? 0).some((level) => level >= lowest && level <= highest)).toBe(true)
    })
    const risks = made.models.flatMap((model) => ('average-risk' in model ? [model['average-risk']] : []))
    for (const risk of risks) expect(recoded.classes).toBeLessThanOrEqual(risk * recoded.sizes.reduce((sum, size) => sum + size, 0) + 1e-9)
    const kept = members.reduce((sum, ofClass) => sum + ofClass.length, 0)
    expect(all.length - kept).toBeLessThanOrEqual(made.limit * all.length + 1e-9)
  }), { numRuns: 2500 })
})

/** All levels on which a label stands. */
function allowedLevels(hierarchy: ReturnType<typeof labelHierarchy> | undefined, level: number, code: number): number[] {
  const label = hierarchy?.labels[level]?.[code]
  return (hierarchy?.labels ?? []).flatMap((labels, place) => (labels.includes(label ?? null) ? [place] : []))
}

test('recodeLocally() parts the domain when it is strict: of any two classes some column tells them apart', async () => {
  await fc.assert(fc.asyncProperty(Case, async (made) => {
    const { hierarchies, request } = prepare({ ...made, mode: 'strict' })
    const recoded = await recode(request)
    const boxes = Array.from({ length: recoded?.classes ?? 0 }, (_, number) => hierarchies.map((hierarchy, place) => leavesUnder(hierarchy, recoded?.levels[place]?.[number] ?? 0, recoded?.codes[place]?.[number] ?? 0)))
    const overlapping = boxes.flatMap((box, one) => boxes.slice(one + 1).filter((other) => box.every((leaves, place) => !leaves.isDisjointFrom(other[place] ?? new Set()))))
    expect(overlapping).toEqual([])
  }), { numRuns: 1000 })
})

test('recodeLocally() gives the same classes in every run', async () => {
  await fc.assert(fc.asyncProperty(Case, async (made) => {
    expect(await recode(prepare(made).request)).toEqual(await recode(prepare(made).request))
  }), { numRuns: 100 })
})

/** Ages by tens, which one rare value keeps from being split. */
function ages(limit: number, mode: 'strict' | 'free') {
  const codes = [Int32Array.from({ length: 21 }, (_, leaf) => leaf), Int32Array.from({ length: 21 }, (_, leaf) => Math.floor(leaf / 10)), new Int32Array(21)]
  const leaves = [new Float64Array(21).fill(1), Float64Array.of(10, 10, 1), Float64Array.of(21)]
  const hierarchies = [labelHierarchy({ codes, leaves, domain: 21 }, 'age')]
  const counts = Uint32Array.from({ length: 21 }, (_, leaf) => (leaf === 20 ? 1 : leaf < 10 ? 2 : 7))
  const frequencies = { entries: 21, codes: [Uint8Array.from(codes[0] ?? [])], counts }
  const models = compileModels([{ 'k-anonymity': 5 }], frequencies, [])
  const costs = metricCosts('loss', frequencies, latticeOf(hierarchies), [1])
  return { frequencies, hierarchies, request: { mode, objective: 'cost' as const, frequencies, hierarchies, bounds: [{ lowest: 0, highest: 2 }], models, cardinalities: [], limit, costs } }
}

test('recodeLocally() suppresses a row that keeps all others from being split, where the limit allows it', async () => {
  const none = await recode(ages(0, 'strict').request)
  expect(none?.classes).toBe(1)
  const { request, frequencies, hierarchies } = ages(0.02, 'strict')
  const some = await recode(request)
  expect(some?.classes).toBe(11)
  expect(some && scoreClasses(some, frequencies, latticeOf(hierarchies), [1])).toMatchObject({ suppressed: 1, rows: 91 })
})

test('recodeLocally() gives nothing where even the most general labels do not keep the models, and stops when told to', async () => {
  const { request } = ages(0.5, 'free')
  expect(await recode({ ...request, models: compileModels([{ 'k-anonymity': 92 }], request.frequencies, []) })).toBeUndefined()
  // To suppress everything is no release, whatever the limit.
  expect(await recode({ ...request, limit: 1, models: compileModels([{ 'k-anonymity': 92 }], request.frequencies, []) })).toBeUndefined()
  await expect(recode({ ...request, limit: 0.5 }, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })
})
