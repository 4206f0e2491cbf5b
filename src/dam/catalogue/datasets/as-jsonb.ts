import { type RawBuilder, sql } from 'kysely'

/** A value for a jsonb column: as text, because the drivers each have a mind of their own about arrays. */
export function asJsonb<Value>(value: Value): RawBuilder<Value> {
  return sql<Value>`${JSON.stringify(value)}::text::jsonb`
}
