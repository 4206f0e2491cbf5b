import { z } from 'zod'
import type { Check } from '#dam/dataset/reports.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import type { ExpectedColumn, ExpectedValues } from './expected-values.ts'
import { judge, makeCheck, notChecked, type Outcome, WITHOUT_DELIVERY } from './make-check.ts'
import { type Release, type ReleasedColumn, releasedCell, type ToldHierarchy } from './open-release.ts'
import { isToken } from './read-recipe.ts'

/** A column tells rows apart from this share of distinct values on, in more rows than this. */
const UNIQUE = { share: 0.99, rows: 50 } as const
/** A column repeats another when it foretells this share of its values, and takes away this part of the guessing that the commonest value leaves. */
const COPY = { strength: 0.95, lift: 0.8, support: 30 } as const
/** Pairs of columns are looked at on about so many rows; counting all would tell no more. */
const ROWS_LOOKED_AT = 200_000
/** A column with fewer values than this has enough rows of each among those. */
const FEW_VALUES = 5_000

/** Check 4: no column beside the quasi-identifiers undoes them. `expected` is left out without the delivery. */
export async function checkColumns(release: Release, { engine, expected }: { engine: SqlEngine; expected?: () => Promise<ExpectedValues> }): Promise<Check[]> {
  const others = release.columns.map((column, place) => ({ ...column, place })).filter(({ place }) => release.quasi.every((quasi) => quasi.place !== place))
  return [
    await makeCheck({
      id: 'unique-columns', label: { en: 'Columns that tell rows apart', ko: '행을 구별하는 열' },
      method: { en: `Distinct values of each column outside the quasi-identifiers; from ${UNIQUE.share * 100} % of more than ${UNIQUE.rows} rows on, a plain column fails unless the recipe accepts the risk.`, ko: `준식별자가 아닌 열마다 서로 다른 값을 세며, ${UNIQUE.rows}행이 넘고 ${UNIQUE.share * 100} % 이상 다르면 레시피가 위험을 받아들이지 않은 한 실패입니다.` },
      recompute: "duckdb -c \"summarize select * from 'data/*.parquet'\"",
      run: () => uniqueColumns(release, others, engine),
    }),
    await makeCheck({
      id: 'near-copies', label: { en: 'Columns that repeat a generalised one', ko: '일반화한 열을 되풀이하는 열' },
      method: { en: `For each released column and each generalised quasi-identifier: how often two rows with the same value of the one had the same original value of the other, on ${ROWS_LOOKED_AT} rows or all. Fails from ${COPY.strength} on.`, ko: `공개된 열과 일반화한 준식별자마다, 앞의 값이 같은 행들이 뒤의 원래 값도 같은 비율을 최대 ${ROWS_LOOKED_AT}행에서 잽니다. ${COPY.strength} 이상이면 실패입니다.` },
      recompute: 'The publisher, with the delivery: datadam run RECIPE',
      run: async () => (expected ? nearCopies(release, await expected(), engine) : WITHOUT_DELIVERY),
    }),
  ]
}

async function uniqueColumns({ rows }: Release, others: readonly (ReleasedColumn & { place: number })[], engine: SqlEngine): Promise<Outcome> {
  if (others.length === 0) return judge([])
  if (rows <= UNIQUE.rows) return notChecked(`${rows} rows are too few to tell`, `${rows}행은 판단하기에 너무 적습니다`)
  const estimates = others.map(({ place }) => sql`approx_count_distinct(${releasedCell(place)})`)
  const { rows: [estimated = []] } = await engine.table(sql`select ${joinSql(estimates, ', ')} from released`)
  const findings: string[] = []
  const notes: string[] = []
  let highest = 0
  for (const [index, { name, place, promise }] of others.entries()) {
    if (Number(estimated[index]) < rows * 0.8) continue
    const { distinct } = await engine.queryOne(sql`select count(distinct ${releasedCell(place)}) as distinct from released`, z.object({ distinct: z.number() }))
    highest = Math.max(highest, distinct / rows)
    if (distinct < UNIQUE.share * rows) continue
    const said = `data/: column "${name}" tells ${distinct} of ${rows} rows apart`
    if (promise?.acceptRisk !== undefined) notes.push(`${said}; accepted: ${promise.acceptRisk}`)
    else if (promise?.role === 'sensitive') notes.push(`${said}; it is sensitive, and stands as it is`)
    else if (promise?.steps.some(isToken)) notes.push(`${said}; it is a pseudonym`)
    else if (promise?.steps.some((step) => step.kind === 'noise' || step.kind === 'shuffle')) notes.push(`${said}; they are not its own values`)
    else findings.push(`${said}; drop, round or generalise it, or give a reason in accept-risk`)
  }
  return withNotes(findings, notes, { rule: UNIQUE.share, measured: highest, unit: 'share' })
}

function withNotes(findings: readonly string[], notes: readonly string[], shown: Omit<Outcome, 'verdict'>): Outcome {
  const outcome = judge(findings, shown)
  if (findings.length > 0 || notes.length === 0) return { ...outcome, findings: [...findings, ...notes] }
  return { ...outcome, verdict: 'noted', findings: notes, because: { en: notes.join('. '), ko: `참고로 적은 열이 ${notes.length}개 있습니다: ${notes.join('. ')}` } }
}

async function nearCopies({ columns, quasi }: Release, expected: ExpectedValues, engine: SqlEngine): Promise<Outcome> {
  const generalised = expected.columns.filter((column) => column.quasi && isGeneralised(column.quasi.told))
  const others = expected.columns.filter((column) => column.group === 'rest' && quasi.every(({ place }) => place !== column.place))
  const findings: string[] = []
  const notes: string[] = []
  let highest = 0
  if (generalised.length === 0 || others.length === 0) return judge([], { rule: COPY.strength, measured: 0, unit: 'share' })
  const estimates = others.map((column) => sql`approx_count_distinct(${column.cell})`)
  const { rows: [[all = 0, ...values] = []] } = await engine.table(sql`select count(*), ${joinSql(estimates, ', ')} from ${expected.rows}`)
  const step = Math.ceil(Number(all) / ROWS_LOOKED_AT)
  const few = others.filter((_, place) => step === 1 || Number(values[place]) < FEW_VALUES)
  let sampled: readonly ExpectedColumn[] = []
  for (const column of [...few, ...others.filter((one) => !few.includes(one))]) {
    const own = few.includes(column) ? few : [column]
    if (own !== sampled) await takeRows(own, generalised, { expected, step, whole: own !== few }, engine)
    sampled = own
    for (const [index, target] of generalised.entries()) {
      const strength = await foretells({ column: own.indexOf(column), target: index }, engine)
      highest = Math.max(highest, strength)
      if (strength < COPY.strength) continue
      const said = `data/: column "${column.name}" foretells ${(strength * 100).toFixed(1)} % of the original values of "${target.name}", which was generalised`
      const reason = columns[column.place]?.promise?.acceptRisk
      if (reason === undefined) findings.push(`${said}; drop it, make it a quasi-identifier, or give a reason in accept-risk`)
      else notes.push(`${said}; accepted: ${reason}`)
    }
  }
  return withNotes(findings, notes, { rule: COPY.strength, measured: highest, unit: 'share' })
}

function isGeneralised({ level, labels }: ToldHierarchy): boolean {
  return level === null ? labels.some((label) => label.level > 0) : level > 0
}

/**
 * Takes about `ROWS_LOOKED_AT` rows into the table `pair_rows`: the columns as c0, c1, …, the leaves of the
 * quasi-identifiers as g0, g1, …. By row, or `whole` values of the first column at a time, so that rows with the
 * same value stay together.
 */
async function takeRows(columns: readonly ExpectedColumn[], generalised: readonly ExpectedColumn[], { expected, step, whole }: { expected: ExpectedValues; step: number; whole: boolean }, engine: SqlEngine): Promise<void> {
  const by = whole ? columns[0]?.cell ?? sql`s.row` : sql`s.row`
  const cells = columns.map((column, place) => sql`${column.cell} as ${pairCell('c', place)}`)
  const leaves = generalised.map((target, place) => sql`${target.leaf} as ${pairCell('g', place)}`)
  await engine.run(sql`create or replace temporary table pair_rows as select ${joinSql([...cells, ...leaves], ', ')} from ${expected.rows} where ${step === 1 ? sql`true` : sql`hash(${by}) % ${literal(step)} = 0`}`)
}

function pairCell(kind: 'c' | 'g', place: number): Sql {
  return identifier(`${kind}${place}`)
}

/** Leave-one-out: a value that occurs once foretells nothing. 0 where too few rows share a value, or guessing does nearly as well. */
async function foretells({ column, target }: { column: number; target: number }, engine: SqlEngine): Promise<number> {
  const [c, g] = [pairCell('c', column), pairCell('g', target)]
  const { hits, tries, commonest } = await engine.queryOne(sql`
    with cells as (select ${c} as c, ${g} as g, count(*) as n from pair_rows where ${c} is not null group by all),
    best as (select c, max(n) as most, sum(n) as n from cells group by c having sum(n) > 1)
    select coalesce(sum(most - 1), 0)::double as hits, coalesce(sum(n - 1), 0)::double as tries,
      (select max(n) from (select sum(n)::double as n from cells group by g)) / (select sum(n)::double from cells) as commonest from best`,
  z.object({ hits: z.number(), tries: z.number(), commonest: z.number().nullable() }))
  if (tries < COPY.support) return 0
  const strength = hits / tries
  const base = commonest ?? 1
  return base < 1 && (strength - base) / (1 - base) >= COPY.lift ? strength : 0
}
