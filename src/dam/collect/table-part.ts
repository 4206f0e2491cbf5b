import { identifier, joinSql, listLiteral, literal, sql, type Sql } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'
import type { CsvDialect } from './csv-records.ts'
import { exactValue, type ExactType } from './exact-types.ts'

/** What ends a record. */
export type LineEnd = '\n' | '\r\n' | '\r'

/** One delivered file, ready for the engine: UTF-8 text with cells set apart, every cell text. */
export interface TablePart {
  /** The file as a person knows it. */
  readonly name: string
  readonly file: string
  readonly dialect: CsvDialect
  readonly lineEnd: LineEnd
  /** Whether the first record is the header, to be passed over. */
  readonly hasHeader: boolean
  /** Columns in the order of the file. */
  readonly names: readonly string[]
  /** False when some text is not in NFC yet. */
  readonly isNfc: boolean
}

/** The longest record that the engine reads, in bytes. */
const MAX_LINE_BYTES = 32_000_000

/** The engine's words: left to itself it takes the first line end it meets, though it stand in a quoted cell. */
const LINE_END_WORDS = { '\n': '\\n', '\r\n': '\\r\\n', '\r': '\\r' } as const

/** Refuses files that do not have the same columns, in any order. @throws {Refusal} `bad-input`, naming file and column */
export function refuseOtherColumns(parts: readonly Pick<TablePart, 'name' | 'names'>[]): void {
  const [first, ...others] = parts
  if (!first) return
  const wanted = new Set(first.names)
  for (const { name, names } of others) {
    const present = new Set(names)
    const missing = first.names.find((column) => !present.has(column))
    if (missing !== undefined) throw new Refusal('bad-input', `${name} lacks the column ${missing}, which ${first.name} has; deliver files with the same columns`)
    const extra = names.find((column) => !wanted.has(column))
    if (extra !== undefined) throw new Refusal('bad-input', `${name} has a column ${extra}, which ${first.name} lacks; deliver files with the same columns`)
  }
}

/** All parts one after another in their order, as one statement: under the first part's names, text, or values where the type is exact. */
export function readParts(parts: readonly TablePart[], missingValues: readonly string[], exact: ReadonlyMap<string, ExactType> = new Map()): Sql {
  const names = parts[0]?.names ?? []
  const readings = groupAlike(parts).map((group) => {
    const [part] = group
    if (!part) return sql``
    const places = new Map(part.names.map((name, place) => [name, place]))
    const columns = names.map((name, place) => {
      const text = cellText(sql`c${literal(places.get(name) ?? 0)}`, part.isNfc, missingValues)
      const type = exact.get(name)
      return sql`${type ? exactValue(text, type, place) : text} as ${identifier(name)}`
    })
    return sql`select ${joinSql(columns, ', ')} from ${readCsv(part, group.map(({ file }) => file))}`
  })
  return joinSql(readings, ' union all ')
}

/** One cell as it is kept: in NFC, missing when it is empty or one of the texts that mean missing. */
export function cellText(cell: Sql, isNfc: boolean, missingValues: readonly string[]): Sql {
  const text = isNfc ? cell : sql`nfc_normalize(${cell})`
  const missing = missingValues.map((value) => value.normalize('NFC')).filter((value) => value !== '')
  return missing.length === 0 ? text : sql`case when ${text} in (${joinSql(missing.map(literal), ', ')}) then null else ${text} end`
}

function readCsv({ dialect, lineEnd, hasHeader, names }: TablePart, files: readonly string[]): Sql {
  const columns = names.map((_name, place) => sql`c${literal(place)}: 'VARCHAR'`)
  return sql`read_csv(${listLiteral(files)}, auto_detect = false, all_varchar = true, delim = ${literal(dialect.delimiter)},
    quote = ${literal(dialect.quote)}, escape = ${literal(dialect.quote)}, new_line = ${literal(LINE_END_WORDS[lineEnd])}, header = ${literal(hasHeader)}, nullstr = '', comment = '',
    strict_mode = true, null_padding = false, ignore_errors = false, compression = 'none', columns = {${joinSql(columns, ', ')}},
    max_line_size = ${literal(MAX_LINE_BYTES)}, buffer_size = ${literal(MAX_LINE_BYTES)})`
}

function groupAlike(parts: readonly TablePart[]): TablePart[][] {
  const groups: TablePart[][] = []
  let last = ''
  for (const part of parts) {
    const likeness = JSON.stringify([part.dialect, part.lineEnd, part.hasHeader, part.names, part.isNfc])
    if (likeness === last) groups.at(-1)?.push(part)
    else groups.push([part])
    last = likeness
  }
  return groups
}
