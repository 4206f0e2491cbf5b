import { sql } from 'kysely'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { testApi } from '#main/api.fixture.ts'
import { readConfig } from '#main/config.ts'
import { PLUGS } from '#main/features.ts'
import type { Principal } from '#platform/auth/principal.ts'
import { systemClock } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { TestedDatabase } from '#platform/database/test-databases.fixture.ts'
import { openJobs } from '#platform/jobs/open-jobs.ts'
import { openLog } from '#platform/log.ts'
import { newIds } from '#platform/new-id.ts'
import { openObjectStore } from '#platform/storage/open-object-store.ts'

const PUBLIC_URL = 'https://dam.example'

/** The whole interface as it is served, on tables of its own; whoever is passed to `ask` counts as signed in. */
export async function openWholeApi({ open }: Pick<TestedDatabase, 'open'>) {
  const closing = new AsyncDisposableStack()
  const home = mkdtempSync(join(tmpdir(), 'datadam-routes-'))
  closing.defer(() => { rmSync(home, { recursive: true, force: true }) })
  const database = await open()
  closing.defer(() => database.close())
  const jobs = await openJobs(PLUGS.jobs, { database, report: () => {} })
  closing.defer(() => jobs.close())
  const connected = await PLUGS.connect({
    config: { ...readConfig({}), home }, database, jobs, objects: openObjectStore(join(home, 'objects')), clock: systemClock, log: openLog({ write() {} }),
    publicUrl: PUBLIC_URL, timeZone: 'Asia/Seoul', version: '0.0.0', stopping: new AbortController().signal, newId: newIds({ clock: systemClock }),
  })
  closing.defer(() => { connected.close() })
  const askers = new Map<string, Principal>()
  const { app } = testApi({
    features: connected.features, publicUrl: PUBLIC_URL, clock: systemClock,
    whoAsks: async ({ headers }) => askers.get(headers.get('test-asker') ?? '') ?? { kind: 'anonymous' },
    limits: { requestsPerMinute: 1e6, signInsPerMinute: 1e6, mostBodyBytes: 100_000, mostRequests: 100, mostStreams: 1000 },
  })
  return {
    app, database, close: () => closing.disposeAsync(),
    /** Asks as somebody. The beginning of the answer is enough: a stream would never end. */
    async ask(asker: Principal, method: string, path: string, { body, headers = {} }: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> } = {}) {
      const name = JSON.stringify(asker)
      askers.set(name, asker)
      const answer = await app.request(`${PUBLIC_URL}${path}`, {
        method, headers: { 'test-asker': name, origin: PUBLIC_URL, 'sec-fetch-site': 'same-origin', ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json') ?? false
      if (!isProblem) await answer.body?.cancel()
      return { status: answer.status, detail: isProblem ? z.object({ detail: z.string() }).parse(await answer.json()).detail : '' }
    },
  }
}

/** One thing of each kind that belongs to the organisation `city`, none of it public, and their names in paths. */
export async function addThingsOfCity({ queries }: Pick<Database, 'queries'>): Promise<Readonly<Record<string, string>>> {
  const statements = [
    sql`insert into organisation (id, slug, name, created_at) values ('city', 'city', '{"en":"City"}', now()), ('town', 'town', '{"en":"Town"}', now())`,
    sql`insert into person (id, name, email, created_at, updated_at) select word, word, word || '@example.org', now(), now() from unnest(array['inside', 'outside', 'applicant']) as word`,
    sql`insert into membership (organisation_id, person_id, roles, created_at) values ('city', 'inside', array['owner'], now()), ('town', 'outside', array['owner'], now())`,
    sql`insert into invitation (id, organisation_id, email, roles, invited_by, expires_at, created_at) values ('thing', 'city', 'invited@example.org', array['member'], 'inside', now() + interval '1 day', now())`,
    sql`insert into api_key (id, person_id, name, prefix, sha256, scopes, created_at, expires_at) values ('thing', 'inside', 'key', 'dam_', 'none', array['read'], now(), now() + interval '1 day')`,
    sql`insert into session (id, person_id, token, expires_at, created_at, updated_at) values ('thing', 'inside', 'none', now() + interval '1 day', now(), now())`,
    sql`insert into passkey (id, person_id, name, credential_id, public_key, counter, device_type, backed_up, created_at) values ('thing', 'inside', 'phone', 'none', 'none', 0, 'singleDevice', false, now())`,
    sql`insert into saved_search (id, person_id, name, search, created_at) values ('thing', 'inside', 'mine', '{"query":"visits","filters":{}}', now())`,
    sql`insert into dataset (id, publisher_id, slug, details, access, created_by, created_at, edited_at) values ('visits', 'city', 'visits',
      '{"title":{"en":"Visits"},"description":{},"keywords":[],"domain":null,"contact":null,"access":"on-application","language":["ko"],"licence":{"id":"CC-BY-4.0","territory":null,"mayRedistribute":true,"mustAttribute":true,"expires":null}}',
      'on-application', 'inside', now(), now())`,
    sql`insert into version (id, dataset_id, version, state, created_at) values ('version', 'visits', '1.0.0', 'draft', now())`,
    sql`insert into upload (id, dataset_id, name, bytes, sha256, state, added_by, created_at, completed_at) values ('thing', 'visits', 'visits.csv', 3, ${'0'.repeat(64)}, 'complete', 'inside', now(), now())`,
    sql`insert into run (id, dataset_id, version_id, version, state, started_by, created_at, ended_at, recipe, inputs, stages, because, job_id) values ('thing', 'visits', 'version', '1.0.0', 'failed', 'inside', now(), now(), 'x', '[]', '[]', 'x', gen_random_uuid()::text)`,
    sql`insert into application (id, dataset_id, applicant_id, purpose, legal_basis, until_day, answers, form, state, applied_at, due_at) values ('thing', 'visits', 'applicant', 'To test the doors of the interface', 'research', current_date + 9, '{}', '{"introduction":{},"fields":[],"answerWithinDays":10,"delegates":[],"longestDays":3650}', 'waiting', now(), now() + interval '9 days')`,
    sql`insert into thread (id, dataset_id, kind, title, author_id, at, state, due_at) values ('thing', 'visits', 'question', 'Why', 'applicant', now(), 'open', now())`,
    sql`insert into citing_work (id, dataset_id, kind, title, url, added_by, at) values ('thing', 'visits', 'paper', 'A paper', 'https://example.org/', 'applicant', now())`,
  ]
  for (const statement of statements) await statement.execute(queries)
  return { publisher: 'city', slug: 'visits', version: '1.0.0', id: 'thing', personId: 'inside', answer: 'decline', name: 'recipe.yaml', folder: 'data', format: 'csv' }
}

/** All that `city` has, as text, to see whether anything of it was changed. */
export async function tellThingsOfCity({ queries }: Pick<Database, 'queries'>): Promise<string> {
  const tables = ['organisation', 'membership', 'invitation', 'api_key', 'session', 'passkey', 'dataset', 'version', 'upload', 'recipe_draft', 'run', 'access_form', 'application', 'recall', 'thread', 'thread_post', 'citing_work', 'follow', 'saved_search']
  const told = await Promise.all(tables.map(async (table) => {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(table)} t order by 1`.execute(queries)
    return [table, ...rows.map(({ row }) => row)].join('\n')
  }))
  return told.join('\n')
}

const Schema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(), enum: z.array(z.unknown()).optional(), format: z.string().optional(), pattern: z.string().optional(),
  minLength: z.number().optional(), minimum: z.number().optional(), minItems: z.number().optional(), items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(), required: z.array(z.string()).optional(), anyOf: z.array(z.unknown()).optional(),
})

const OF_FORMAT: Readonly<Record<string, string>> = { email: 'guest@example.org', date: '2031-01-02', 'date-time': '2031-01-02T03:04:05.000Z', uri: 'https://example.org/' }

/** The smallest value that a JSON Schema of the interface's document takes. */
export function smallestOf(given: unknown): unknown {
  const schema = Schema.parse(given)
  if (schema.anyOf) return smallestOf(schema.anyOf[0])
  if (schema.enum) return schema.enum[0]
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object': return Object.fromEntries((schema.required ?? []).map((name) => [name, smallestOf(schema.properties?.[name] ?? {})]))
    case 'array': return Array.from({ length: schema.minItems ?? 0 }, () => smallestOf(schema.items))
    case 'integer': case 'number': return schema.minimum ?? 0
    case 'boolean': return false
    case 'null': return null
    default: return textOf(schema)
  }
}

function textOf({ format = '', pattern, minLength = 1 }: z.infer<typeof Schema>): string {
  if (pattern === undefined || format !== '') return OF_FORMAT[format] ?? 'x'.repeat(minLength)
  const fitting = ['visits', '1.0.0', 'dataset:city/visits', 'x'].find((word) => new RegExp(pattern).test(word))
  if (fitting === undefined) throw new Error(`No word for the tests fits ${pattern}`)
  return fitting
}
