import { z } from 'zod'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { alignColumn } from './align-column.ts'
import type { ExpectedColumn } from './expected-values.ts'
import { judge, notChecked, type Outcome } from './make-check.ts'
import type { RowNeeds } from './row-needs.ts'
import type { Step } from './read-recipe.ts'

/** Rows from which on the assignment, or the size of the noise, can be judged. */
const ENOUGH = { shuffled: 20, noisy: 200 } as const
/** Standard deviations from chance: once in 10^9 honest shuffles; and matches that small tables have by chance beside. */
const STRICT = { deviations: 6, beside: 3 } as const
/** Of so many orders of the values (as a natural logarithm, 10^5), chance does not pick the delivered one. */
const MANY_ORDERS = 11.5
/** Mean distance from the source, by the one that the scale makes. */
const NOISE_SIZE = { least: 0.5, most: 2 } as const
const TOLERANCE = 1e-9

/** Whether columns whose cells do not follow from their rows alone hold what was promised of them as a whole. */
export async function checkDisturbed({ engine, expected, vault }: Pick<RowNeeds, 'engine' | 'expected' | 'vault'>): Promise<Outcome> {
  await vault()
  const { rows, columns } = await expected()
  const disturbed = columns.flatMap((column) => (column.disturbance ? [{ column, step: column.disturbance }] : []))
  if (disturbed.length === 0) return notChecked('The release holds no shuffled, averaged or noisy column', '공개본에 섞기, 평균, 잡음 처리한 열이 없습니다')
  const findings: string[] = []
  for (const { column, step } of disturbed) {
    await alignColumn(column, { rows, there: column.cell }, { engine })
    const found = await findingsOf(step, engine)
    findings.push(...found.map((finding) => `data/: column "${column.name}": ${finding}`))
  }
  return judge(findings, { measured: disturbed.length })
}

async function findingsOf(step: NonNullable<ExpectedColumn['disturbance']>, engine: SqlEngine): Promise<string[]> {
  switch (step.kind) {
    case 'shuffle': return findShuffled(engine)
    case 'noise': return [...await findLost(engine), ...await findNoise(step, engine)]
    case 'microaggregate': return [...await findLost(engine), ...await findAveraged(step.k, engine)]
    default: return [`is disturbed by ${step.kind}, which this verifier does not know`]
  }
}

async function findLost(engine: SqlEngine): Promise<string[]> {
  const { lost } = await engine.queryOne(sql`select count(*) filter ((here is null) <> (there is null)) as lost from aligned`, z.object({ lost: z.number() }))
  return lost > 0 ? [`${lost} cells are missing where the source is not, or the other way round`] : []
}

async function findShuffled(engine: SqlEngine): Promise<string[]> {
  const { strays } = await engine.queryOne(sql`select count(*) as strays from (select here as value, count(*) as n from aligned group by here) h
      full join (select there as value, count(*) as n from aligned group by there) t on h.value is not distinct from t.value where h.n is distinct from t.n`, z.object({ strays: z.number() }))
  const findings = strays > 0 ? [`${strays} values do not occur as often as in the source`] : []
  // Of a random order: the matches to expect, their deviation, and how many orders there are.
  const { rows, values, matches, squares, cubes, orders } = await engine.queryOne(sql`select sum(n)::double as rows, count(*) as values, (select count(*) from aligned where here is not distinct from there) as matches,
      sum(n::double * n)::double as squares, sum(n::double * n * n)::double as cubes, lgamma(sum(n)::double + 1) - sum(lgamma(n::double + 1)) as orders
    from (select count(*) as n from aligned group by there)`, z.object({ rows: z.number().nullable(), values: z.number(), matches: z.number(), squares: z.number().nullable(), cubes: z.number().nullable(), orders: z.number().nullable() }))
  if (rows === null || squares === null || cubes === null || rows < ENOUGH.shuffled || values < 2) return findings
  const [share, cube] = [squares / rows ** 2, cubes / rows ** 3]
  const deviation = Math.sqrt(Math.max(0, rows ** 2 * (share - 2 * cube + share ** 2) / (rows - 1)))
  const isKept = matches === rows && (orders ?? 0) > MANY_ORDERS
  if (isKept || matches > rows * share + STRICT.deviations * deviation + STRICT.beside) findings.push(`${matches} of ${rows} rows have their own value; chance gives ${Math.round(rows * share)}`)
  return findings
}

async function findNoise({ scale, deviation }: Extract<Step, { kind: 'noise' }>, engine: SqlEngine): Promise<string[]> {
  const grid = 2 ** Math.floor(Math.log2(scale / 1024))
  const { type } = await engine.queryOne(sql`select typeof(here) as type from aligned limit 1`, z.object({ type: z.string() }))
  const isWhole = type === 'BIGINT'
  const size = isWhole ? Math.max(grid, 1) : grid
  const { rows, off, distance, same } = await engine.queryOne(sql`select count(*) as rows, count(*) filter (here::double / ${literal(size)}::double <> round(here::double / ${literal(size)}::double)) as off,
      coalesce(avg(abs(here::double - there::double)), 0)::double as distance, count(*) filter (here::double = there::double) as same
    from aligned where here is not null and there is not null`, z.object({ rows: z.number(), off: z.number(), distance: z.number(), same: z.number() }))
  const findings: string[] = []
  if (off > 0) findings.push(`${off} cells are not multiples of ${size}, the grid of its noise`)
  // Noise far below the grid of whole numbers is rounded away, as promised.
  if (rows >= ENOUGH.noisy && scale >= size && (distance < NOISE_SIZE.least * deviation || distance > NOISE_SIZE.most * deviation)) {
    findings.push(`its cells lie ${distance.toPrecision(3)} from the source on average (${same} of ${rows} not at all); noise of scale ${scale} makes it ${deviation.toPrecision(3)}`)
  }
  return findings
}

async function findAveraged(k: number, engine: SqlEngine): Promise<string[]> {
  await engine.run(sql`create or replace temporary table averaged as select here::double as here, count(*) as n, avg(there::double) as mean, min(there::double) as least, max(there::double) as most from aligned where here is not null and there is not null group by here`)
  const { small, off, mixed } = await engine.queryOne(sql`select count(*) filter (n < ${literal(k)}) as small,
      count(*) filter (not abs(here - mean) <= ${TOLERANCE}::double * greatest(abs(least), abs(most), abs(mean))) as off, count(*) filter (before > least) as mixed
    from (select *, max(most) over (order by here rows between unbounded preceding and 1 preceding) as before from averaged)`, z.object({ small: z.number(), off: z.number(), mixed: z.number() }))
  const findings: string[] = []
  if (small > 0) findings.push(`${small} values stand for fewer than ${k} rows`)
  if (off > 0) findings.push(`${off} values are not the mean of their rows in the source`)
  if (mixed > 0) findings.push(`${mixed} groups are not of neighbours: another group's values lie among theirs`)
  return findings
}
