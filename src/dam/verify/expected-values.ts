import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Column, type Table, typedText } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'
import { type HierarchyRows, readHierarchyCsv } from './hierarchy-rows.ts'
import type { QuasiIdentifier, Release, ReleasedColumn } from './open-release.ts'
import type { PromisedColumn } from './read-recipe.ts'
import type { Evidence } from './verification-request.ts'
import { givenRows, rebuildHierarchy, type RebuiltHierarchy } from './rebuild-hierarchy.ts'

/** What one released column should hold, as SQL over `ExpectedValues.rows`. */
export interface ExpectedColumn {
  readonly name: string
  /** Place among the released columns. */
  readonly place: number
  readonly group: 'quasi' | 'rest' | 'pseudonym'
  /** The expected cell; for a pseudonym, the text that it stands for. */
  readonly cell: Sql
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
  /** Columns that cannot be rebuilt, because the release does not carry their hierarchy. */
  readonly left: readonly string[]
}

const ON_DISK: Readonly<Record<string, Sql>> = { VARCHAR: sql`varchar`, BIGINT: sql`bigint`, DOUBLE: sql`double`, BOOLEAN: sql`boolean`, DATE: sql`date`, TIMESTAMP: sql`timestamp`, TIME: sql`time` }

/**
 * Rebuilds what every released cell should be from the delivery and the recipe.
 *
 * `only` is a table of the rows (column `row`) that the release was made of, when it is a sample.
 * Given hierarchies come from the files named, or from the release where none are.
 *
 * @throws {Refusal} when the delivery lacks a released column
 */
export async function expectValues(request: { release: Pick<Release, 'folder' | 'columns' | 'quasi'>; table: Table; hierarchyFiles?: Evidence['hierarchyFiles']; only?: Sql }, { engine }: { engine: SqlEngine }): Promise<ExpectedValues> {
  const { release, table, hierarchyFiles, only } = request
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
  return { rows: sql`${restricted} ${joinSql(joins, ' ')}`, columns, left }

  async function expectColumn({ place, released, promise, column, source }: { place: number; released: ReleasedColumn; promise: PromisedColumn; column: Column; source: number }): Promise<ExpectedColumn> {
    const treated = treat(promise, column, source)
    const quasi = release.quasi.find((one) => one.place === place)
    const level = quasi?.told.level ?? treated.level
    const plain = { name: released.name, place, leaf: treated.text, comparable: treated.comparable, promise }
    if (level === undefined) {
      if (treated.isPseudonym) return { ...plain, group: 'pseudonym', cell: treated.text }
      const type = ON_DISK[released.type]
      return { ...plain, group: 'rest', cell: type ? sql`(${treated.cell})::${type}` : treated.cell }
    }
    const given = await rowsFor(promise, quasi, released.name)
    const name = `expected_${place}`
    const leaves = sql`select s.row, ${treated.text} as leaf from ${restricted}`
    const rebuilt = await rebuildHierarchy({ table: name, hierarchy: promise.hierarchy, level, rows: given, source: { leaves, column, isWhole: treated.isWhole } }, { engine })
    const isLookedUp = level > 0 && level < rebuilt.levels - 1
    if (isLookedUp) joins.push(sql`left join ${identifier(name)} on ${identifier(name)}.leaf = ${treated.text}`)
    const cell = level >= rebuilt.levels - 1 ? literal('*') : isLookedUp ? sql`${identifier(name)}.label` : treated.text
    return { ...plain, group: quasi ? 'quasi' : 'rest', cell, rebuilt, ...(quasi && { quasi }), ...(given && { given }) }
  }

  async function rowsFor({ hierarchy }: PromisedColumn, quasi: QuasiIdentifier | undefined, name: string): Promise<HierarchyRows | undefined> {
    const named = hierarchyFiles?.find(({ column }) => column === name)
    if (named || hierarchy.kind !== 'file') return givenRows(hierarchy, named?.file)
    if (!quasi) throw new Refusal('not-found', 'The hierarchy of a column that is no quasi-identifier is not in the release')
    const file = quasi.file.replace(/json$/, 'csv')
    return readHierarchyCsv(await readFile(join(release.folder, file), 'utf8'), file)
  }
}

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
  readonly isWhole: boolean
  readonly isPseudonym: boolean
  readonly level?: number
  readonly comparable: (cell: Sql) => Sql
}

/** The recipe's steps before any generalisation, in order. */
function treat({ steps }: PromisedColumn, column: Column, source: number): Treated {
  const textCell = sql`s.${identifier(`t${source}`)}`
  const typedCell = sql`s.${identifier(`v${source}`)}`
  let treated: Treated = { cell: column.type === 'text' ? textCell : typedCell, text: textCell, isWhole: column.type === 'integer', isPseudonym: false, comparable: (cell) => cell }
  const type = column.type === 'integer' ? sql`bigint` : sql`double`
  const setNumber = (cell: Sql, more: Partial<Treated> = {}) => { treated = { ...treated, cell, text: sql`(${cell})::varchar`, ...more } }
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
        treated = { ...treated, cell: masked, text: masked, comparable: (one) => one }
        break
      }
      case 'pseudonym': treated = { ...treated, isPseudonym: true }; break
      case 'generalise-to': treated = { ...treated, level: step.level }; break
      default: break
    }
  }
  return treated
}
