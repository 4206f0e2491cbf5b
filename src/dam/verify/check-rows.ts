import { z } from 'zod'
import type { Check } from '#dam/dataset/reports.ts'
import { ROW_NUMBER, textTable } from '#dam/dataset/table.ts'
import { identifier, joinSql, literal, sql } from '#platform/engines/sql-text.ts'
import { checkDisturbed } from './check-disturbed.ts'
import { checkTokens } from './check-tokens.ts'
import { judge, makeCheck, type Outcome, WITHOUT_DELIVERY } from './make-check.ts'
import type { Release } from './open-release.ts'
import type { RowNeeds } from './row-needs.ts'

/** Rows of the delivery that are marked in one string of bits. */
const BITS = 2 ** 20

/** Check 3: every released row is its row of the delivery, treated as the recipe says. */
export async function checkRows(release: Release, needs: RowNeeds | undefined): Promise<Check[]> {
  const recompute = 'The publisher, with the delivery and the vault: datadam run RECIPE'
  const make = (id: string, label: Check['fact']['label'], method: Check['fact']['label'], run: (needs: RowNeeds) => Promise<Outcome>) =>
    makeCheck({ id, label, method, recompute, run: async () => (needs ? run(needs) : WITHOUT_DELIVERY) })
  return [
    await make('source-rows', { en: 'Each source row at most once', ko: '원본 행은 많아야 한 번' },
      { en: 'The vault\'s row numbers: distinct, within the delivery, and as many as the recipe\'s sample asks of each group.', ko: '금고의 행 번호가 서로 다르고 원본 범위 안에 있으며 층마다 표본 비율에 맞는지 확인합니다.' },
      (given) => countSourceRows(release, given)),
    await make('ancestors', { en: 'Quasi-identifiers are ancestors of their source values', ko: '준식별자는 원본 값의 상위 범주' },
      { en: 'Every row joined with its row of the delivery; labels rebuilt in SQL from the recipe at the recorded level.', ko: '모든 행을 원본 행과 결합하고, 기록된 수준의 범주를 레시피로부터 SQL로 다시 만들어 비교합니다.' },
      ({ differences, expected }) => judgeQuasi(differences, expected)),
    await make('treatments', { en: 'Other columns are what the recipe makes of them', ko: '그 밖의 열은 레시피의 처리 결과' },
      { en: 'Every kept, masked, rounded, coded or generalised cell recomputed from its row of the delivery.', ko: '유지, 가림, 반올림, 상하한 처리한 모든 값을 원본 행에서 다시 계산해 비교합니다.' },
      async ({ differences }) => {
        const { restRows, restFindings, unknownRows, rows } = await differences()
        return judge(unknownRows > 0 ? [...restFindings, `data/: ${unknownRows} rows are no rows of the delivery`] : restFindings, { rule: 0, measured: restRows + unknownRows, rows })
      }),
    await make('pseudonyms', { en: 'Pseudonyms, hashes and tokens hide their values', ko: '가명, 해시, 토큰은 값을 가림' },
      { en: 'Pseudonyms have 32 hexadecimal digits, hashes 64, tokens T and a number up to the number of source values; one for each source value and one source value for each; no pseudonym or hash is a source value.', ko: '가명은 32자리, 해시는 64자리 16진수이고 토큰은 T와 원본 값 수 이하의 번호이며, 원본 값과 일대일이고 가명과 해시는 어떤 원본 값과도 같지 않아야 합니다.' },
      (given) => checkTokens(given)),
    await make('disturbances', { en: 'Shuffled, averaged and noisy columns', ko: '섞기, 평균, 잡음 처리한 열' },
      { en: 'Shuffled: the same values as often, and rows do not keep theirs. Averaged: every value is the mean of at least k source values that are neighbours. Noise: missing where the source is, on the grid of its scale, as far from the source as the scale says.', ko: '섞은 열은 값의 빈도가 같고 행이 제 값을 지키지 않아야 하고, 평균한 열은 값마다 이웃한 원본 값 k개 이상의 평균이어야 하며, 잡음 열은 결측이 원본과 같고 눈금 위에 있으며 잡음의 크기가 약속과 맞아야 합니다.' },
      (given) => checkDisturbed(given)),
  ]
}

async function judgeQuasi(differences: RowNeeds['differences'], expected: RowNeeds['expected']): Promise<Outcome> {
  const { quasiRows, quasiFindings, rows } = await differences()
  const { columns } = await expected()
  const uncovered = columns.flatMap(({ name, rebuilt }) => (rebuilt && rebuilt.uncovered.length > 0 ? [`delivery: row ${(rebuilt.uncovered[0] ?? 0) + 1}, column "${name}": the hierarchy does not hold the value`] : []))
  const findings = [...quasiFindings, ...uncovered]
  if (quasiRows > 0 && findings.length === 0) findings.push(`data/: ${quasiRows} rows differ in their quasi-identifiers`)
  return judge(findings, { rule: 0, measured: quasiRows, rows: quasiRows > 0 ? rows : [] })
}

async function countSourceRows({ promises: { sample }, rows }: Release, { engine, vault, evidence: { table } }: RowNeeds): Promise<Outcome> {
  await vault()
  const isInside = sql`row between 0 and ${table.rows - 1}`
  // One bit for each row of the delivery: exact, and a hundredth of the memory that distinct numbers would take.
  const marked = sql`select bitstring_agg(row % ${literal(BITS)}, 0, ${literal(BITS - 1)}) as bits from vault where ${isInside} group by row // ${literal(BITS)}`
  const { repeated, outside } = await engine.queryOne(
    sql`select count(*) filter (${isInside}) - (select coalesce(sum(bit_count(bits)), 0)::bigint from (${marked})) as repeated, count(*) filter ((${isInside}) is not true) as outside from vault`,
    z.object({ repeated: z.number(), outside: z.number() }),
  )
  const findings: string[] = []
  if (repeated > 0) findings.push(`data/: ${repeated} rows stand for a source row that another one already stands for`)
  if (outside > 0) findings.push(`data/: ${outside} rows stand for no row of the delivery`)
  if (sample) {
    const strata = sample.stratify.map((name) => sql`d.${identifier(name)}`)
    const grouped = strata.length > 0 ? sql`group by ${joinSql(strata, ', ')}` : sql``
    const { strays } = await engine.queryOne(
      sql`select count(*) as strays from (select count(*) as size, count(v.row) as drawn from ${textTable(table)} d left join vault v on v.row = d.${identifier(ROW_NUMBER)} ${grouped}) where abs(drawn - size * ${sample.share}::double) > 0.5 + 1e-6`,
      z.object({ strays: z.number() }),
    )
    if (strays > 0) findings.push(`data/: in ${strays} groups of the sample the share of rows is not ${sample.share}`)
  }
  return judge(findings, { rule: sample ? `${sample.share * 100} %` : table.rows, measured: rows })
}
