import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CollectReport, ColumnProfile, ProfileReport } from '#dam/dataset/reports.ts'
import { VALUE_TYPES } from '#dam/dataset/table.ts'
import { checkAgainstTable, checkRecipe } from './check-recipe.ts'
import { parseRecipe } from './load-recipe.ts'
import { proposeRecipe } from './propose-recipe.ts'

const how = { method: { en: 'counted', ko: '셈' }, recompute: 'datadam profile' }

function profiled(name: string, column: Partial<ColumnProfile>): ColumnProfile {
  return { name, type: 'text', missing: 0, missingShare: 0, distinct: 50, distinctIsExact: true, top: { withheld: 'not shown' }, role: { guess: 'plain', because: 'Nothing speaks for a role.', sure: true }, ...column }
}

function report(columns: ColumnProfile[], rows = 1000, keys: string[][] = []): ProfileReport {
  return { rows, columns, duplicateRows: 0, keys, dependences: [], correlations: [], how }
}

function collected({ columns, rows }: ProfileReport): CollectReport {
  return {
    originals: [{ name: 'discharges.csv.gz', sha256: '0'.repeat(64), bytes: 1 }], dialect: {}, misfits: [], renamed: [],
    table: { file: 't.parquet', rows, columns: columns.map(({ name, type }) => ({ name, type, stored: 'text', ...(type === 'date' && { format: '%Y.%m.%d' }) })) },
  }
}

const hospital = report([
  profiled('patient_id', { distinct: 700, role: { guess: 'identifier', because: 'The name speaks of a person\'s number.', sure: true } }),
  profiled('비고', { role: { guess: 'text', because: 'Its values are sentences.', sure: true } }),
  profiled('birth', { type: 'date', range: { min: -14_000, max: 14_000 }, role: { guess: 'quasi-identifier', because: 'The name speaks of a date of birth.', sure: true } }),
  profiled('age', { type: 'integer', range: { min: 0, max: 99 }, role: { guess: 'quasi-identifier', because: 'The name speaks of an age.', sure: false } }),
  profiled('postcode', { length: { min: 5, max: 5 }, distinct: 300, pattern: { shape: '99999', share: 1 }, role: { guess: 'quasi-identifier', because: 'The name speaks of a postcode.', sure: true } }),
  profiled('sex', { distinct: 2, top: [{ value: 'F', count: 480 }, { value: 'M', count: 500 }, { value: null, count: 20 }], missing: 20, missingShare: 0.02, role: { guess: 'quasi-identifier', because: 'The name speaks of a sex.', sure: true } }),
  profiled('occupation', { distinct: 1234, role: { guess: 'quasi-identifier', because: 'The name speaks of an occupation.', sure: true } }),
  profiled('cost', { type: 'decimal', range: { min: 12.5, max: 9_871.25 }, role: { guess: 'sensitive', because: 'Money.', sure: true } }),
])

test('proposeRecipe() writes a recipe that a person wants to read', () => {
  expect(proposeRecipe({ profile: hospital, collect: collected(hospital), sources: ['discharges.csv.gz'] })).toMatchInlineSnapshot(`
    "# Recipe for 1,000 rows and 8 columns, proposed by datadam init. Read it once: it decides what is released.
    # 2 columns need your decision, marked CHECK below:
    #   age: The name speaks of an age. Guessed: quasi-identifier.
    #   occupation: 1,234 different values and no hierarchy between a value and *; write one if you can.
    datadam: 1

    dataset:
      name: my-organisation/discharges   # CHECK: publisher/data-set
      title: Discharges   # CHECK: what people call it, such as {en: Hospital discharges, ko: 퇴원 기록}
      licence: LicenseRef-undecided   # CHECK: an SPDX identifier, such as CC-BY-4.0
      language: [ko]   # from the names of the columns

    source:
      kind: csv
      path: discharges.csv.gz

    # role: identifier names a person; quasi-identifier does so together with others; sensitive must not be
    # learned about a person; text is free text; plain is none of these.
    columns:
      # The name speaks of a person's number. It repeats over rows: one person may have several.
      patient_id: {role: identifier, do: pseudonym, type: text}
      # Its values are sentences.
      비고: {role: text, do: drop, type: text}
      # The name speaks of a date of birth. Hierarchy: its dates span 77 years.
      birth: {role: quasi-identifier, type: date, format: '%Y.%m.%d', hierarchy: {date: [month, year, 5-years, 10-years, 20-years]}}
      # Hierarchy: its values go from 0 to 99.
      # CHECK: The name speaks of an age. Guessed: quasi-identifier.
      age: {role: quasi-identifier, type: integer, hierarchy: {intervals: [5, 10, 20, 40]}}
      # The name speaks of a postcode. Hierarchy: its values are codes of 5 characters.
      postcode: {role: quasi-identifier, type: text, hierarchy: {prefix: [3, 2, 0]}}
      # The name speaks of a sex. 2.0 % missing.
      sex: {role: quasi-identifier, type: text}
      # The name speaks of an occupation.
      # CHECK: 1,234 different values and no hierarchy between a value and *; write one if you can.
      occupation: {role: quasi-identifier, type: text}
      # Money.
      cost: {role: sensitive, type: decimal}

    # Rules that hold today, measured again on every delivery. Add on-failure: stop where a failure must end the run.
    quality:
      # No value is missing today.
      - {not-null: [patient_id, 비고, birth, age, postcode, occupation, cost]}
      # Wider than what is seen today.
      - {in-range: {column: birth, min: 1931-01-01, max: 2009-12-31}}
      - {in-range: {column: age, min: 0, max: 100}}
      # Every value seen looks so.
      - {matches: {column: postcode, pattern: '\\d{5}'}}
      # These are all of today's values.
      - {in-set: {column: sex, values: [F, M]}}
      # Wider than what is seen today.
      - {in-range: {column: cost, min: 0, max: 10000}}

    # Every combination of the 5 quasi-identifiers is shared by at least this many persons.
    privacy:
      models: [{k-anonymity: 5}]
      # CHECK: a row is not a person where this column repeats; k counts persons.
      person: patient_id
      recoding: strict-local   # each class has levels of its own; global keeps one level a column
      metric: loss
      suppression: {limit: 0.05}   # share of rows that may be hidden instead of made coarser

    release:
      version: 1.0.0
      access: restricted   # CHECK: open, registered or restricted
    "
  `)
})

test('what proposeRecipe() writes is a sound recipe for the data', () => {
  const loaded = parseRecipe(proposeRecipe({ profile: hospital, collect: collected(hospital), sources: ['discharges.csv.gz'], name: 'city/discharges' }), { file: 'recipe.yaml' })
  checkRecipe(loaded)
  checkAgainstTable(loaded, collected(hospital).table.columns)
  expect(loaded.recipe.dataset.name).toBe('city/discharges')
  expect(loaded.recipe.privacy).toMatchObject({ models: [{ 'k-anonymity': 5 }], person: 'patient_id', recoding: 'strict-local', metric: 'loss', suppression: { limit: 0.05 } })
})

test('proposeRecipe() refuses a name of another form', () => {
  expect(() => proposeRecipe({ profile: hospital, collect: collected(hospital), sources: ['a.csv'], name: 'A b' })).toThrow(expect.objectContaining({ code: 'wrong-use' }))
})

test('proposeRecipe() says at the top that nothing would be released', () => {
  const profile = report([profiled('memo', { role: { guess: 'text', because: 'Sentences.', sure: true } })])
  expect(proposeRecipe({ profile, collect: collected(profile), sources: ['a.csv'] })).toContain('# CHECK: every column is dropped')
})

const word = fc.string({ unit: fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), fc.constantFrom('가', '\n', ':', '#', '"', "'", '\u0085', 'é')) }).filter((made) => made.isWellFormed()).map((made) => made.normalize('NFC'))
const columnName = fc.oneof(fc.constantFrom('__proto__', 'constructor', '"; drop table', '10', '1.0', 'true', '~', 'null', '우편번호', 'zip', 'x'.repeat(2000)), word.filter((made) => made !== ''))
const number = fc.oneof(fc.integer({ min: -50_000, max: 200_000 }), fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e18, max: 1e18 }), fc.constantFrom(1e-300, 1e300, -1e300))
const column = fc.record({
  name: columnName,
  type: fc.constantFrom(...VALUE_TYPES),
  missing: fc.integer({ min: 0, max: 100 }),
  distinct: fc.integer({ min: 0, max: 2000 }),
  range: fc.option(fc.tuple(number, number).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })), { nil: undefined }),
  length: fc.option(fc.tuple(fc.nat(12), fc.nat(4)).map(([min, more]) => ({ min, max: min + more })), { nil: undefined }),
  quantiles: fc.option(fc.array(number, { minLength: 5, maxLength: 5 }).map((values) => values.toSorted((a, b) => a - b).map((value, place) => ({ share: place / 4, value }))), { nil: undefined }),
  shape: fc.option(fc.string({ unit: fc.constantFrom('9', 'A', 'a', '가', '-', '.', '(', '\\', '?', ' ', '{', '[', ']'), maxLength: 12 }), { nil: undefined }),
  top: fc.option(fc.uniqueArray(fc.option(word), { maxLength: 4 }), { nil: undefined }),
  guess: fc.constantFrom('identifier', 'quasi-identifier', 'sensitive', 'text', 'plain'),
  because: word,
  sure: fc.boolean(),
}).map(({ name, range, length, quantiles, shape, top, guess, because, sure, missing, ...rest }) => profiled(name, {
  ...rest, missing, missingShare: missing / 1000,
  ...(range && { range }), ...(length && { length }), ...(quantiles && { quantiles }),
  ...(shape !== undefined && { pattern: { shape, share: 1 } }),
  ...(top && { top: top.map((value) => ({ value, count: (1000 - missing) / top.filter((shown) => shown !== null).length })) }),
  role: { guess, because, sure },
}))

test('proposeRecipe() writes a sound recipe for any profile', () => {
  fc.assert(fc.property(fc.uniqueArray(column, { selector: ({ name }) => name, minLength: 1, maxLength: 6 }), fc.uniqueArray(word.filter((made) => made !== ''), { minLength: 1, maxLength: 2 }), (columns, sources) => {
    const profile = report(columns, 1000, columns.map(({ name }) => [name]))
    const loaded = parseRecipe(proposeRecipe({ profile, collect: collected(profile), sources }), { file: 'recipe.yaml' })
    checkRecipe(loaded)
    expect(loaded.columnNames).toEqual(columns.map(({ name }) => name))
    if (columns.some(({ role }) => role.guess !== 'identifier' && role.guess !== 'text')) checkAgainstTable(loaded, collected(profile).table.columns)
  }), { numRuns: 300 })
})
