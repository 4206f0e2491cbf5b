import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countClasses } from './check-classes.ts'
import { layLevels } from './class-levels.ts'
import { countBoxes } from './count-boxes.ts'
import { expectValues } from './expected-values.ts'
import { fullChanges } from './full-release.fixture.ts'
import { type Cell, type Changes, type Draft, makeRelease, pick, RELEASED } from './made-release.fixture.ts'
import { matchClassValues } from './match-class-values.ts'
import { openRelease } from './open-release.ts'
import { cells, testPlanted } from './planted-violation.fixture.ts'
import { scratchEngine } from './scratch-engine.fixture.ts'
import type { VerificationRequest } from './verification-request.ts'

const scratch = scratchEngine()
const RECODINGS = ['global', 'strict-local', 'free-local'] as const
type Recoding = (typeof RECODINGS)[number]

/** The check alone, as somebody makes it who holds the source. */
async function match(name: string, recoding: Recoding, changes: Changes) {
  const engine = scratch.engine()
  const { release: folder, evidence } = await makeRelease(join(scratch.folder(), name), { engine, changes: recoding === 'global' ? changes : fullChanges(changes, { recoding, engine }) })
  if (!evidence) throw new Error('A made release has its evidence')
  const release = await openRelease(folder, { engine })
  await countClasses(release, { engine })
  const expected = await expectValues({ release, table: evidence.table }, { engine })
  await layLevels(release, expected, { engine, salt: 's' })
  const [check] = await matchClassValues(release, { engine, expected: async () => expected, boxes: () => countBoxes(release, expected, { engine, salt: 's' }), salt: 's' })
  if (!check) throw new Error('There is one check')
  return check
}

const CITIES = ['서울', '인천', '부산', '대구', '김해']
/** Another table of the same columns: who is not suppressed gets another age, sex, city and day, and everyone other values, some of them missing. */
const anotherTable = (seed: number): NonNullable<Changes['delivery']> => {
  let row = 0
  return (cell) => {
    const draw = (what: string, below: number) => pick(`${what} ${seed}`, row, below)
    row++
    if (Number(cell[3]) < 50) {
      cell[3] = String(20 + draw('age', 30))
      cell[4] = ['M', 'F', null][draw('sex', 3)] ?? null
      cell[5] = CITIES[draw('city', CITIES.length)] ?? null
      cell[6] = `202${draw('year', 3)}-0${1 + draw('month', 9)}-11`
    }
    cell[7] = draw('missing', 5) === 0 ? null : `J${draw('diagnosis', 4)}`
    cell[8] = String(10_000 + draw('cost', 5000))
    cell[10] = `W${draw('ward', 2)}`
  }
}

test.each(RECODINGS)('matchClassValues() passes an untouched %s release of any table, whatever its order', async (recoding) => {
  await fc.assert(fc.asyncProperty(fc.nat(), async (seed) => {
    const check = await match(`any-${recoding}-${seed}`, recoding, { delivery: anotherTable(seed) })
    expect(check).toMatchObject({ findings: [], fact: { verdict: 'passed', measured: 0 } })
  }), { numRuns: 6 })
})

/** Two rows' cells of some columns are exchanged: the first row of each kind whose cells differ. */
const exchange = (columns: readonly (keyof typeof RELEASED)[], isOne: (row: Cell[]) => boolean, isOther: (row: Cell[], one: Cell[]) => boolean) => ({ rows }: Draft) => {
  for (const one of rows.filter(isOne)) {
    const other = rows.find((row) => isOther(row, one) && columns.every((column) => row[RELEASED[column]] !== one[RELEASED[column]]))
    if (!other) continue
    for (const column of columns) [one[RELEASED[column]], other[RELEASED[column]]] = [other[RELEASED[column]] ?? null, one[RELEASED[column]] ?? null]
    return
  }
}
const isYoungMan = (row: Cell[]) => row[RELEASED.age] === '[20, 30)' && row[RELEASED.sex] === 'M' && row[RELEASED.city] === '수도권'
const inYeongnam = (row: Cell[]) => row[RELEASED.city] === '영남'
const isSuppressed = (row: Cell[]) => row[RELEASED.age] === '*'
const isOfSameClass = (row: Cell[], one: Cell[]) => [RELEASED.age, RELEASED.sex, RELEASED.city, RELEASED.visit].every((place) => row[place] === one[place])

test.each(RECODINGS)('matchClassValues() measures two rows where the values of two classes of a %s release were exchanged', async (recoding) => {
  const check = await match(`exchanged-${recoding}`, recoding, { data: exchange(['diagnosis'], isYoungMan, inYeongnam) })
  expect(check).toMatchObject({ fact: { verdict: 'failed' }, findings: [expect.stringMatching(/column "diagnosis": [12] rows/)] })
})

test.each([
  { name: 'half of the rows passes, where a sample was drawn', sample: 'sample: {share: 0.5}\n', more: () => {}, verdict: 'passed' },
  { name: 'a value that too many have fails, where a sample was drawn', sample: 'sample: {share: 0.5}\n', more: cells('ward', () => 'W0'), verdict: 'failed' },
  { name: 'half of the rows fails, where no sample was drawn', sample: '', more: () => {}, verdict: 'failed' },
])('$name', async ({ name, sample, more, verdict }) => {
  const data = (draft: Draft) => { draft.rows.length = 100; draft.vault.length = 100; more(draft) }
  const check = await match(name, 'global', { data, recipe: (text) => text + sample })
  expect(check.fact.verdict).toBe(verdict)
})

test('what cannot be compared is named, with its reason', async () => {
  const { fact } = await match('left', 'global', {})
  expect(fact.because?.en).toBe('Not compared, because no value of theirs follows from its row alone (shuffled, averaged or under noise): "shift", "income", "score". Not compared, because their tokens need the project\'s key: "patient", "insurance", "badge"')
})

test('combinations that are too many are not checked, and said to be', async () => {
  const engine = scratch.engine()
  const { release: folder, evidence } = await makeRelease(join(scratch.folder(), 'many'), { engine, changes: fullChanges({}, { engine }) })
  if (!evidence) throw new Error('A made release has its evidence')
  const release = await openRelease(folder, { engine })
  const [check] = await matchClassValues(release, { engine, expected: () => expectValues({ release, table: evidence.table }, { engine }), boxes: async () => false, salt: 's' })
  expect(check?.fact).toMatchObject({ verdict: 'not-checked', because: { en: expect.stringMatching(/too many/) } })
})

const stranger = { by: 'source-class-values', request: ({ evidence, ...request }: VerificationRequest): VerificationRequest => ({ ...request, ...(evidence && { source: { table: evidence.table } }) }) }
const strict = { ...stranger, full: 'strict-local' } as const
const free = { ...stranger, full: 'free-local' } as const

testPlanted([
  { ...stranger, name: 'two classes\' values exchanged', names: /column "diagnosis": 2 rows/, data: exchange(['diagnosis'], isYoungMan, inYeongnam) },
  { ...stranger, name: 'a suppressed row\'s value exchanged', names: /"cost": 2 rows/, data: exchange(['cost'], isYoungMan, isSuppressed) },
  { ...stranger, name: 'values of one class exchanged, one column of two', names: /not together \(columns "phone", "diagnosis"/, data: exchange(['diagnosis'], isYoungMan, isOfSameClass) },
  { ...stranger, name: 'two columns of two classes exchanged', names: /"diagnosis": 2 rows[^]*"ward": 2 rows/, data: exchange(['diagnosis', 'ward'], isYoungMan, inYeongnam) },
  { ...strict, name: 'two classes\' values exchanged in a strict recoding', names: /column "diagnosis": 2 rows/, data: exchange(['diagnosis'], isYoungMan, inYeongnam) },
  { ...strict, name: 'a suppressed row\'s value exchanged in a strict recoding', names: /"cost": 2 rows/, data: exchange(['cost'], inYeongnam, isSuppressed) },
  { ...strict, name: 'values of one class exchanged in a strict recoding', names: /not together/, data: exchange(['ward'], inYeongnam, isOfSameClass) },
  { ...free, name: 'a value that no row under the labels has, in a free recoding', names: /"diagnosis": 2 rows/, data: exchange(['diagnosis'], isYoungMan, inYeongnam) },
])
