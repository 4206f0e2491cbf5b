import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Crossing, Finding } from '#dam/dataset/fairness-report.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { findCalibrationErrors, findLabelGaps, findPredictionGaps, findThinGroups } from './group-findings.ts'
import { auditLoans } from './made-audit.fixture.ts'

let bench: Awaited<ReturnType<typeof openBench>>
let setting: Awaited<ReturnType<typeof auditLoans>>
beforeAll(async () => {
  bench = await openBench()
  await writeFile(join(bench.folder, 'people.csv'), 'sex,share\nF,0.5\nM,0.3\nN,0.2\n')
  setting = await auditLoans(bench, { reference: 'people.csv' })
})
afterAll(() => { bench.engine.close() })

/** The crossing by these columns, with its place. */
function crossingBy(...by: string[]): [Crossing, number] {
  const place = setting.report.crossings.findIndex((crossing) => crossing.by.join() === by.join())
  const crossing = setting.report.crossings[place]
  if (!crossing) throw new Error('The audit has no such crossing')
  return [crossing, place]
}

test('findThinGroups() tells the groups below their share of the population, the thinnest first', () => {
  const found = findThinGroups(...crossingBy('sex'), setting)
  // A third of the rows each: less than 0.9 of a half.
  expect(found).toEqual([expect.objectContaining({
    id: 'fairness-representation-01-001', verdict: 'failed', claim: 0.5, rule: expect.closeTo(0.45, 12), measured: expect.closeTo(1 / 3, 12), size: 200, severity: expect.closeTo((1 - 2 / 3) / 0.1, 9), label: { en: 'Too few rows of sex = F', ko: '부족한 집단: sex = F' },
  })])
  expect(found[0]?.because?.en).toBe('sex = F: 33.3 % of the rows and 50.0 % of the population, 66.7 % of what it should be.')
  // The reference tells no ages.
  expect(findThinGroups(...crossingBy('age'), setting)).toEqual([])
})

test('where no group is thin, the lowest is told as passed', () => {
  const [crossing, place] = crossingBy('sex')
  const cells = crossing.cells.map((cell) => ({ ...cell, ...(cell.reference && { reference: { ...cell.reference, verdict: 'within' as const } }) }))
  expect(findThinGroups({ ...crossing, cells }, place, setting)).toEqual([expect.objectContaining({ verdict: 'passed', size: 200, cells: [[{ column: 'sex', value: 'F' }]] })])
})

test('findLabelGaps() tells who has the favourable label less often, beside the highest group', () => {
  const [first, ...others] = findLabelGaps(...crossingBy('sex'), setting)
  expect(others).toEqual([])
  expect(first).toMatchObject({ verdict: 'failed', measured: expect.closeTo(0.4, 12), rule: 0.1, cells: [[{ value: 'F' }], [{ column: 'sex' }]], label: { en: '‘paid’ is less often favourable for sex = F' } })
  // Four times the tolerance; the ratio of a third is 10/3 times the fifth that may be lacking.
  expect(first?.severity).toBeCloseTo(4, 9)
  expect(first?.because?.en).toMatch(/^sex = F: 20\.0 % favourable; sex = [MN]: 60\.0 %; ratio 0\.33, below four fifths\.$/)
})

test('a ratio below four fifths is a finding by itself, and as grave as it is low', () => {
  const [crossing, place] = crossingBy('sex')
  const cells = crossing.cells.map((cell) => ({ ...cell, gap: cell.gap && { ...cell.gap, toHighest: { difference: -0.05, ratio: 0.5 }, keepsFourFifths: false, test: { p: 0, corrected: 0 } } }))
  const [found] = findLabelGaps({ ...crossing, cells }, place, setting)
  expect(found).toMatchObject({ verdict: 'failed', measured: 0.05, severity: expect.closeTo(2.5, 9) })
})

test('a gap that may be chance is noted, and groups that lie near are told once as passed', () => {
  const [crossing, place] = crossingBy('sex')
  const cells = crossing.cells.map((cell) => ({ ...cell, gap: cell.gap && { ...cell.gap, test: { p: 0.5, corrected: 0.9 } } }))
  const [noted] = findLabelGaps({ ...crossing, cells }, place, setting)
  expect([noted?.verdict, noted?.because?.en.endsWith('This could be chance.')]).toEqual(['noted', true])
  expect(findLabelGaps(...crossingBy('age'), setting)).toEqual([expect.objectContaining({ verdict: 'passed' })])
})

test('findPredictionGaps() tells each parity with the groups furthest apart', () => {
  const found = findPredictionGaps(...crossingBy('sex'), setting)
  expect(found.map(({ id, verdict }) => [id, verdict])).toEqual([
    ['fairness-selectionrate-01', 'failed'], ['fairness-truepositiverate-01', 'failed'], ['fairness-falsepositiverate-01', 'passed'], ['fairness-positivepredictivevalue-01', 'passed'],
  ])
  // One woman in ten is chosen, and of the others three in five.
  expect(found[0]).toMatchObject({ measured: expect.closeTo(0.5, 12), severity: expect.closeTo(5, 9), cells: [[{ value: 'F' }], [{ column: 'sex' }]], size: 200 })
  expect(found[0]?.because?.en).toMatch(/^sex = F: 10\.0 %; sex = [MN]: 60\.0 %, a ratio of 0\.17\.$/)
  expect(found[1]).toMatchObject({ measured: expect.closeTo(0.5, 12) })
})

test('findCalibrationErrors() tells the group whose scores miss most', () => {
  const [found, ...others] = findCalibrationErrors(...crossingBy('sex'), setting)
  expect(others).toEqual([])
  // A mean score of 0.05 beside a rate of 0.2.
  expect(found).toMatchObject({ verdict: 'failed', measured: expect.closeTo(0.15, 9), cells: [[{ column: 'sex', value: 'F' }]], severity: expect.closeTo(1.5, 9), size: 200 })
  expect(found?.because?.en).toBe('sex = F: the mean score is 5.0 %, the favourable outcome came in 20.0 %.')
})

test('no group below the smallest cell is named in any finding', async () => {
  const small = await auditLoans(bench, { 'smallest-cell': 250 })
  const [bySex] = small.report.crossings
  expect(bySex ? [findThinGroups, findLabelGaps, findPredictionGaps, findCalibrationErrors].flatMap((find) => find(bySex, 0, small)) : undefined).toEqual([])
})

test('every finding is one of the report\'s kind', () => {
  const [crossing, place] = crossingBy('sex', 'age')
  const found = [findThinGroups, findLabelGaps, findPredictionGaps, findCalibrationErrors].flatMap((find) => find(crossing, place, setting))
  expect(found.map((finding) => Finding.safeParse(finding).success)).toEqual(found.map(() => true))
  expect(found.length).toBeGreaterThan(3)
})
