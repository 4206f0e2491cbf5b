import { Refusal } from '#platform/refusal.ts'

/** A value that an engine binds, so that it never becomes part of the statement's text. */
export type SqlValue = string | number | bigint | boolean | null

/** A piece of SQL: text with `?` where its values go, in order. Made only by the functions of this file. */
export interface Sql {
  readonly pieces: readonly string[]
  readonly values: readonly SqlValue[]
}

/**
 * Writes SQL. Whatever is put in is bound as a value, unless it is itself a piece of SQL.
 *
 * The only place where the text of a statement is made: names go through `identifier`,
 * everything else is bound, or, where an engine cannot bind, written by `literal`.
 */
export function sql(texts: TemplateStringsArray, ...parts: readonly (SqlValue | Sql)[]): Sql {
  const pieces: string[] = [texts[0] ?? '']
  const values: SqlValue[] = []
  const append = (text: string) => { pieces[pieces.length - 1] += text }
  parts.forEach((part, place) => {
    if (isSql(part)) {
      append(part.pieces[0] ?? '')
      part.values.forEach((value, index) => { values.push(value); pieces.push(part.pieces[index + 1] ?? '') })
    } else {
      values.push(part)
      pieces.push('')
    }
    append(texts[place + 1] ?? '')
  })
  return { pieces, values }
}

/** A quoted name, for any name that may stand in a file. @throws {Refusal} `bad-input` for a NUL character */
export function identifier(name: string): Sql {
  return { pieces: [`"${withoutNul(name).replaceAll('"', '""')}"`], values: [] }
}

/** A value written into the text, for the few places where an engine cannot bind one (COPY targets, views). */
export function literal(value: SqlValue): Sql {
  if (value === null) return { pieces: ['NULL'], values: [] }
  if (typeof value === 'string') return { pieces: [`'${withoutNul(value).replaceAll("'", "''")}'`], values: [] }
  if (typeof value === 'number' && !Number.isFinite(value)) return { pieces: [`'${value}'::DOUBLE`], values: [] }
  return { pieces: [String(value)], values: [] }
}

/** SQL that somebody else wrote: only for an engine that was locked before, and only what its own parser gave back. */
export function writtenByOthers(text: string): Sql {
  return { pieces: [text], values: [] }
}

/** The pieces one after another with a separator of plain SQL between them. */
export function joinSql(parts: readonly Sql[], separator: ', ' | ' and ' | ' or ' | ' union all ' | ' + ' | ' ' | ' || '): Sql {
  const [first, ...rest] = parts
  if (!first) return { pieces: [''], values: [] }
  const between: Sql = { pieces: [separator], values: [] }
  return rest.reduce((all, part) => sql`${all}${between}${part}`, first)
}

/** A list of values in brackets, such as for `read_parquet`: `['a.parquet', 'b.parquet']`. */
export function listLiteral(values: readonly SqlValue[]): Sql {
  return sql`[${joinSql(values.map(literal), ', ')}]`
}

/** The same statement with every value written into its text, for statements that cannot bind (CREATE VIEW, COPY). */
export function withoutBindings(statement: Sql): Sql {
  const text = statement.pieces.reduce((all, piece, place) => all + (literal(statement.values[place - 1] ?? null).pieces[0] ?? '') + piece)
  return { pieces: [text], values: [] }
}

function isSql(part: SqlValue | Sql): part is Sql {
  return typeof part === 'object' && part !== null
}

function withoutNul(text: string): string {
  if (text.includes('\0')) throw new Refusal('bad-input', 'A name or value holds the character NUL (U+0000), which no table may hold; remove it from the data')
  return text
}
