import { z } from 'zod'
import type { ValueType } from '#dam/dataset/table.ts'
import { EngineFault } from '#platform/engines/duckdb.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, sql, type Sql } from '#platform/engines/sql-text.ts'
import type { TypeWish } from './find-types.ts'
import { isWrittenAs } from './type-test.ts'

/** Types whose values the engine writes in one way only; where that way is the delivered text, nothing is lost by keeping the value. */
export type ExactType = Exclude<ValueType, 'text' | 'time'>

const EXACT_TYPES: readonly ExactType[] = ['boolean', 'integer', 'decimal', 'date', 'timestamp']
const SAMPLE_ROWS = 4096
const Counts = z.array(z.number())

/** What the engine calls a type. */
const ENGINE_TYPES = { boolean: sql`boolean`, integer: sql`bigint`, decimal: sql`double`, date: sql`date`, timestamp: sql`timestamp` } as const

/**
 * Guesses from a sample which columns may be kept as values: each text of theirs is what the engine writes for its value.
 * A guess is safe: `exactValue` holds every cell of the whole file against it.
 *
 * Measured on 3 million rows of 11 columns: values take about half the CPU time of text to write and none to find their types.
 */
export async function guessExactTypes(texts: Sql, names: readonly string[], wishes: ReadonlyMap<string, TypeWish>, engine: SqlEngine): Promise<Map<string, ExactType>> {
  const tests = names.flatMap((name) => {
    const { type, format } = wishes.get(name) ?? {}
    return EXACT_TYPES.filter((candidate) => format === undefined && (type === undefined || type === candidate)).map((candidate) => ({ name, candidate }))
  })
  const guesses = new Map<string, ExactType>()
  // Made once: a file of ten thousand columns is slow to open.
  const sample = identifier('datadam_sample')
  await engine.run(sql`create or replace temp table ${sample} as select * from (${texts}) limit ${literal(SAMPLE_ROWS)}`)
  for (let first = 0; first < tests.length; first += 500) {
    const part = tests.slice(first, first + 500)
    const counts = part.flatMap(({ name, candidate }) => {
      const text = identifier(name)
      // Eight digits may be a day, which is found later.
      const isDay = candidate === 'integer' && wishes.get(name)?.type === undefined ? sql` and not ${isWrittenAs({ type: 'date', format: '%Y%m%d' }, text)}` : sql``
      return [sql`count(${text})`, sql`count(*) filter (where ${text} is not null and ${isExact(candidate, text)})`, sql`count(*) filter (where ${text} is not null${isDay})`]
    })
    const { rows } = await engine.table(sql`select ${joinSql(counts, ', ')} from ${sample}`)
    const numbers = Counts.parse(rows[0] ?? [])
    part.forEach(({ name, candidate }, place) => {
      const [values = 0, exact = 0, otherThanDays = 0] = numbers.slice(place * 3, place * 3 + 3)
      if (values > 0 && exact === values && otherThanDays > 0 && !guesses.has(name)) guesses.set(name, candidate)
    })
  }
  await engine.run(sql`drop table ${sample}`)
  return guesses
}

/** The value of a text; the statement ends with a fault that `refutedColumn` understands where the text is not exactly what the value is written as. */
export function exactValue(text: Sql, type: ExactType, place: number): Sql {
  return sql`case when ${text} is null then null when ${isExact(type, text)} then try_cast(${text} as ${ENGINE_TYPES[type]}) else error(${literal(`datadam column ${place}`)}) end`
}

/** The place of the column, from 0, in which a cell refuted its exact type; undefined for other faults. */
export function refutedColumn(fault: unknown): number | undefined {
  const message = fault instanceof EngineFault && fault.cause instanceof Error ? fault.cause.message : ''
  const place = /^Invalid Input Error: datadam column (\d+)$/.exec(message.trim())?.[1]
  return place === undefined ? undefined : Number(place)
}

function isExact(type: ExactType, text: Sql): Sql {
  const value = sql`try_cast(${text} as ${ENGINE_TYPES[type]})`
  const isSame = sql`coalesce(${value}::varchar = ${text}, false)`
  switch (type) {
    case 'boolean': case 'integer': return isSame
    case 'decimal': return sql`(${isSame} and isfinite(${value}))`
    case 'date': return sql`(length(${text}) = 10 and ${isSame})`
    // The engine writes years before 1 with (BC); they are no timestamps of ours.
    case 'timestamp': return sql`(${isSame} and isfinite(${value}) and not contains(${text}, '('))`
  }
}
