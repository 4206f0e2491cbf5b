import { z } from 'zod'
import type { Attack, Check } from '#dam/dataset/reports.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { sql } from '#platform/engines/sql-text.ts'
import { isClose } from './is-close.ts'
import { judge, makeCheck, notChecked, type Outcome } from './make-check.ts'
import type { Release } from './open-release.ts'

/** What every release with quasi-identifiers tells of itself. */
const ALWAYS: readonly Attack['id'][] = ['linkage', 'sibling-subtraction']
/** Expectations are told to twelve digits. */
const ROUNDING = 1e-6

/**
 * Check 6, the risk: what follows from the sizes of classes is recounted; the other attacks are measured by their own
 * programs, and read for what no honest figure can be. Population uniques are estimates, and are not recomputed.
 * Needs the table `classes`.
 */
export async function checkAttacks(release: Release, { engine }: { engine: SqlEngine }): Promise<Check[]> {
  const unlessBare = (run: () => Promise<Outcome>) => async () => (release.quasi.length === 0 ? notChecked('There is no quasi-identifier', '준식별자가 없습니다') : run())
  return [
    await makeCheck({
      id: 'risk', label: { en: 'Rows alone, and the highest and average risk', ko: '홀로 있는 행, 가장 높은 위험과 평균 위험' },
      method: { en: 'Rows whose class has one row; where rows are counted, also 1 / the smallest class, and classes / rows outside suppression. Estimates of population uniques are not recomputed.', ko: '동질집합에 홀로 있는 행을 세고, 행을 세는 공개본이면 1 / 가장 작은 집합과 집합 수 / 삭제되지 않은 행 수도 계산합니다. 모집단 유일 추정치는 다시 계산하지 않습니다.' },
      recompute: "duckdb -c \"from 'data/*.parquet'\" grouped by the quasi-identifiers",
      run: unlessBare(() => compareRisk(release, engine)),
    }),
    await makeCheck({
      id: 'attacks', label: { en: 'Attack report', ko: '공격 보고' },
      method: { en: 'The attacks of docs/release-format.md, section 7, are told, their rates are shares and follow from their counts; linkage is recounted from the class sizes where the recoding is global or strict and a row is a person.', ko: '공개 형식 문서 7절의 공격이 보고되었는지, 성공률이 횟수와 맞는 비율인지 확인하고, 전역 또는 엄격 재부호화에서 행이 곧 사람이면 연결 공격을 집합 크기로 다시 셉니다.' },
      recompute: "duckdb -c \"from 'reports/privacy.json'\"",
      run: unlessBare(() => compareAttacks(release, engine)),
    }),
  ]
}

const Sizes = z.object({ classes: z.number(), kept: z.number(), smallest: z.number(), uniques: z.number() })

async function sizesOf(engine: SqlEngine): Promise<z.infer<typeof Sizes>> {
  return engine.queryOne(sql`select count(*) as classes, coalesce(sum(n), 0)::bigint as kept, coalesce(min(n), 0) as smallest, count(*) filter (n = 1) as uniques from classes where not suppressed`, Sizes)
}

async function compareRisk({ privacy: { after, unit } }: Release, engine: SqlEngine): Promise<Outcome> {
  const { classes, kept, smallest, uniques } = await sizesOf(engine)
  const findings: string[] = []
  // In persons a class of one person may have many rows, and they count as alone with their combination too.
  if (unit === 'row' ? after.sampleUniques !== uniques : after.sampleUniques < uniques) findings.push(`reports/privacy.json: ${after.sampleUniques} rows are alone in their class, counted ${uniques}`)
  if (unit === 'row' && kept > 0) {
    if (!isClose(after.prosecutor.highest, 1 / smallest)) findings.push(`reports/privacy.json: the highest risk is ${after.prosecutor.highest}, counted ${1 / smallest}`)
    if (!isClose(after.prosecutor.average, classes / kept)) findings.push(`reports/privacy.json: the average risk is ${after.prosecutor.average}, counted ${classes / kept}`)
  }
  return judge(findings, { claim: after.sampleUniques, measured: uniques })
}

async function compareAttacks(release: Release, engine: SqlEngine): Promise<Outcome> {
  const { privacy: { attacks, unit }, promises } = release
  const { classes, kept } = await sizesOf(engine)
  const findings = kept === 0 ? [] : ALWAYS.filter((id) => attacks.every((attack) => attack.id !== id)).map((id) => `reports/privacy.json: the attack ${id} is not told`)
  for (const { id, column, attempts, certain, successes, rate, bound } of attacks) {
    const said = `reports/privacy.json: attack ${id}${column === undefined ? '' : ` on column "${column}"`}`
    if (successes > attempts * (1 + ROUNDING)) findings.push(`${said}: ${successes} successes of ${attempts} attempts`)
    if (certain > attempts) findings.push(`${said}: ${certain} certain guesses of ${attempts} attempts`)
    if (Math.abs(rate * attempts - successes) > ROUNDING * Math.max(1, attempts)) findings.push(`${said}: the rate ${rate} is not ${successes} of ${attempts}`)
    if (bound !== undefined && rate > bound * (1 + ROUNDING)) findings.push(`${said}: the rate ${rate} is above the bound ${bound}`)
  }
  const linkage = attacks.find(({ id }) => id === 'linkage')
  const isCounted = linkage !== undefined && promises.recoding !== 'free-local' && unit === 'row' && kept > 0
  if (isCounted) {
    if (linkage.attempts > kept) findings.push(`reports/privacy.json: linkage was tried on ${linkage.attempts} rows; ${kept} are outside suppression`)
    // On a sample of the rows the expectation holds on average only.
    if (linkage.attempts === kept && Math.abs(linkage.successes - classes) > ROUNDING * classes) findings.push(`reports/privacy.json: linkage is told to be right for ${linkage.successes} rows; the ${classes} classes make it ${classes}`)
  }
  return judge(findings, { claim: linkage?.rate ?? null, rule: linkage?.bound ?? null, measured: isCounted ? classes / kept : null, unit: 'share' })
}
