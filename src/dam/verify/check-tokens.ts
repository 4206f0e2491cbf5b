import { z } from 'zod'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { alignColumn } from './align-column.ts'
import type { ExpectedColumn } from './expected-values.ts'
import { judge, notChecked, type Outcome } from './make-check.ts'
import type { RowNeeds } from './row-needs.ts'

/** Tokens in an order of chance are their own value once on average; more than this come once in 10^8. */
const MOST_FIXED = 10

/** Whether every pseudonym, hash and token has its form and stands for one source value, of one source value each. */
export async function checkTokens({ engine, expected, vault }: Pick<RowNeeds, 'engine' | 'expected' | 'vault'>): Promise<Outcome> {
  await vault()
  const { rows, delivered, columns } = await expected()
  const tokens = columns.filter((column) => column.group === 'pseudonym')
  if (tokens.length === 0) return notChecked('The release holds no pseudonym, hash or token', '공개본에 가명, 해시, 토큰 열이 없습니다')
  const findings: string[] = []
  for (const column of tokens) {
    await alignColumn(column, { rows, there: sql`nfc_normalize(${column.cell})` }, { engine })
    await engine.run(sql`create or replace temporary table pairs as select distinct here as token, there as source from aligned`)
    const kind = column.promise.steps.flatMap((step) => (step.kind === 'hash' || step.kind === 'tokenise' ? [step.kind] : [])).at(-1) ?? 'pseudonym'
    findings.push(...await findingsOf(column, kind, engine))
    if (kind !== 'tokenise') continue
    const { distinct } = await engine.queryOne(sql`select count(distinct nfc_normalize(${column.cell})) as distinct from ${delivered}`, z.object({ distinct: z.number() }))
    findings.push(...await numbersOf(column, distinct, engine))
  }
  return judge(findings, { measured: tokens.length })
}

const FORMS = {
  pseudonym: { pattern: '[0-9a-f]{32}', words: '32 hexadecimal digits' },
  hash: { pattern: '[0-9a-f]{64}', words: '64 hexadecimal digits' },
  tokenise: { pattern: 'T[0-9]+', words: 'T and a number' },
} as const

async function findingsOf({ name }: ExpectedColumn, kind: keyof typeof FORMS, engine: SqlEngine): Promise<string[]> {
  const { pattern, words } = FORMS[kind]
  const { shapeless, shared, split, lost, unhidden } = await engine.queryOne(sql`select
      count(*) filter (token is not null and not regexp_full_match(token::varchar, ${literal(pattern)})) as shapeless,
      count(token) - count(distinct token) as shared,
      count(source) - count(distinct source) as split,
      count(*) filter ((token is null) <> (source is null)) as lost,
      (select count(*) from (select distinct token from pairs) t where exists (select 1 from pairs p where p.source = t.token::varchar)) as unhidden
    from pairs`, z.object({ shapeless: z.number(), shared: z.number(), split: z.number(), lost: z.number(), unhidden: z.number() }))
  const told: [number, string][] = [
    [shapeless, `cells are not ${words}`], [kind === 'tokenise' ? 0 : unhidden, 'cells are a value of the source'],
    [shared, 'pseudonyms stand for more than one source value'], [split, 'source values have more than one pseudonym'],
    [lost, 'pseudonyms are missing, or stand for a missing value'],
  ]
  return told.filter(([count]) => count > 0).map(([count, what]) => `data/: column "${name}": ${count} ${what}`)
}

/** Tokens count up to the number of values, with as many digits each. */
async function numbersOf({ name }: ExpectedColumn, distinct: number, engine: SqlEngine): Promise<string[]> {
  const { lengths, beyond, fixed } = await engine.queryOne(sql`select count(distinct length(token::varchar)) as lengths,
      count(*) filter (coalesce(try_cast(substr(token::varchar, 2) as bigint), 0) not between 1 and ${distinct}) as beyond,
      count(*) filter (token::varchar = source) as fixed
    from pairs where token is not null`, z.object({ lengths: z.number(), beyond: z.number(), fixed: z.number() }))
  const findings: string[] = []
  if (lengths > 1) findings.push(`data/: column "${name}": its tokens are of ${lengths} lengths and should be of one`)
  if (beyond > 0) findings.push(`data/: column "${name}": ${beyond} tokens are not from 1 to ${distinct}, the number of source values`)
  if (fixed > MOST_FIXED) findings.push(`data/: column "${name}": ${fixed} tokens are the value that they stand for`)
  return findings
}
