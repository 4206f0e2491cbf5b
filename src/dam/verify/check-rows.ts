import { z } from 'zod'
import type { Check } from '#dam/dataset/reports.ts'
import { ROW_NUMBER, textTable } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, sql } from '#platform/engines/sql-text.ts'
import type { Differences } from './compare-rows.ts'
import type { ExpectedColumn, ExpectedValues } from './expected-values.ts'
import { judge, makeCheck, notChecked, type Outcome, WITHOUT_DELIVERY } from './make-check.ts'
import { type Release, releasedCell } from './open-release.ts'
import type { Evidence } from './verification-request.ts'

/** What the checks of single rows need, when the delivery and the vault are at hand. */
export interface RowNeeds {
  readonly engine: SqlEngine
  readonly evidence: Evidence
  readonly expected: () => Promise<ExpectedValues>
  readonly differences: () => Promise<Differences>
  /** Makes the table `vault`. */
  readonly vault: () => Promise<void>
}

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
      { en: 'Every kept, masked, rounded or coded cell recomputed from its row of the delivery.', ko: '유지, 가림, 반올림, 상하한 처리한 모든 값을 원본 행에서 다시 계산해 비교합니다.' },
      async ({ differences }) => {
        const { restRows, restFindings, unknownRows, rows } = await differences()
        return judge(unknownRows > 0 ? [...restFindings, `data/: ${unknownRows} rows are no rows of the delivery`] : restFindings, { rule: 0, measured: restRows + unknownRows, rows })
      }),
    await make('pseudonyms', { en: 'Pseudonyms are pseudonyms', ko: '가명은 가명' },
      { en: '32 hexadecimal digits, one for each source value and one source value for each, equal to no source value.', ko: '32자리 16진수이며 원본 값과 일대일이고 어떤 원본 값과도 같지 않아야 합니다.' },
      (given) => checkPseudonyms(release, given)),
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
  const { repeated, outside } = await engine.queryOne(
    sql`select count(*) - count(distinct row) as repeated, count(*) filter (row is null or row < 0 or row >= ${table.rows}) as outside from vault`,
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

async function checkPseudonyms({ columns }: Release, { engine, expected, vault }: RowNeeds): Promise<Outcome> {
  await vault()
  const { rows, columns: expectedColumns } = await expected()
  const pseudonyms = expectedColumns.filter((column) => column.group === 'pseudonym')
  if (pseudonyms.length === 0) return notChecked('The release holds no pseudonym', '공개본에 가명 열이 없습니다')
  const cells = columns.map((_, place) => sql`${releasedCell(place)} as ${identifier(`r${place}`)}`)
  const findings: string[] = []
  for (const column of pseudonyms) {
    const pairs = sql`select w.token, nfc_normalize(e.source) as source from
      (select v.row, x.token from (select rowid as place, * from tokens) x positional join vault v) w join (select s.row as row, ${column.cell} as source from ${rows}) e on e.row = w.row`
    await engine.run(sql`create or replace temporary table tokens as select ${releasedCell(column.place)} as token from (select ${joinSql(cells, ', ')} from released)`)
    await engine.run(sql`create or replace temporary table pairs as select distinct token, source from (${pairs})`)
    findings.push(...await findingsOf(column, engine))
  }
  return judge(findings, { measured: pseudonyms.length })
}

async function findingsOf({ name }: ExpectedColumn, engine: SqlEngine): Promise<string[]> {
  const { shapeless, shared, split, lost, unhidden } = await engine.queryOne(sql`select
      count(*) filter (token is not null and not regexp_full_match(token, ${literal('[0-9a-f]{32}')})) as shapeless,
      count(token) - count(distinct token) as shared,
      count(source) - count(distinct source) as split,
      count(*) filter ((token is null) <> (source is null)) as lost,
      (select count(*) from (select distinct token from pairs) t where exists (select 1 from pairs p where p.source = t.token)) as unhidden
    from pairs`, z.object({ shapeless: z.number(), shared: z.number(), split: z.number(), lost: z.number(), unhidden: z.number() }))
  const told: [number, string][] = [
    [shapeless, 'cells are not 32 hexadecimal digits'], [unhidden, 'cells are a value of the source'],
    [shared, 'pseudonyms stand for more than one source value'], [split, 'source values have more than one pseudonym'],
    [lost, 'pseudonyms are missing, or stand for a missing value'],
  ]
  return told.filter(([count]) => count > 0).map(([count, what]) => `data/: column "${name}": ${count} ${what}`)
}
