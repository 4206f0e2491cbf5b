import { z } from 'zod'
import type { Check } from '#dam/dataset/reports.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { joinSql, type Sql, sql } from '#platform/engines/sql-text.ts'
import { classCell } from './check-classes.ts'
import type { ExpectedColumn, ExpectedValues } from './expected-values.ts'
import { judge, makeCheck, notChecked, type Outcome } from './make-check.ts'
import { isLocal, type Release, releasedCell } from './open-release.ts'
import { printOf } from './place-rows.ts'

/**
 * Check 3 for someone who holds the source but not the vault: nobody can tell which row became which, so the
 * release and the delivery are compared as counts, class by class and column by column. Needs the table `classes`.
 */
export async function matchSource(release: Release, { engine, expected, boxes, salt }: { engine: SqlEngine; expected: () => Promise<ExpectedValues>; boxes: () => Promise<boolean>; salt: string }): Promise<Check[]> {
  return [
    await makeCheck({
      id: 'source-classes', label: { en: 'Classes follow from the source', ko: '동질집합은 원본에서 나옴' },
      method: { en: 'Source rows generalised to the recorded levels and counted by class: each released class must be there with as many rows (at most as many, where a sample was drawn or rows have levels of their own). Without the vault single rows cannot be matched.', ko: '원본 행을 기록된 수준으로 일반화하여 집합마다 세고, 공개된 집합의 행 수와 같은지(표본이거나 지역 재부호화이면 그 이하인지) 확인합니다. 금고 없이는 행 하나하나를 맞출 수 없습니다.' },
      recompute: 'datadam verify . --source FILE',
      run: async () => (release.quasi.length === 0
        ? notChecked('There is no quasi-identifier', '준식별자가 없습니다')
        : isLocal(release) ? boxesNotInSource(release, { engine, boxes, salt }) : judge(await classesNotInSource(release, await expected(), engine))),
    }),
    await makeCheck({
      id: 'source-values', label: { en: 'Values follow from the source', ko: '값은 원본에서 나옴' },
      method: { en: 'For each column outside the quasi-identifiers: every released value is made of a source value by the recipe, as often (at most as often, where a sample was drawn). Pseudonyms are counted, not recomputed.', ko: '준식별자가 아닌 열마다 공개된 값이 레시피에 따라 원본 값에서 같은 횟수(표본이면 그 이하)로 나오는지 확인합니다. 가명은 빈도만 비교합니다.' },
      recompute: 'datadam verify . --source FILE',
      run: async () => {
        const findings: string[] = []
        const values = await expected()
        for (const column of values.columns) if (column.group !== 'quasi' && !isMadeUp(column)) findings.push(...await valuesNotInSource(release, column, values.rows, engine))
        const left = [...values.left, ...values.columns.filter(isMadeUp).map(({ name }) => name)]
        const named = left.map((name) => `"${name}"`).join(', ')
        return judge(findings, left.length === 0 ? {} : { because: { en: `Not compared, because their hierarchies are not in the release, or because they hold noise or means: ${named}`, ko: `일반화 계층이 공개본에 없거나 잡음 또는 평균이어서 비교하지 못한 열: ${named}` } })
      },
    }),
  ]
}

async function classesNotInSource({ promises }: Release, { rows, columns }: ExpectedValues, engine: SqlEngine): Promise<string[]> {
  const quasi = columns.filter((column) => column.group === 'quasi')
  const cells = quasi.map((column, place) => sql`${column.cell} as ${classCell(place)}`)
  const same = quasi.map((_, place) => sql`e.${classCell(place)} is not distinct from c.${classCell(place)}`)
  const isWrong = promises.sample ? sql`c.n > e.n` : sql`c.n <> e.n`
  const { strays } = await engine.queryOne(
    sql`select count(*) as strays from (select * from classes where not suppressed) c left join (select ${joinSql(cells, ', ')}, count(*) as n from ${rows} group by all) e on ${joinSql(same, ' and ')} where e.n is null or ${isWrong}`,
    z.object({ strays: z.number() }),
  )
  return strays > 0 ? [`data/: ${strays} classes do not follow from the source at the recorded levels (columns ${quasi.map(({ name }) => `"${name}"`).join(', ')})`] : []
}

async function boxesNotInSource({ quasi }: Release, { engine, boxes, salt }: { engine: SqlEngine; boxes: () => Promise<boolean>; salt: string }): Promise<Outcome> {
  if (!await boxes()) return notChecked('The combinations are too many to be counted for every class', '조합이 너무 많아 동질집합마다 셀 수 없습니다')
  const print = printOf(quasi.map((_, place) => sql`c.${classCell(place)}`), salt)
  const { strays } = await engine.queryOne(sql`select count(*) as strays from classes c left join boxes b on b.print = ${print} where not c.suppressed and (b.n is null or c.n > b.n)`, z.object({ strays: z.number() }))
  return judge(strays > 0 ? [`data/: ${strays} classes hold more rows than lie under their labels in the source (columns ${quasi.map(({ name }) => `"${name}"`).join(', ')})`] : [])
}

/** Whether a column's released values are none of the source. */
function isMadeUp({ disturbance }: ExpectedColumn): boolean {
  return disturbance?.kind === 'noise' || disturbance?.kind === 'microaggregate'
}

async function valuesNotInSource({ promises }: Release, column: ExpectedColumn, rows: Sql, engine: SqlEngine): Promise<string[]> {
  const released = column.group === 'pseudonym' ? sql`count(*)` : column.comparable(releasedCell(column.place))
  const source = column.group === 'pseudonym' ? sql`count(*)` : column.comparable(column.cell)
  const counted = column.group === 'pseudonym'
    ? { here: sql`select n as value, count(*) as n from (select count(*) as n from released group by ${releasedCell(column.place)}) group by n`, there: sql`select n as value, count(*) as n from (select count(*) as n from ${rows} group by nfc_normalize(${column.cell})) group by n` }
    : { here: sql`select ${released} as value, count(*) as n from released group by 1`, there: sql`select ${source} as value, count(*) as n from ${rows} group by 1` }
  if (column.group === 'pseudonym' && promises.sample) return []
  const isWrong = promises.sample ? sql`h.n > t.n` : sql`h.n <> t.n`
  const { strays } = await engine.queryOne(
    sql`select count(*) as strays from (${counted.here}) h left join (${counted.there}) t on h.value is not distinct from t.value where t.n is null or ${isWrong}`,
    z.object({ strays: z.number() }),
  )
  return strays > 0 ? [`data/: column "${column.name}": ${strays} values do not occur in the treated source as often`] : []
}
