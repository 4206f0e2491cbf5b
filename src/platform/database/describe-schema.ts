import { sql } from 'kysely'
import { z } from 'zod'
import type { Queries } from './database.ts'

const Line = z.object({ of: z.string(), line: z.string() })

/**
 * The tables of this product in words, the same from every database and version: columns, keys, indexes, triggers, functions.
 *
 * `database/schema.txt` holds it, so that a change of the tables is seen where it is read. The job library's own tables
 * lie in a schema of theirs and are not told.
 */
export async function describeSchema(queries: Queries): Promise<string> {
  const { rows } = await sql`select of, line from (
    select c.relname as of, 1 as part, a.attnum::text as place,
      a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
        || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
    from pg_class c join pg_attribute a on a.attrelid = c.oid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') and a.attnum > 0 and not a.attisdropped
    union all
    select conrelid::regclass::text, 2, conname, pg_get_constraintdef(oid) from pg_constraint
    where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'f', 'c')
    union all
    select tablename, 3, indexname, replace(indexdef, 'public.', '') from pg_indexes
    where schemaname = 'public' and indexname not in (select conname from pg_constraint)
    union all
    select tgrelid::regclass::text, 4, tgname, replace(pg_get_triggerdef(oid), 'public.', '') from pg_trigger where not tgisinternal
    union all
    select sequencename, 5, '', 'sequence of ' || data_type::text || case when cycle then ', begun anew at its end' else '' end
    from pg_sequences where schemaname = 'public'
    union all
    select proname || '()', 6, '', 'md5 of its text: ' || md5(prosrc) from pg_proc where pronamespace = 'public'::regnamespace
    ) as lines order by of collate "C", part, lpad(place, 64) collate "C", line collate "C"
  `.execute(queries)
  const lines = z.array(Line).parse(rows)
  const owners = [...new Set(lines.map(({ of }) => of))]
  return owners.map((owner) => [owner, ...lines.filter(({ of }) => of === owner).map(({ line }) => `  ${line}`), ''].join('\n')).join('\n')
}
