import { z } from 'zod'
import type { Check } from '#dam/dataset/reports.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, sql } from '#platform/engines/sql-text.ts'
import { classCell } from './check-classes.ts'
import { judge, makeCheck, type Outcome, WITHOUT_DELIVERY } from './make-check.ts'
import { type Release, releasedCell } from './open-release.ts'

/** Standard deviations from chance: once in 10^9 honest shuffles. */
const STRICT = 6
/** Neighbours that stay neighbours are 2 by chance, whatever the number of rows; 15 or more come once in 10^8. */
const MOST_NEAR = 14
/** Neighbours are looked at in the first rows of each file; a partitioned file is alike from its first row on. */
const ROWS_LOOKED_AT = 100_000

/** Check 5, the order of rows: neither the delivery's, nor by a quasi-identifier. `vault` makes the table of that name; left out, there is none. */
export async function checkOrder(release: Release, { engine, vault }: { engine: SqlEngine; vault?: () => Promise<void> }): Promise<Check[]> {
  return [
    await makeCheck({
      id: 'row-order', label: { en: 'Row order tells nothing of the delivery', ko: '행 순서는 원본 순서와 무관' },
      method: { en: `Rank correlation with the order of the delivery, rising neighbours, and neighbours that were neighbours; each within ${STRICT} standard deviations of chance.`, ko: `원본 순서와의 순위 상관, 증가하는 이웃 쌍, 원본에서도 이웃이던 쌍이 우연에서 ${STRICT} 표준편차 안인지 확인합니다.` },
      recompute: 'The publisher, with the vault: datadam run RECIPE',
      run: async () => {
        await vault?.()
        return vault ? compareOrder(release, engine) : WITHOUT_DELIVERY
      },
    }),
    await makeCheck({
      id: 'row-groups', label: { en: 'Rows are not grouped by a quasi-identifier', ko: '준식별자별로 묶인 행이 없음' },
      method: { en: `Share of neighbouring rows with the same label, in the first ${ROWS_LOOKED_AT} rows of each file, against the share which chance gives.`, ko: `파일마다 처음 ${ROWS_LOOKED_AT}행에서 이웃한 행의 범주가 같은 비율을 우연일 때의 비율과 비교합니다.` },
      recompute: "duckdb -c \"from 'data/*.parquet' limit 100\"",
      run: () => compareNeighbours(release, engine),
    }),
  ]
}

async function compareOrder({ rows }: Release, engine: SqlEngine): Promise<Outcome> {
  if (rows < 3) return judge([], { measured: rows, because: { en: 'Too few rows have an order', ko: '행이 너무 적어 순서가 없습니다' } })
  const { correlation, rising, near } = await engine.queryOne(sql`select
      coalesce(corr(place, row), 0) as correlation, count(*) filter (row > before) as rising, count(*) filter (abs(row - before) = 1) as near
    from (select rowid as place, row, lag(row) over () as before from vault)`,
  z.object({ correlation: z.number(), rising: z.number(), near: z.number() }))
  const findings: string[] = []
  if (Math.abs(correlation) > STRICT / Math.sqrt(rows - 1)) findings.push(`data/: the order of rows goes with the order of the delivery (correlation ${correlation.toFixed(3)})`)
  if (Math.abs(rising - (rows - 1) / 2) > STRICT * Math.sqrt((rows + 1) / 12)) findings.push(`data/: ${rising} of ${rows - 1} neighbouring rows rise as in the delivery, chance gives half`)
  if (near > MOST_NEAR) findings.push(`data/: ${near} neighbouring rows were neighbours in the delivery, chance gives 2`)
  return judge(findings, { rule: STRICT / Math.sqrt(rows - 1), measured: Math.abs(correlation), unit: 'score' })
}

async function compareNeighbours({ quasi, dataFiles, rows }: Release, engine: SqlEngine): Promise<Outcome> {
  if (quasi.length === 0 || rows < 3) return judge([])
  const findings: string[] = []
  const chances: number[] = []
  for (const [place] of quasi.entries()) {
    const { chance } = await engine.queryOne(sql`select coalesce(sum(share * share), 1)::double as chance from (select sum(n)::double / ${rows}::double as share from classes group by ${classCell(place)})`, z.object({ chance: z.number() }))
    chances.push(chance)
  }
  let highest = 0
  for (const { path, absolute, rows: inFile } of dataFiles) {
    const cells = quasi.map((column, place) => sql`${identifier(column.name)} as ${releasedCell(place)}`)
    const same = quasi.map((_, place) => sql`count(*) filter (place > 0 and ${releasedCell(place)} is not distinct from ${identifier(`before_${place}`)})`)
    const before = quasi.map((_, place) => sql`lag(${releasedCell(place)}) over () as ${identifier(`before_${place}`)}`)
    const taken = sql`select file_row_number as place, ${joinSql(cells, ', ')} from read_parquet(${literal(absolute)}, file_row_number = true) limit ${ROWS_LOOKED_AT}`
    const { rows: [counts = []] } = await engine.table(sql`select ${joinSql(same, ', ')} from (select *, ${joinSql(before, ', ')} from (${taken}))`)
    const pairs = Math.min(inFile, ROWS_LOOKED_AT) - 1
    quasi.forEach(({ name }, place) => {
      const chance = chances[place] ?? 1
      const share = Number(counts[place]) / Math.max(pairs, 1)
      highest = Math.max(highest, share - chance)
      if (pairs > 20 && share > chance + 0.02 + STRICT * Math.sqrt(chance * (1 - chance) / pairs)) findings.push(`${path}: rows are grouped by column "${name}": neighbours agree in ${(share * 100).toFixed(1)} % of cases, chance gives ${(chance * 100).toFixed(1)} %`)
    })
  }
  return judge(findings, { rule: 0.02, measured: Math.max(highest, 0), unit: 'share' })
}
