import { z } from 'zod'
import { identifier, joinSql, literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import { type ClassNeeds, personRows } from './count-persons.ts'
import { type Release, releasedCell, suppressedRow } from './open-release.ts'

/**
 * Counts the values of one released column in every class, in rows or in persons with the value: the tables
 * `value_ids` (`value`, `id` from 1 in the order of the values, the missing one first, `q`, its share of all rows), and
 * `class_values` (`class`, `id`, `n`, `p`, its share of the class), suppressed rows left out of the second.
 *
 * False when persons are to be counted and nobody here can tell them apart.
 */
export async function layValues(release: Release, place: number, needs: Pick<ClassNeeds, 'request' | 'engine' | 'placed'>): Promise<boolean> {
  const { engine } = needs
  const { quasi, promises } = release
  if (promises.person === undefined) {
    const cells = quasi.map((column) => releasedCell(column.place))
    await engine.run(sql`create or replace temporary table raw_values as select hash(${joinSql(cells, ', ')}) as class, ${suppressedRow(quasi, cells)} as suppressed, ${releasedCell(place)} as value, count(*) as n from released group by all`)
    await engine.run(sql`create or replace temporary table value_counts as select value, sum(n)::bigint as n from raw_values group by value`)
  } else {
    const rows = await personRows(release, [place], needs)
    if (!rows) return false
    await engine.run(sql`create or replace temporary table person_pairs as select distinct class, suppressed, person, v0 as value from (${rows})`)
    await engine.run(sql`create or replace temporary table raw_values as select class, suppressed, value, count(*) as n from person_pairs group by all`)
    await engine.run(sql`create or replace temporary table value_counts as select value, count(*) as n from (select distinct person, value from person_pairs) group by value`)
    await engine.run(sql`drop table person_pairs`)
  }
  await engine.run(sql`create or replace temporary table value_ids as select value, row_number() over (order by value nulls first) as id, n::double / (select sum(n)::double from value_counts) as q from value_counts`)
  const numbered = sql`select r.class, i.id, r.n from raw_values r join value_ids i on i.value is not distinct from r.value where not r.suppressed`
  await engine.run(sql`create or replace temporary table class_counts as ${numbered}`)
  await engine.run(sql`create or replace temporary table class_values as select c.class, c.id, c.n, c.n::double / t.total as p from class_counts c join (select class, sum(n)::double as total from class_counts group by class) t on t.class = c.class`)
  await engine.run(sql`drop table raw_values`)
  await engine.run(sql`drop table class_counts`)
  return true
}

/** The worst class of some, by a statement with a `measure` for each; how many there are, and how many break the rule. Null where there is none. */
export async function worstOf(measures: Sql, { isBetter, breaks }: { isBetter: 'larger' | 'smaller'; breaks: Sql }, { engine }: Pick<ClassNeeds, 'engine'>): Promise<Worst> {
  const worst = isBetter === 'larger' ? sql`min(measure)` : sql`max(measure)`
  return engine.queryOne(sql`select ${worst}::double as worst, count(*) as classes, count(*) filter (${breaks}) as breaking from (${measures})`, z.object({ worst: z.unknown().transform((value) => (value === null ? null : Number(value))), classes: z.number(), breaking: z.number() }))
}

/** What one model measures of the worst class. */
export interface Worst { readonly worst: number | null; readonly classes: number; readonly breaking: number }

/** The label of a value on a level of its column's hierarchy, of the table that `layTree` makes. */
export function nodeCell(level: number): Sql {
  return identifier(`n${level}`)
}

/**
 * How far the values of each class lie from those of the whole table, over a tree: `class`, `measure`.
 *
 * Values and labels that a class does not hold have no surplus, so only those it holds are looked at: of a node with
 * surpluses `pos`, the deficits are what is left of its own difference. Needs `class_values` and `value_nodes`.
 */
export function hierarchicalMeasures(height: number): Sql {
  const costs = Array.from({ length: height }, (_, place) => {
    const [child, node] = [nodeCell(place), nodeCell(place + 1)]
    const children = sql`select v.class, t.${child} as child, any_value(t.${node}) as node, sum(v.p) as p from class_values v join value_nodes t on t.id = v.id group by 1, 2`
    const nodes = sql`select c.class, c.node, sum(greatest(c.p - s.q, 0)) as pos, sum(c.p) as p from (${children}) c join (select ${child} as child, sum(q) as q from value_nodes group by 1) s on s.child = c.child group by 1, 2`
    return sql`select n.class, greatest(0, least(n.pos, n.pos - n.p + s.q)) * ${literal(place + 1)}::double / ${literal(height)}::double as cost from (${nodes}) n join (select ${node} as node, sum(q) as q from value_nodes group by 1) s on s.node = n.node`
  })
  return sql`select class, sum(cost) as measure from (${joinSql(costs, ' union all ')}) group by class`
}
