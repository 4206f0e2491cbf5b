import { z } from 'zod'
import type { Check } from '#dam/dataset/reports.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, sql } from '#platform/engines/sql-text.ts'
import { classCell } from './check-classes.ts'
import { sumOfWeights } from './check-scores.ts'
import type { ExpectedColumn, ExpectedValues } from './expected-values.ts'
import { levelCell } from './hierarchy-formulas.ts'
import { isClose } from './is-close.ts'
import { judge, makeCheck, notChecked, type Outcome, WITHOUT_DELIVERY } from './make-check.ts'
import type { QuasiIdentifier, Release } from './open-release.ts'

/** Check 6, the scores that count levels or hidden information. `expected` is left out without the delivery. Needs the table `classes`. */
export async function checkLevelScores(release: Release, { engine, expected }: { engine: SqlEngine; expected?: () => Promise<ExpectedValues> }): Promise<Check[]> {
  const unlessBare = (run: () => Promise<Outcome>) => async () => (release.quasi.length === 0 ? notChecked('There is no quasi-identifier, so nothing was generalised', '준식별자가 없어 일반화한 것이 없습니다') : run())
  return [
    await makeCheck({
      id: 'precision', label: { en: 'Precision', ko: '정밀도 점수' },
      method: { en: 'Levels of the released labels by the levels there are, on average over rows and weighted columns, suppressed rows counting 1; and the rows on each level, against the report.', ko: '공개된 범주의 수준을 전체 수준으로 나누어 행과 가중 열에 대해 평균하고(삭제 처리된 행은 1), 수준마다 행 수를 보고서와 비교합니다.' },
      recompute: "duckdb -c \"from 'hierarchies/*.json'\" and the formula of docs/release-format.md, section 5",
      run: unlessBare(() => checkPrecision(release, engine)),
    }),
    await makeCheck({
      id: 'entropy', label: { en: 'Non-uniform entropy', ko: '비균등 엔트로피 점수' },
      method: { en: 'Rows under each released label and under each delivered value, as docs/release-format.md says; suppressed rows lie under the whole table.', ko: '공개된 범주와 원본 값 아래의 행 수로 공개 형식 문서의 식에 따라 계산합니다. 삭제 처리된 행은 전체 표 아래에 있습니다.' },
      recompute: 'The publisher, with the delivery: datadam run RECIPE',
      run: unlessBare(async () => (expected ? checkEntropy(release, await expected(), engine) : WITHOUT_DELIVERY)),
    }),
  ]
}

async function checkPrecision({ quasi, privacy, rows }: Release, engine: SqlEngine): Promise<Outcome> {
  const findings: string[] = []
  let sum = 0
  for (const [place, column] of quasi.entries()) {
    const { told, name, promise } = column
    const finest = await rowsOnLevels(place, column, engine)
    const kept = Array.from(finest.values()).reduce((all, n) => all + n, 0)
    const counted = told.level === null ? finest : new Map([[told.level, kept]])
    const steps = Array.from(counted).reduce((all, [level, n]) => all + level * n, 0)
    sum += told.levels < 2 ? 0 : promise.weight * (steps / (told.levels - 1) + rows - kept) / rows
    const reported = privacy.columns.find((one) => one.column === name)?.rowsByLevel ?? []
    const isTold = [counted, finest].some((one) => Array.from({ length: told.levels }, (_, level) => level).every((level) => (one.get(level) ?? 0) === reported.filter((own) => own.level === level).reduce((all, own) => all + own.rows, 0)))
    if (!isTold) findings.push(`reports/privacy.json: the rows by level of column "${name}" differ from those counted: ${Array.from(counted, ([level, n]) => `${n} on level ${level}`).join(', ')}`)
  }
  return compare('precision', privacy.scores.precision, sum / sumOfWeights(quasi), findings)
}

/** Rows outside suppression by the finest level of their label. */
async function rowsOnLevels(place: number, { told }: QuasiIdentifier, engine: SqlEngine): Promise<Map<number, number>> {
  const levels = new Map(told.labels.map(({ label, level }) => [label, level]))
  const counted = await engine.query(sql`select ${classCell(place)} as label, sum(n)::bigint as n from classes where not suppressed group by 1`, z.object({ label: z.string().nullable(), n: z.number() }))
  const rows = new Map<number, number>()
  for (const { label, n } of counted) { const level = levels.get(label) ?? -1; rows.set(level, (rows.get(level) ?? 0) + n) }
  return new Map(Array.from(rows).toSorted(([one], [other]) => one - other))
}

async function checkEntropy({ privacy, quasi, rows }: Release, { columns }: ExpectedValues, engine: SqlEngine): Promise<Outcome> {
  let sum = 0
  for (const [place, column] of columns.filter((one) => one.group === 'quasi').entries()) sum += column.promise.weight * await columnEntropy(place, column, rows, engine)
  return compare('entropy', privacy.scores.entropy, sum / sumOfWeights(quasi), [])
}

/** E_j of docs/release-format.md, section 5. */
async function columnEntropy(place: number, { rebuilt, quasi }: ExpectedColumn, rows: number, engine: SqlEngine): Promise<number> {
  if (!rebuilt || !quasi) return 0
  const { table, levels, missing } = rebuilt
  const whole = Math.log2(rows)
  const { leaves } = await engine.queryOne(sql`select coalesce(sum(n * log2(n)), 0)::double as leaves from ${identifier(table)}`, z.object({ leaves: z.number() }))
  const known = leaves + (missing > 0 ? missing * Math.log2(missing) : 0)
  const { level } = quasi.told
  // Rows under each label, suppressed or not; a label is the same rows on each level where it stands.
  const counts = Array.from({ length: levels - 1 }, (_, one) => one).filter((one) => level === null || one === level)
    .map((one) => sql`select ${one === 0 ? sql`leaf` : levelCell(one)} as label, sum(n)::bigint as n from ${identifier(table)} group by 1`)
  const under = new Map<string | null, number>([[null, missing], ['*', rows]])
  for (const count of counts) {
    const used = sql`select ${classCell(place)} from classes where not suppressed`
    for (const { label, n } of await engine.query(sql`select label, n from (${count}) where label in (${used})`, z.object({ label: z.string(), n: z.number() }))) under.set(label, n)
  }
  const released = await engine.query(sql`select ${classCell(place)} as label, suppressed, sum(n)::bigint as n from classes group by all`, z.object({ label: z.string().nullable(), suppressed: z.boolean(), n: z.number() }))
  const hidden = released.reduce((all, { label, suppressed, n }) => all + n * (suppressed ? whole : Math.log2(under.get(label) ?? Number.NaN)), 0)
  const most = rows * whole - known
  return most <= 0 ? 0 : (hidden - known) / most
}

function compare(name: 'precision' | 'entropy', claim: number, measured: number, findings: readonly string[]): Outcome {
  return judge(isClose(claim, measured) ? findings : [`reports/privacy.json: ${name} is ${claim}, recomputed ${measured}`, ...findings], { claim, measured, unit: 'score' })
}
