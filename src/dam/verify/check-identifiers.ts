import { z } from 'zod'
import type { Check } from '#dam/dataset/reports.ts'
import { textTable } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import { classCell } from './check-classes.ts'
import { readWrittenFiles } from './check-files.ts'
import { judge, makeCheck, type Outcome, WITHOUT_DELIVERY } from './make-check.ts'
import { type Release, releasedCell } from './open-release.ts'
import { isToken } from './read-recipe.ts'
import type { Evidence } from './verification-request.ts'

/** Shorter values, and short numbers, stand in any text by chance. */
const LEAST_LENGTH = 4
const LEAST_DIGITS = 9
/** Letters at each end by which a value is sought, before it is compared as a whole. */
const GRAM = 4
const MOST_CANDIDATES = 200_000

/** Check 5, the identifiers: no source value of one stands in a released cell or in a file that people read. */
export async function checkIdentifiers(release: Release, { engine, evidence }: { engine: SqlEngine; evidence?: Evidence }): Promise<Check[]> {
  const lengths = `${LEAST_LENGTH} letters or ${LEAST_DIGITS} digits`
  return [
    await makeCheck({
      id: 'identifier-cells', label: { en: 'No identifier in a cell', ko: '칸에 남은 식별자 없음' },
      method: { en: `Each source value of each identifier with at least ${lengths}, against every cell of every released text column.`, ko: `네 글자 또는 아홉 자리 숫자 이상인 모든 식별자 원본 값을 공개된 모든 글 열의 칸과 비교합니다.` },
      recompute: 'The publisher, with the delivery: datadam run RECIPE',
      run: async () => (evidence ? searchCells(release, evidence, engine) : WITHOUT_DELIVERY),
    }),
    await makeCheck({
      id: 'identifier-texts', label: { en: 'No identifier in a file', ko: '파일에 남은 식별자 없음' },
      method: { en: `Each source value of each identifier with at least ${lengths}, sought as a whole word in README.md, the JSON files and every other file but the data.`, ko: '네 글자 또는 아홉 자리 숫자 이상인 모든 식별자 원본 값을 README.md, JSON 등 데이터가 아닌 모든 파일에서 온전한 낱말로 찾습니다.' },
      recompute: 'The publisher, with the delivery: datadam run RECIPE',
      run: async () => (evidence ? searchTexts(release, evidence, engine) : WITHOUT_DELIVERY),
    }),
  ]
}

function identifiersOf({ promises }: Release, { table }: Evidence): string[] {
  return promises.columns.filter(({ role, name }) => role === 'identifier' && table.columns.some((column) => column.name === name)).map(({ name }) => name)
}

/** Whether a value, known to be long enough, means somebody: short numbers stand anywhere by chance. */
function isTelling(value: Sql): Sql {
  return sql`(length(${value}) >= ${LEAST_DIGITS} or regexp_matches(${value}, ${literal('[^0-9 .-]')}))`
}

/** Values of an identifier that are long enough, as `value`. */
function longValues(name: string, { table }: Evidence): Sql {
  return sql`(select trim(${identifier(name)}) as value from ${textTable(table)} where length(${identifier(name)}) >= ${LEAST_LENGTH})`
}

async function searchCells(release: Release, evidence: Evidence, engine: SqlEngine): Promise<Outcome> {
  const findings: string[] = []
  const notes: string[] = []
  const cells = textCells(release)
  if (cells.length === 0) return judge([], { rule: 0, measured: 0 })
  await engine.run(sql`create or replace temporary table text_cells as select place, value from (${joinSql(cells, ' union all ')}) where length(value) >= ${LEAST_LENGTH}`)
  for (const name of identifiersOf(release, evidence)) {
    // Many values stream past the few cells; what meets is judged afterwards.
    await engine.run(sql`create or replace temporary table met as select distinct c.place, i.value from ${longValues(name, evidence)} i join text_cells c on c.value = i.value`)
    const met = await engine.query(sql`select place, count(*) as found from met where ${isTelling(sql`value`)} group by place order by place`, z.object({ place: z.number(), found: z.number() }))
    for (const { place, found } of met) {
      const column = release.columns[place]
      const said = `data/: column "${column?.name ?? ''}": ${found} values of identifier "${name}" stand in its cells`
      if (column?.promise?.acceptRisk === undefined) findings.push(said)
      else notes.push(`${said}; accepted: ${column.promise.acceptRisk}`)
    }
  }
  const outcome = judge(findings, { rule: 0, measured: findings.length })
  return findings.length === 0 && notes.length > 0 ? { ...outcome, verdict: 'noted', findings: notes } : outcome
}

/** Distinct cells of every text column as `place` and `value`; pseudonyms, hashes and tokens have a check of their own. */
function textCells({ columns, quasi }: Release): Sql[] {
  return columns.flatMap((column, place) => {
    if (column.type !== 'VARCHAR' || column.promise?.steps.some(isToken)) return []
    const among = quasi.findIndex((one) => one.place === place)
    return [among >= 0
      ? sql`select distinct ${literal(place)} as place, ${classCell(among)} as value from classes`
      : sql`select distinct ${literal(place)} as place, ${releasedCell(place)} as value from released`]
  })
}

async function searchTexts(release: Release, evidence: Evidence, engine: SqlEngine): Promise<Outcome> {
  const files = (await readWrittenFiles(release)).map(({ path, text }) => ({ path, text: text.normalize('NFC') }))
  await loadGrams(files.map((file) => file.text), engine)
  const findings: string[] = []
  for (const name of identifiersOf(release, evidence)) {
    await engine.run(sql`create or replace temporary table candidates as select distinct value from ${longValues(name, evidence)} i where left(value, ${GRAM}) in (select gram from grams) and right(value, ${GRAM}) in (select gram from grams)`)
    const values = await engine.query(sql`select value from candidates where ${isTelling(sql`value`)} limit ${MOST_CANDIDATES + 1}`, z.object({ value: z.string() }))
    if (values.length > MOST_CANDIDATES) findings.push(`identifier "${name}": too many of its values begin and end like text of the files to be compared one by one`)
    for (const { path, text } of files) {
      const found = values.filter(({ value }) => standsIn(text, value)).length
      if (found > 0) findings.push(`${path}: holds ${found} values of identifier "${name}"`)
    }
  }
  return judge(findings, { rule: 0, measured: findings.length })
}

/** Every run of `GRAM` code points in the files, once. */
async function loadGrams(texts: readonly string[], engine: SqlEngine): Promise<void> {
  const grams = new Set<string>()
  for (const text of texts) {
    const points = Array.from(text)
    for (let place = 0; place + GRAM <= points.length; place++) grams.add(points.slice(place, place + GRAM).join(''))
  }
  await engine.load('grams', [{ name: 'gram', type: 'text', values: Array.from(grams) }])
}

/** As a word: no letter or digit of the same kind goes on before it or after it; Korean particles may follow. */
function standsIn(text: string, value: string): boolean {
  for (let place = text.indexOf(value); place >= 0; place = text.indexOf(value, place + 1)) {
    const before = text.slice(Math.max(place - 2, 0), place).at(-1) ?? ''
    const after = text.slice(place + value.length, place + value.length + 1)
    if (!/[\p{L}\p{N}]/u.test(before) && !/[A-Za-z0-9]/.test(after)) return true
  }
  return false
}
