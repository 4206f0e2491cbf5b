import { join } from 'node:path'
import { z } from 'zod'
import type { Check } from '#dam/dataset/reports.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import { favourableCell } from './favourable-cell.ts'
import { judge, makeCheck, notChecked, type Outcome } from './make-check.ts'
import { type DataFile, type Release, releasedCell } from './open-release.ts'
import { readJson } from './read-json.ts'
import type { PromisedFairness } from './read-privacy.ts'

const TOLERANCE = 1e-9
/** What the audit asks for: rows that are not there yet. */
const TO_COLLECT = /^\.collection\[\d+\]\.(?:representation|label)$/

/** Checks of what a release with fairness carries beside its data: the audit's small cells and the weights. */
export async function checkFairness(release: Release, { engine }: { engine: SqlEngine }): Promise<Check[]> {
  const { fairness } = release.promises
  return [
    await makeCheck({
      id: 'small-cells', label: { en: 'No small cell in the audit', ko: '감사 보고에 작은 칸이 없음' },
      method: { en: 'Every count of rows (`rows`, `of`) in reports/fairness.json is 0, or at least the k of the recipe; rows that are still to be collected are nobody, and not counted.', ko: 'reports/fairness.json의 모든 행 수(`rows`, `of`)가 0이거나 레시피의 k 이상인지 확인합니다. 앞으로 모아야 할 행은 아직 아무도 아니므로 세지 않습니다.' },
      recompute: "jq '.. | objects | .rows, .of' reports/fairness.json",
      run: async () => (fairness ? findSmallCells(release) : notChecked('The recipe asks for no audit of fairness', '레시피가 공정성 감사를 요청하지 않았습니다')),
    }),
    await makeCheck({
      id: 'weights', label: { en: 'Weights', ko: '가중치' },
      method: { en: 'P(group) · P(label) / P(group, label) of every row, recounted from the released cells of label and groups, over the rows that have a label; 0 where it is missing. Row by row beside the data files.', ko: '라벨이 있는 행에서 공개된 라벨과 집단 칸으로 행마다 P(집단)·P(라벨)/P(집단, 라벨)을 다시 계산해 비교합니다. 라벨이 없으면 0입니다.' },
      recompute: "duckdb -c \"from 'weights/*.parquet'\"",
      run: async () => (fairness?.weights ? checkWeights(release, fairness, engine) : notChecked('The recipe asks for no weights', '레시피가 가중치를 요청하지 않았습니다')),
    }),
  ]
}

async function findSmallCells({ folder, promises: { k } }: Release): Promise<Outcome> {
  const report = await readJson(folder, 'reports/fairness.json', z.unknown())
  const findings: string[] = []
  const counts: number[] = []
  const walk = (node: unknown, path: string): void => {
    if (Array.isArray(node)) { node.forEach((item, place) => { walk(item, `${path}[${place}]`) }); return }
    if (typeof node !== 'object' || node === null) return
    for (const [name, value] of Object.entries(node)) {
      if ((name === 'rows' || name === 'of') && typeof value === 'number') {
        counts.push(value)
        if (value > 0 && k !== undefined && value < k) findings.push(`reports/fairness.json: ${path || 'the whole'} tells of ${value} rows, fewer than ${k}`)
      } else if (!TO_COLLECT.test(`${path}.${name}`)) {
        // A field may be named for a value out of the data.
        walk(value, /^[A-Za-z-]{1,40}$/.test(name) ? `${path}.${name}` : `${path}[…]`)
      }
    }
  }
  walk(report, '')
  const least = counts.filter((count) => count > 0).toSorted((one, other) => one - other)[0]
  return judge(findings, { rule: k ?? null, measured: least ?? null })
}

async function checkWeights(release: Release, fairness: PromisedFairness, engine: SqlEngine): Promise<Outcome> {
  const { columns, dataFiles } = release
  const places = [fairness.label, ...fairness.groups].map((name) => columns.findIndex((column) => column.name === name))
  const missing = [fairness.label, ...fairness.groups].filter((_, index) => (places[index] ?? -1) < 0)
  if (missing.length > 0) return judge(missing.map((name) => `data/: column "${name}", of which weights are promised, is not released`))
  const [label = 0, ...groups] = places
  const outcome = favourableCell(releasedCell(label), columns[label]?.type ?? '', fairness.favourable)
  const cells = groups.map((place, index) => sql`${releasedCell(place)} as ${groupCell(index)}`)
  await engine.run(sql`create or replace temporary table weight_counts as select ${joinSql(cells, ', ')}, ${outcome} as outcome, count(*)::double as n from released group by all`)
  const named = groups.map((_, index) => groupCell(index))
  const same = named.map((cell) => sql`w.${cell} is not distinct from g.${cell}`)
  await engine.run(sql`create or replace temporary table expected_weights as
    select w.*, case when w.outcome is null then 0 else g.n * o.n / (w.n * (select sum(n) from weight_counts where outcome is not null)) end as weight
    from weight_counts w join (select ${joinSql(named, ', ')}, sum(n) filter (outcome is not null) as n from weight_counts group by ${joinSql(named, ', ')}) g on ${joinSql(same, ' and ')}
    left join (select outcome, sum(n) as n from weight_counts where outcome is not null group by outcome) o on o.outcome = w.outcome`)
  const findings: string[] = []
  for (const file of dataFiles) findings.push(...await compareFile(release, file, { fairness, outcome, groups }, engine))
  return judge(findings, { measured: dataFiles.length })
}

async function compareFile({ folder, columns }: Release, { path, absolute, rows }: DataFile, { fairness, outcome, groups }: { fairness: PromisedFairness; outcome: Sql; groups: readonly number[] }, engine: SqlEngine): Promise<string[]> {
  const own = path.replace(/^data\//, 'weights/')
  const file = literal(join(folder, own))
  const described = await engine.query(sql`select column_name as name, column_type as type from (describe select * from read_parquet(${file}))`, z.object({ name: z.string(), type: z.string() })).catch(() => [])
  if (described.length !== 1 || described[0]?.name !== 'weight' || described[0].type !== 'DOUBLE') return [`${own}: should hold one column "weight" of DOUBLE`]
  const { many } = await engine.queryOne(sql`select num_rows as many from parquet_file_metadata(${file})`, z.object({ many: z.number() }))
  if (many !== rows) return [`${own}: ${many} rows, ${path} has ${rows}`]
  const released = columns.map(({ name }, place) => ({ name, place })).filter(({ name, place }) => groups.includes(place) || name === fairness.label)
  const read = released.map(({ name, place }) => sql`${identifier(name)} as ${releasedCell(place)}`)
  const cells = groups.map((place, index) => sql`${releasedCell(place)} as ${groupCell(index)}`)
  await engine.run(sql`create or replace temporary table weighted as select ${joinSql(cells, ', ')}, ${outcome} as outcome, x.weight as weight
    from (select ${joinSql(read, ', ')} from read_parquet(${literal(absolute)})) d positional join (select weight from read_parquet(${file})) x`)
  const same = groups.map((_, index) => sql`e.${groupCell(index)} is not distinct from w.${groupCell(index)}`)
  const { strays, first } = await engine.queryOne(sql`select count(*) as strays, min(w.place) as first from (select rowid as place, * from weighted) w
    left join expected_weights e on ${joinSql([...same, sql`e.outcome is not distinct from w.outcome`], ' and ')}
    where w.weight is null or not abs(w.weight - e.weight) <= ${TOLERANCE}::double * greatest(1, e.weight)`, z.object({ strays: z.number(), first: z.number().nullable() }))
  return strays > 0 ? [`${own}: row ${(first ?? 0) + 1}: the weight does not follow from the released cells of its row${strays > 1 ? `; so in ${strays} rows` : ''}`] : []
}

function groupCell(place: number): Sql {
  return identifier(`g${place}`)
}
