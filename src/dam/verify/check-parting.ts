import { z } from 'zod'
import type { Check } from '#dam/dataset/reports.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import { classCell } from './check-classes.ts'
import type { ExpectedColumn, ExpectedValues } from './expected-values.ts'
import { levelCell } from './hierarchy-formulas.ts'
import { judge, makeCheck, notChecked, type Outcome, WITHOUT_DELIVERY } from './make-check.ts'
import type { Release } from './open-release.ts'
import { type LabelTree, partDomain } from './part-domain.ts'
import type { RebuiltHierarchy } from './rebuild-hierarchy.ts'

/** Check 5 of a strict recoding: the classes part the domain, so that no row could be in two. Needs the table `classes`. */
export async function checkParting(release: Release, { engine, expected }: { engine: SqlEngine; expected?: () => Promise<ExpectedValues> }): Promise<Check[]> {
  return [await makeCheck({
    id: 'parting', label: { en: 'Classes part the domain', ko: '동질집합은 정의역을 나눔' },
    method: { en: 'The released classes are split again, from the whole domain down: at every step some column has each class within one of its narrower labels, until every class is alone.', ko: '공개된 동질집합을 전체 정의역에서부터 다시 나누어, 단계마다 어떤 열에서 모든 집합이 좁은 범주 하나씩에 들고 끝내 집합마다 홀로 남는지 확인합니다.' },
    recompute: 'datadam verify . --source FILE',
    run: async () => {
      if (release.promises.recoding !== 'strict-local') return notChecked('Only a strict local recoding promises it; a global one cannot do otherwise', '엄격 지역 재부호화만의 약속입니다')
      if (release.quasi.length === 0) return notChecked('There is no quasi-identifier', '준식별자가 없습니다')
      return expected ? partClasses(await expected(), engine) : WITHOUT_DELIVERY
    },
  })]
}

async function partClasses({ columns }: ExpectedValues, engine: SqlEngine): Promise<Outcome> {
  const quasi = columns.filter((column) => column.group === 'quasi')
  const findings: string[] = []
  const trees: LabelTree[] = []
  for (const [place, column] of quasi.entries()) {
    const { tree, crooked } = await readTree(place, column, engine)
    if (crooked > 0) findings.push(`hierarchies: column "${column.name}": ${crooked} released labels lead upward to more than one label, or to none`)
    trees.push(tree)
  }
  if (findings.length > 0) return judge(findings)
  const codes = await readCodes(quasi, engine)
  const stuck = partDomain(codes, trees)
  const names = quasi.map(({ name }) => `"${name}"`).join(', ')
  const sizes = await sizesOf(stuck.flat(), engine)
  for (const pair of stuck) findings.push(`data/: two classes, of ${pair.map((place) => sizes.get(place) ?? 0).join(' and ')} rows, are not told apart by any of the columns ${names}: one lies within the other, or they cannot come of splits`)
  return judge(findings, { rule: 0, measured: stuck.length })
}

/** Numbers the released labels and every label above them into the table `label_codes_<place>` (`label`, `code`); `*` is 0. */
async function readTree(place: number, { rebuilt }: ExpectedColumn, engine: SqlEngine): Promise<{ tree: LabelTree; crooked: number }> {
  if (!rebuilt) throw new Error('A quasi-identifier has its hierarchy')
  const { ways, crooked } = await readWays(place, rebuilt, engine)
  const codes = new Map<string | null, number>([['*', 0]])
  const parents: number[] = [0]
  for (const way of ways) {
    let parent = 0
    for (const label of way.toReversed()) {
      let code = codes.get(label)
      if (code === undefined) { code = parents.length; codes.set(label, code); parents.push(parent) }
      parent = code
    }
  }
  const depths = new Uint8Array(parents.length)
  parents.forEach((parent, code) => { if (code > 0) depths[code] = (depths[parent] ?? 0) + 1 })
  const deepest = depths.reduce((most, depth) => Math.max(most, depth), 0)
  const all = new Int32Array(parents.length * (deepest + 1))
  for (let code = 0; code < parents.length; code++) for (let one = code, depth = depths[code] ?? 0; depth > 0; depth--) { all[code * (deepest + 1) + depth] = one; one = parents[one] ?? 0 }
  await engine.load(codeTable(place), [{ name: 'label', type: 'text', values: Array.from(codes.keys()) }, { name: 'code', type: 'integer', values: Array.from(codes.values()) }])
  return { tree: { ways: all, depths, deepest }, crooked }
}

/** For every released label but `*`, itself and the labels above it, narrowest first, each once. */
async function readWays(place: number, { table, levels }: RebuiltHierarchy, engine: SqlEngine): Promise<{ ways: (string | null)[][]; crooked: number }> {
  const used = sql`select distinct ${classCell(place)} as label from classes where not suppressed and ${classCell(place)} is distinct from '*'`
  await engine.run(sql`create or replace temporary table used_labels as select u.label, l.coarsest from (${used}) u left join ${identifier(`${table}_labels`)} l on l.label is not distinct from u.label`)
  const { lost, missing } = await engine.queryOne(sql`select count(*) filter (coarsest is null) as lost, count(*) filter (label is null) as missing from used_labels`, z.object({ lost: z.number(), missing: z.number() }))
  const ways: (string | null)[][] = missing > 0 ? [[null]] : []
  let crooked = lost
  for (let level = 0; level < levels - 1; level++) {
    const own = level === 0 ? sql`t.leaf` : sql`t.${levelCell(level)}`
    const above = Array.from({ length: levels - 2 - level }, (_, index) => levelCell(level + 1 + index))
    const least = above.map((cell) => sql`min(t.${cell})`)
    const differs: Sql = joinSql([literal(false), ...above.map((cell) => sql`min(t.${cell}) <> max(t.${cell})`)], ' or ')
    const { rows } = await engine.table(sql`select ${joinSql([sql`${own}`, differs, ...least], ', ')} from ${identifier(table)} t where ${own} in (select label from used_labels where coarsest = ${level}) group by 1`)
    for (const [label, isCrooked, ...wider] of rows) {
      if (isCrooked === true) crooked++
      const way = [label, ...wider].map(String).filter((one) => one !== '*')
      ways.push(way.filter((one, index) => one !== way[index - 1]))
    }
  }
  return { ways, crooked }
}

function codeTable(place: number): string {
  return `label_codes_${place}`
}

/** The labels of every class as codes, a column at a time, in the order of `part_classes`. */
async function readCodes(quasi: readonly ExpectedColumn[], engine: SqlEngine): Promise<Int32Array[]> {
  const cells = quasi.map((_, place) => sql`${identifier(codeTable(place))}.code as ${identifier(`k${place}`)}`)
  const joins = quasi.map((_, place) => sql`join ${identifier(codeTable(place))} on ${identifier(codeTable(place))}.label is not distinct from c.${classCell(place)}`)
  await engine.run(sql`create or replace temporary table part_classes as select c.n, ${joinSql(cells, ', ')} from classes c ${joinSql(joins, ' ')} where not c.suppressed`)
  const { many } = await engine.queryOne(sql`select count(*) as many from part_classes`, z.object({ many: z.number() }))
  const codes = quasi.map(() => new Int32Array(many))
  let first = 0
  const named = quasi.map((_, place) => identifier(`k${place}`))
  for await (const { rows, columns } of engine.batches(sql`select ${joinSql(named, ', ')} from part_classes`)) {
    columns.forEach((column, place) => {
      const own = codes[place]
      if (!own) return
      for (let row = 0; row < rows; row++) own[first + row] = Number(column[row])
    })
    first += rows
  }
  return codes
}

async function sizesOf(places: readonly number[], engine: SqlEngine): Promise<Map<number, number>> {
  if (places.length === 0) return new Map()
  const rows = await engine.query(sql`select rowid as place, n from part_classes where rowid in (${joinSql(places.map(literal), ', ')})`, z.object({ place: z.number(), n: z.number() }))
  return new Map(rows.map(({ place, n }) => [place, n]))
}
