import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { PrivacyReport } from '#dam/dataset/reports.ts'
import type { Recoding } from '#dam/recipe/recipe.ts'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { deidentifyTable } from './deidentify-table.ts'
import { makeDelivery, type MadeDelivery, makeRecipe, MADE_KEY } from './delivery.fixture.ts'
import { foreseeOutcome } from './foresee-outcome.ts'

let made: MadeDelivery | undefined
afterEach(() => { made?.engine.close() })

const ROWS = 3000
const random = randomFrom(4)
const people = Array.from({ length: ROWS }, (_, row) => {
  const age = Math.floor(20 + 60 * random() * random())
  return { age, town: `${Math.floor(random() * 5)}${Math.floor(random() * 4)}${Math.floor(random() * 3)}`, sex: random() < 0.4 ? 'f' : 'm', job: ['cook', 'nurse', 'clerk', 'smith'][Math.floor(age / 20 + random()) % 4] ?? '', illness: String(Math.floor(random() * 4)), person: String(row % 1100) }
})

function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9 | 0
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32
  }
}

async function deliver(): Promise<MadeDelivery> {
  const text = (name: 'town' | 'sex' | 'job' | 'illness' | 'person') => ({ name, type: 'text' as const, values: people.map((person) => person[name]) })
  return makeDelivery([{ name: 'age', type: 'integer', values: people.map(({ age }) => String(age)) }, text('town'), text('sex'), text('job'), text('illness'), text('person')])
}

function recipeOf(privacy: object, others: Omit<Parameters<typeof makeRecipe>[0], 'columns' | 'privacy'> = {}) {
  return makeRecipe({
    columns: {
      age: { role: 'quasi-identifier', hierarchy: { intervals: [5, 10, 20, 40] } }, town: { role: 'quasi-identifier', hierarchy: { prefix: [2, 1] } },
      sex: { role: 'quasi-identifier' }, job: { role: 'quasi-identifier' }, illness: { role: 'sensitive' }, person: { role: 'identifier', do: 'drop' },
    },
    privacy: { models: [{ 'k-anonymity': 5 }], ...privacy }, ...others,
  })
}

let folders = 0
async function release(delivery: MadeDelivery, recipe: ReturnType<typeof recipeOf>) {
  const name = `release${folders++}`
  const [quarantine, vault] = [await delivery.folder(name), await delivery.folder(`${name}.vault`)]
  const { report } = await deidentifyTable({ table: delivery.table, recipe, directory: delivery.directory, quarantine, vault, key: MADE_KEY }, { engine: delivery.engine, progress: () => undefined })
  const { rows } = await delivery.engine.table(sql`select * from read_parquet(${literal(join(quarantine, 'data/*.parquet'))})`)
  const { rows: sources } = await delivery.engine.table(sql`select row from read_parquet(${literal(join(vault, 'rows.parquet'))})`)
  return { report, cells: rows.map((row) => row.map(String)), sources: sources.map(([row]) => Number(row)) }
}

/** Numbers that are added up in another order differ in their last digits. */
function rounded(report: Omit<PrivacyReport, 'search'>): unknown {
  return JSON.parse(JSON.stringify(report, (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(9)) : value)))
}

const RECODINGS: readonly Recoding[] = ['global', 'strict-local', 'free-local']

describe('combinations that are too many', () => {
  test.each([
    { named: 'rows', most: 1200, recipe: (most: number) => recipeOf({ 'most-combinations': most, suppression: { limit: 0.05 } }) },
    { named: 'persons, values and groups', most: 2500, recipe: (most: number) => recipeOf({ 'most-combinations': most, person: 'person', population: 5000, metric: 'entropy', models: [{ 'k-anonymity': 4 }, { 'l-diversity': { column: 'illness', kind: 'distinct', l: 2 } }], suppression: { limit: 0.1, parity: { by: ['sex'], 'at-most': 3 } } }) },
    { named: 'a sample', most: 1200, recipe: (most: number) => recipeOf({ 'most-combinations': most, suppression: { limit: 0.05 } }, { sample: { share: 0.7, seed: 3 } }) },
  ])('are counted at a floor, and above it the report of $named is the same', async ({ most, recipe }) => {
    made = await deliver()
    const whole = await release(made, recipe(10_000_000))
    const floored = await release(made, recipe(most))
    const { search, ...others } = floored.report
    expect(search?.floor?.length).toBeGreaterThan(0)
    expect(search?.combinations).toBeLessThanOrEqual(whole.report.search?.combinations ?? 0)
    // The optimum lies above the floor, so everything that is measured, on leaves too, is what it was.
    const { search: before, ...same } = whole.report
    expect(before?.floor).toBeUndefined()
    expect(rounded(others)).toEqual(rounded(same))
    expect(floored.cells).toEqual(whole.cells)
  })

  test.each(RECODINGS)('every class of a %s recoding keeps its promise, and its labels are those of its rows', async (recoding) => {
    made = await deliver()
    for (const most of [100, 400, 1500]) {
      const { report, cells, sources } = await release(made, recipeOf({ recoding, 'most-combinations': most, suppression: { limit: 0.02 } }))
      expect(report.search?.floor?.length).toBeGreaterThan(0)
      const classes = Map.groupBy(cells.keys(), (row) => JSON.stringify(cells[row]?.slice(0, 4)))
      const suppressed = JSON.stringify(['*', '*', '*', '*'])
      const sizes = [...classes].filter(([labels]) => labels !== suppressed).map(([, rows]) => rows.length)
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(5)
      expect(sizes).toHaveLength(report.classes)
      expect(classes.get(suppressed)?.length ?? 0).toBe(report.suppressed)
      cells.forEach(([age = '', town = '', sex = '', job = ''], place) => {
        const person = people[sources[place] ?? 0]
        expect([age, holds(age, person?.age ?? -1)]).toEqual([age, true])
        expect(town === '*' || person?.town.startsWith(town.replaceAll('*', ''))).toBe(true)
        expect([person?.sex, '*']).toContain(sex)
        expect([person?.job, '*']).toContain(job)
      })
    }
  })

  test.each(['strict-local', 'free-local'] as const)('a %s recoding is refined under the floor, so that it loses little more than without one', async (recoding) => {
    made = await deliver()
    const loss = async (most: number) => {
      const { report } = await release(made ?? await deliver(), recipeOf({ recoding, 'most-combinations': most, suppression: { limit: 0 } }))
      return { loss: report.scores.loss, refined: report.search?.refined }
    }
    const [whole, floored, deep] = [await loss(1e7), await loss(800), await loss(250)]
    expect([whole.refined, floored.refined, deep.refined]).toEqual([undefined, true, true])
    expect(floored.loss).toBeLessThan(whole.loss * 1.25)
    expect(deep.loss).toBeLessThan(whole.loss * 1.6)
  })

  test('what is foreseen is what is released', async () => {
    made = await deliver()
    const recipe = recipeOf({ recoding: 'strict-local', 'most-combinations': 300, suppression: { limit: 0.02 } })
    const foreseen = await foreseeOutcome({ table: made.table, recipe, directory: made.directory, key: MADE_KEY }, { engine: made.engine, progress: () => undefined })
    expect((await release(made, recipe)).report).toEqual(foreseen)
  })

  test('where finer classes would break an average, the classes at the floor stay', async () => {
    made = await deliver()
    const recipe = recipeOf({ recoding: 'free-local', 'most-combinations': 300, models: [{ 'k-anonymity': 3 }, { 'average-risk': 0.05 }], suppression: { limit: 0 } })
    const { report } = await release(made, recipe)
    expect(report.classes).toBeLessThanOrEqual(0.05 * ROWS)
  })
})

/** Whether an interval, a value or * holds a number. */
function holds(label: string, value: number): boolean {
  const [, low, high] = /^\[(-?\d+), (-?\d+)\)$/.exec(label) ?? []
  return label === '*' || label === String(value) || (low !== undefined && Number(low) <= value && value < Number(high))
}
