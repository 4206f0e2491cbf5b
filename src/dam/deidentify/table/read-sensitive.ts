import { z } from 'zod'
import type { Recipe } from '#dam/recipe/recipe.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, type Sql, sql } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SensitiveColumn } from './class-models.ts'
import { compileHierarchy, type CompiledHierarchy } from './compiled-hierarchy.ts'
import { listItem, setList } from './mark-suppressed.ts'
import type { PreparedColumns } from './prepare-columns.ts'

/** A sensitive column that a model asks about, with the code of each row's value. */
export interface CodedSensitive extends SensitiveColumn {
  readonly join: Sql
  readonly code: Sql
}

const MOST_VALUES = 100_000

/** The sensitive columns that the recipe's models name. */
export function sensitiveNames(recipe: Recipe): string[] {
  const names = (recipe.privacy?.models ?? []).flatMap((model) => ('l-diversity' in model ? [model['l-diversity'].column] : 't-closeness' in model ? [model['t-closeness'].column] : []))
  return [...new Set(names)]
}

/**
 * Codes the values of the sensitive columns as they are released, in their order: numbers by value, dates by day,
 * text by code points, the missing one first. Needs `deidentify_rows`.
 * @throws {Refusal} `bad-recipe`
 */
export async function readSensitive({ recipe, columns, directory }: { recipe: Recipe; columns: PreparedColumns; directory: string }, { engine }: { engine: SqlEngine }): Promise<CodedSensitive[]> {
  const coded: CodedSensitive[] = []
  for (const [number, name] of sensitiveNames(recipe).entries()) {
    const treated = columns.all.find(({ column }) => column.name === name)
    const fixed = columns.fixed.find((one) => one.treated === treated)
    if (!treated || treated.fate === 'drop') throw new Refusal('bad-recipe', `A privacy model names "${name}", which is not released; name a column that is`)
    const cell = identifier(`d${treated.place}`)
    if (fixed) {
      coded.push(await codeLabels(name, fixed.hierarchy, treated.level ?? 0, treated.place, engine))
      continue
    }
    const table = identifier(`deidentify_value_${number}`)
    await engine.run(sql`create or replace temporary table ${table} as
      select value, (row_number() over (order by value nulls first) - 1)::integer as code from (select distinct ${cell} as value from deidentify_rows where released)`)
    const { values } = await engine.queryOne(sql`select count(*) as values from ${table}`, z.object({ values: z.number() }))
    if (values > MOST_VALUES) throw new Refusal('bad-recipe', `A privacy model names "${name}", which holds ${values} different values; round or generalise it to at most ${MOST_VALUES}`)
    const alias = identifier(`v${number}`)
    const asked = (recipe.privacy?.models ?? []).some((model) => 't-closeness' in model && model['t-closeness'].column === name && model['t-closeness'].distance === 'hierarchical')
    coded.push({
      column: name, values, join: sql`left join ${table} ${alias} on ${alias}.value is not distinct from ${cell}`, code: sql`${alias}.code`,
      ...(asked && { hierarchy: await hierarchyOf() }),
    })

    async function hierarchyOf() {
      const isDate = treated?.type === 'date' || treated?.type === 'timestamp'
      const isNumber = treated?.type === 'integer' || treated?.type === 'decimal'
      const inNumbers = isNumber ? sql`value::double` : isDate ? sql`date_diff('day', date '1970-01-01', value::date)` : sql`null`
      const { rows } = await engine.table(sql`select value::varchar, ${inNumbers} from ${table} order by code`)
      const leaves = z.array(z.tuple([z.string().nullable(), z.number().nullable()])).parse(rows)
      return compileHierarchy({
        column: name, hierarchy: treated?.settings.hierarchy, directory, isWhole: treated?.isWhole ?? false,
        leaves: { texts: leaves.map(([text]) => text), numbers: leaves.map(([, number]) => number), rows: leaves.map(() => 1), firstRows: leaves.map(() => 0) },
      })
    }
  }
  return coded
}

/** Labels of a fixed level, by their code points. */
async function codeLabels(column: string, { labels, codes }: Pick<CompiledHierarchy, 'labels' | 'codes'>, level: number, place: number, engine: SqlEngine): Promise<CodedSensitive> {
  const names = labels[level] ?? []
  const order = Array.from(names.keys()).toSorted((a, b) => compare(names[a] ?? null, names[b] ?? null))
  const ranks = Int32Array.from(names.keys())
  order.forEach((label, rank) => { ranks[label] = rank })
  const ofLeaf = (codes[level] ?? new Int32Array(0)).map((label) => ranks[label] ?? 0)
  const list = `deidentify_fixed_${place}`
  await setList(list, { type: 'integer', values: ofLeaf }, engine)
  const above = codes.slice(level).map((ofLeaves) => {
    const ofLabels = new Int32Array(names.length)
    ofLeaf.forEach((rank, leaf) => { ofLabels[rank] = ofLeaves[leaf] ?? 0 })
    return ofLabels
  })
  const [, ...wider] = above
  return { column, values: names.length, join: sql``, code: listItem(list, identifier(`g${place}`)), hierarchy: { codes: [Int32Array.from(names.keys()), ...wider] } }
}

function compare(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? -1 : 1
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
