import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Column, type Table, typedText } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'
import { type HierarchyRows, readHierarchyCsv } from './hierarchy-rows.ts'
import { levelCell } from './hierarchy-formulas.ts'
import type { QuasiIdentifier, Release, ReleasedColumn } from './open-release.ts'
import { isToken, type PromisedColumn, type Step } from './read-recipe.ts'
import type { Evidence } from './verification-request.ts'
import { givenRows, labelOnLevel, rebuildHierarchy, type RebuiltHierarchy } from './rebuild-hierarchy.ts'

/** What one released column should hold, as SQL over `ExpectedValues.rows`. */
export interface ExpectedColumn {
  readonly name: string
  /** Place among the released columns. */
  readonly place: number
  /** `disturbed`: shuffled, averaged or under noise, so that no cell follows from its row alone. */
  readonly group: 'quasi' | 'rest' | 'pseudonym' | 'disturbed'
  /** The expected cell; for a pseudonym the text that it stands for, for a disturbed column the value before. */
  readonly cell: Sql
  /** Of a quasi-identifier whose rows have levels of their own: the expected cell on a level. */
  readonly onLevel?: (level: Sql) => Sql
  /** The step that disturbs. */
  readonly disturbance?: Step
  /** The text before any generalisation: the leaf. */
  readonly leaf: Sql
  /** Makes a cell, expected or released, comparable: rounded decimals are compared as multiples. */
  readonly comparable: (cell: Sql) => Sql
  readonly promise: PromisedColumn
  readonly quasi?: QuasiIdentifier
  readonly rebuilt?: RebuiltHierarchy
  readonly given?: HierarchyRows
}

/** What the release should hold, row by row of the delivery. */
export interface ExpectedValues {
  /** FROM clause: the delivery as `s` with `s.row` (0 first), joined with the rebuilt labels. */
  readonly rows: Sql
  readonly columns: readonly ExpectedColumn[]
  /** FROM clause: every row of the delivery as `s`, sampled or not, without labels. */
  readonly delivered: Sql
  /** Columns that cannot be rebuilt, because the release does not carry their hierarchy. */
  readonly left: readonly string[]
}

const ON_DISK: Readonly<Record<string, Sql>> = { VARCHAR: sql`varchar`, BIGINT: sql`bigint`, DOUBLE: sql`double`, BOOLEAN: sql`boolean`, DATE: sql`date`, TIMESTAMP: sql`timestamp`, TIME: sql`time` }

/**
 * Rebuilds what every released cell should be from the delivery and the recipe.
 *
 * `only` is a table of the rows (column `row`) that the release was made of, when it is a sample.
 * `tables` begins the names of the tables of labels, so that a second reading does not overwrite the first.
 * Given hierarchies come from the files named, or from the release where none are.
 *
 * @throws {Refusal} when the delivery lacks a released column
 */
export async function expectValues(request: { release: Pick<Release, 'folder' | 'columns' | 'quasi'>; table: Table; hierarchyFiles?: Evidence['hierarchyFiles']; only?: Sql; tables?: string }, { engine }: { engine: SqlEngine }): Promise<ExpectedValues> {
  const { release, table, hierarchyFiles, only, tables = 'expected' } = request
  const reading = readingOf(table)
  const restricted = only ? sql`${reading} s semi join ${only} o on s.row = o.row` : sql`${reading} s`
  const joins: Sql[] = []
  const columns: ExpectedColumn[] = []
  const left: string[] = []
  for (const [place, released] of release.columns.entries()) {
    const { promise } = released
    if (!promise) continue
    const source = table.columns.findIndex((column) => column.name === released.name)
    const column = table.columns[source]
    if (!column) throw new Refusal('bad-input', `The delivery has no column "${released.name}"`)
    const isQuasi = release.quasi.some((one) => one.place === place)
    const lacksHierarchy = hierarchyFiles === undefined && promise.hierarchy.kind === 'file' && !isQuasi
    if (lacksHierarchy && treat(promise, column, source).level !== undefined) left.push(released.name)
    else columns.push(await expectColumn({ place, released, promise, column, source }))
  }
  const joined = joinSql(joins, ' ')
  return { rows: sql`${restricted} ${joined}`, delivered: sql`${reading} s`, columns, left }

  async function expectColumn({ place, released, promise, column, source }: { place: number; released: ReleasedColumn; promise: PromisedColumn; column: Column; source: number }): Promise<ExpectedColumn> {
    const treated = treat(promise, column, source)
    const quasi = release.quasi.find((one) => one.place === place)
    const plain = { name: released.name, place, leaf: treated.text, comparable: treated.comparable, promise }
    if (quasi) return expectQuasi(quasi, treated, { ...plain, column })
    if (treated.level === undefined) {
      if (treated.isPseudonym) return { ...plain, group: 'pseudonym', cell: treated.text }
      if (treated.disturbance) return { ...plain, group: 'disturbed', cell: treated.cell, disturbance: treated.disturbance }
      const type = ON_DISK[released.type]
      return { ...plain, group: 'rest', cell: type ? sql`(${treated.cell})::${type}` : treated.cell }
    }
    const { rebuilt, given, text } = await rebuild(treated, treated.level, { ...plain, column })
    return { ...plain, group: 'rest', cell: cellOn(treated.level, rebuilt, text), rebuilt, ...(given && { given }) }
  }

  async function expectQuasi(quasi: QuasiIdentifier, treated: Treated, { column, ...plain }: Named & { column: Column }): Promise<ExpectedColumn> {
    const { told } = quasi
    const { rebuilt, given, text } = await rebuild(treated, told.level ?? 'all', { ...plain, column, quasi })
    const more = { ...plain, group: 'quasi' as const, quasi, rebuilt, ...(given && { given }) }
    if (told.level !== null) return { ...more, cell: cellOn(told.level, rebuilt, text) }
    return { ...more, cell: text, onLevel: (level) => labelOnLevel(rebuilt, text, level) }
  }

  async function rebuild(treated: Treated, level: number | 'all', { promise, name, place, column, quasi }: Named & { column: Column; quasi?: QuasiIdentifier }) {
    const given = await rowsFor(promise, quasi, name)
    const table = `${tables}_${place}`
    const { text, number } = treated
    const leaves = sql`select s.row, ${number ?? text} as leaf from ${restricted}`
    const delivered = only ? { delivered: sql`select ${text} as leaf from ${reading} s` } : {}
    const rebuilt = await rebuildHierarchy({ table, hierarchy: promise.hierarchy, level, rows: given, source: { leaves, ...delivered, column, isWhole: treated.isWhole, isNumber: number !== undefined } }, { engine })
    const isBetween = rebuilt.levels > 2 && (level === 'all' || (level > 0 && level < rebuilt.levels - 1))
    const named = identifier(table)
    if (number && (level === 'all' || level < rebuilt.levels - 1)) {
      // Each number of the rows is in the table; an inner join of numbers is looked up by place, several times as fast.
      joins.push(sql`${rebuilt.missing === 0 ? sql`join` : sql`left join`} ${named} on ${named}.number = ${number}`)
      return { rebuilt, given, text: sql`${named}.leaf` }
    }
    if (isBetween) joins.push(sql`left join ${named} on ${named}.leaf = ${text}`)
    return { rebuilt, given, text }
  }

  async function rowsFor({ hierarchy }: PromisedColumn, quasi: QuasiIdentifier | undefined, name: string): Promise<HierarchyRows | undefined> {
    const named = hierarchyFiles?.find(({ column }) => column === name)
    if (named || hierarchy.kind !== 'file') return givenRows(hierarchy, named?.file)
    if (!quasi) throw new Refusal('not-found', 'The hierarchy of a column that is no quasi-identifier is not in the release')
    const file = quasi.file.replace(/json$/, 'csv')
    return readHierarchyCsv(await readFile(join(release.folder, file), 'utf8'), file)
  }
}

function cellOn(level: number, { table, levels }: RebuiltHierarchy, text: Sql): Sql {
  if (level >= levels - 1) return literal('*')
  return level === 0 ? text : sql`${identifier(table)}.${levelCell(level)}`
}

type Named = Pick<ExpectedColumn, 'name' | 'place' | 'leaf' | 'comparable' | 'promise'>

/** The delivery with a text and a typed reading of each column, under names that no file can choose. */
function readingOf(table: Table): Sql {
  const cells = table.columns.flatMap((column, place) => {
    const named = identifier(column.name)
    return [
      sql`${named}::varchar as ${identifier(`t${place}`)}`,
      sql`${column.stored === 'native' ? named : typedText(column, named)} as ${identifier(`v${place}`)}`,
    ]
  })
  return sql`(select file_row_number as row, ${joinSql(cells, ', ')} from read_parquet(${literal(table.file)}, file_row_number = true))`
}

interface Treated {
  readonly cell: Sql
  readonly text: Sql
  /** The whole number that is stored, where the text is that number's as it was delivered. */
  readonly number: Sql | undefined
  readonly isWhole: boolean
  readonly isPseudonym: boolean
  readonly level?: number
  readonly disturbance?: Step
  readonly comparable: (cell: Sql) => Sql
}

/** The recipe's steps before any generalisation, in order. */
function treat({ steps }: PromisedColumn, column: Column, source: number): Treated {
  const textCell = sql`s.${identifier(`t${source}`)}`
  const typedCell = sql`s.${identifier(`v${source}`)}`
  const number = column.type === 'integer' && column.stored === 'native' ? typedCell : undefined
  let treated: Treated = { cell: column.type === 'text' ? textCell : typedCell, text: textCell, number, isWhole: column.type === 'integer', isPseudonym: false, comparable: (cell) => cell }
  const type = column.type === 'integer' ? sql`bigint` : sql`double`
  const setNumber = (cell: Sql, more: Partial<Treated> = {}) => { treated = { ...treated, cell, text: sql`(${cell})::varchar`, number: undefined, ...more } }
  for (const step of steps) {
    const { cell, text } = treated
    switch (step.kind) {
      case 'top-code': setNumber(sql`(case when ${cell} > ${literal(step.bound)} then ${literal(step.bound)} else ${cell} end)::${type}`); break
      case 'bottom-code': setNumber(sql`(case when ${cell} < ${literal(step.bound)} then ${literal(step.bound)} else ${cell} end)::${type}`); break
      case 'round': {
        const isWhole = treated.isWhole && Number.isInteger(step.step)
        const size = literal(step.step)
        if (isWhole) setNumber(sql`(sign(${cell}) * ((abs(${cell}) * 2 + ${size}) // (2 * ${size})) * ${size})::bigint`)
        else setNumber(sql`(round(${cell} / ${size}::double) * ${size}::double)`, { isWhole: false, comparable: (one) => sql`round(${one} * 1e6 / ${size}::double)` })
        break
      }
      case 'mask': {
        const masked = sql`(case when length(${text}) <= ${literal(step.first + step.last)} then repeat(${literal(step.with)}, length(${text})) else left(${text}, ${literal(step.first)}) || repeat(${literal(step.with)}, length(${text}) - ${literal(step.first + step.last)}) || right(${text}, ${literal(step.last)}) end)`
        treated = { ...treated, cell: masked, text: masked, number: undefined, comparable: (one) => one }
        break
      }
      case 'shuffle': case 'noise': case 'microaggregate': treated = { ...treated, disturbance: step }; break
      case 'generalise-to': treated = { ...treated, level: step.level }; break
      default: if (isToken(step)) treated = { ...treated, isPseudonym: true }; break
    }
  }
  return treated
}
