import { afterAll, beforeAll, expect, test } from 'vitest'
import { FairnessReport, type Finding } from '#dam/dataset/fairness-report.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { sql } from '#platform/engines/sql-text.ts'
import { auditFairness } from './audit-fairness.ts'
import { recipeWith } from './audited.fixture.ts'
import { publicFairness } from './public-fairness.ts'

let bench: Awaited<ReturnType<typeof openBench>>
beforeAll(async () => { bench = await openBench() })
afterAll(() => { bench.engine.close() })

/** 800 defendants: whose risk is above a half is called a high risk, and offends again as often as the risk says. */
async function auditRisk(score: 'risk' | 'safety' | 'points'): Promise<FairnessReport> {
  const columns = { sex: 'text', again: 'text', said: 'text', risk: 'decimal', safety: 'decimal', points: 'integer' } as const
  const table = await bench.makeTable(sql`select case when i % 2 = 0 then 'F' else 'M' end as sex, case when (i // 8) % 10 < tenth then 'yes' else 'no' end as again,
    case when tenth > 5 then 'high' else 'low' end as said, ((tenth + 0.5) / 10)::varchar as risk, (1 - (tenth + 0.5) / 10)::varchar as safety, (tenth + 1)::varchar as points
    from (select i, (i // 2) % 10 as tenth from range(800) rows(i))`, columns)
  const recipe = recipeWith({ label: 'again', favourable: 'no', groups: ['sex'], prediction: { column: 'said', favourable: 'low', score } }, Object.keys(columns))
  return auditFairness({ table, recipe, directory: bench.folder }, bench)
}

const ofScores = ({ findings }: FairnessReport): Finding[] => findings.filter(({ kind }) => kind === 'calibration')

test('a probability of the favourable outcome is calibrated, and nothing is said of its direction', async () => {
  const report = await auditRisk('safety')
  expect(report.prediction?.scoreDirection).toMatchObject({ decisions: 1, isReversed: false })
  expect(ofScores(report).map(({ id }) => id)).toEqual(['fairness-calibration-01'])
})

test.each(['risk', 'points'] as const)('a score of %s is said to point the other way, and no calibration is found wrong', async (score) => {
  const report = await auditRisk(score)
  expect(FairnessReport.parse(report)).toEqual(report)
  expect(report.prediction?.scoreDirection).toMatchObject({ decisions: -1, isReversed: true })
  const [found, ...others] = ofScores(report)
  expect(others).toEqual([])
  expect(found).toMatchObject({ id: 'fairness-score-direction', verdict: 'not-checked', measured: -1, label: { en: `‘${score}’ seems to point the other way` } })
  expect(found?.because?.en).toContain('1 less this score')
  expect(found?.because?.ko).toContain('위험 점수')
})

test('the public form says it, too, and not where the model itself is not told', async () => {
  const report = await auditRisk('risk')
  expect(ofScores(publicFairness(report, 5)).map(({ id }) => id)).toEqual(['fairness-score-direction'])
  const hidden = publicFairness(report, 5000)
  expect(ofScores(hidden)).toEqual([])
  expect(hidden.prediction).not.toHaveProperty('scoreDirection')
})
