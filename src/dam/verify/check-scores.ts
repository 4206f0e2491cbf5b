import { z } from 'zod'
import type { Check, PrivacyReport } from '#dam/dataset/reports.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { sql } from '#platform/engines/sql-text.ts'
import { classCell } from './check-classes.ts'
import { type ClassNeeds, listPersonSizes } from './count-persons.ts'
import { isClose } from './is-close.ts'
import { judge, makeCheck, notChecked, type Outcome } from './make-check.ts'
import type { QuasiIdentifier, Release } from './open-release.ts'

/** Check 6: the scores and class sizes of the report, recomputed from the released files. Needs the table `classes`. */
export async function checkScores(release: Release, needs: ClassNeeds): Promise<Check[]> {
  const { engine } = needs
  const score = (name: keyof PrivacyReport['scores'], label: Check['fact']['label'], method: Check['fact']['label'], recompute: string, count: () => Promise<{ score: number; findings?: string[] }>) =>
    makeCheck({
      id: name, label, method, recompute,
      run: async () => {
        if (release.quasi.length === 0) return notChecked('There is no quasi-identifier, so nothing was generalised', '준식별자가 없어 일반화한 것이 없습니다')
        const { score: measured, findings = [] } = await count()
        const claim = release.privacy.scores[name]
        return judge(isClose(claim, measured) ? findings : [`reports/privacy.json: ${name} is ${claim}, recomputed ${measured}`, ...findings], { claim, measured, unit: 'score' })
      },
    })
  return [
    await score('loss', { en: 'Loss', ko: '손실 점수' }, { en: 'Share of the domain under each released label, by column and joined over the columns as docs/release-format.md says; leaves from hierarchies/*.json.', ko: '공개된 범주가 정의역에서 차지하는 비율을 열마다 구해 공개 형식 문서의 식으로 합칩니다.' },
      "duckdb -c \"from 'hierarchies/*.json'\" and the formula of docs/release-format.md, section 5", () => countLoss(release, engine)),
    await score('aecs', { en: 'Average class size (AECS)', ko: '평균 동질집합 크기(AECS)' }, { en: 'Rows divided by classes, suppressed rows being one class.', ko: '행 수를 동질집합 수로 나눕니다. 삭제 처리된 행은 한 집합입니다.' },
      "duckdb -c \"from 'data/*.parquet'\" grouped by the quasi-identifiers", async () => { const { classes, suppressed } = await sizes(engine); return { score: release.rows / (classes + (suppressed > 0 ? 1 : 0)) } }),
    await score('discernibility', { en: 'Discernibility', ko: '구별도' }, { en: 'Sum of squared class sizes, and rows for each suppressed row.', ko: '동질집합 크기의 제곱합에 삭제 처리된 행마다 전체 행 수를 더합니다.' },
      "duckdb -c \"from 'data/*.parquet'\" grouped by the quasi-identifiers", async () => { const { squares, suppressed } = await sizes(engine); return { score: squares + suppressed * release.rows } }),
    await makeCheck({
      id: 'class-sizes', label: { en: 'Classes and their sizes', ko: '동질집합의 수와 크기' },
      method: { en: 'Number of classes, the smallest, and how many have each size, against the report.', ko: '동질집합의 수, 가장 작은 크기, 크기별 개수를 보고서와 비교합니다.' },
      recompute: "duckdb -c \"from 'data/*.parquet'\" grouped by the quasi-identifiers, then by size",
      run: () => compareSizes(release, needs),
    }),
  ]
}

async function sizes(engine: SqlEngine): Promise<{ classes: number; suppressed: number; squares: number }> {
  return engine.queryOne(
    sql`select count(*) filter (not suppressed) as classes, coalesce(sum(n) filter (suppressed), 0)::bigint as suppressed, coalesce(sum(n::double * n) filter (not suppressed), 0)::double as squares from classes`,
    z.object({ classes: z.number(), suppressed: z.number(), squares: z.number() }),
  )
}

async function countLoss({ quasi, rows, privacy }: Release, engine: SqlEngine): Promise<{ score: number; findings: string[] }> {
  const findings: string[] = []
  let sum = 0
  for (const [place, column] of quasi.entries()) {
    const loss = await columnLoss(place, column, rows, engine)
    const told = privacy.columns.find(({ column: name }) => name === column.name)
    const claim = told?.loss
    if (told?.weight !== column.promise.weight) findings.push(`reports/privacy.json: column "${column.name}" has weight ${told?.weight ?? 'none'}, in recipe.yaml ${column.promise.weight}`)
    if (claim === undefined || !isClose(claim, loss)) findings.push(`reports/privacy.json: the loss of column "${column.name}" is ${claim ?? 'missing'}, recomputed ${loss}`)
    const labels = told?.labels
    const { counted, withStar } = await engine.queryOne(sql`select count(distinct ${classCell(place)}) filter (not suppressed) + max(case when ${classCell(place)} is null then 1 else 0 end) as counted, count(distinct ${classCell(place)}) + max(case when ${classCell(place)} is null then 1 else 0 end) as "withStar" from classes`, z.object({ counted: z.number(), withStar: z.number() }))
    if (labels !== counted && labels !== withStar) findings.push(`reports/privacy.json: column "${column.name}" has ${labels ?? 'no'} labels, counted ${counted}`)
    sum += column.promise.weight * Math.log1p(loss)
  }
  return { score: Math.expm1(sum / sumOfWeights(quasi)), findings }
}

/** W of docs/release-format.md, section 5. */
export function sumOfWeights(quasi: readonly QuasiIdentifier[]): number {
  return quasi.reduce((sum, { promise }) => sum + promise.weight, 0)
}

/** L_j of docs/release-format.md, section 5. */
async function columnLoss(place: number, { told: { domain, labels } }: QuasiIdentifier, rows: number, engine: SqlEngine): Promise<number> {
  const counts = await engine.query(sql`select ${classCell(place)} as label, suppressed, sum(n)::bigint as n from classes group by all`, z.object({ label: z.string().nullable(), suppressed: z.boolean(), n: z.number() }))
  const leaves = new Map(labels.map((label) => [label.label, label.leaves]))
  if (domain === 1) return 0
  const shares = counts.reduce((sum, { label, suppressed, n }) => sum + n * (suppressed ? 1 : (leaves.get(label) ?? Number.NaN) / domain), 0)
  return (shares - rows / domain) / (rows - rows / domain)
}

async function compareSizes(release: Release, needs: ClassNeeds): Promise<Outcome> {
  const { privacy, quasi } = release
  if (quasi.length === 0) return notChecked('There is no quasi-identifier, so there are no classes', '준식별자가 없어 동질집합이 없습니다')
  const { classes } = await sizes(needs.engine)
  const findings: string[] = []
  if (classes !== privacy.classes) findings.push(`reports/privacy.json: ${privacy.classes} classes, counted ${classes}`)
  const counted = privacy.unit === 'person'
    ? await listPersonSizes(needs)
    : await needs.engine.query(sql`select n as size, count(*) as classes from classes where not suppressed group by n order by n`, z.object({ size: z.number(), classes: z.number() }))
  if (counted) {
    const smallest = counted[0]?.size ?? 0
    if (smallest !== privacy.smallest) findings.push(`reports/privacy.json: the smallest class is ${privacy.smallest}, counted ${smallest}`)
    const told = privacy.classSizes.toSorted((one, other) => one.size - other.size)
    const differs = counted.findIndex(({ size, classes: many }, place) => told[place]?.size !== size || told[place].classes !== many)
    if (differs >= 0 || told.length !== counted.length) findings.push(`reports/privacy.json: the number of classes of size ${counted[Math.max(differs, 0)]?.size ?? 0} differs from the one counted`)
  }
  return judge(findings, { claim: privacy.classes, measured: classes })
}
