import { z } from 'zod'
import type { Check } from '#dam/dataset/reports.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, type Sql, sql } from '#platform/engines/sql-text.ts'
import { type ClassNeeds, listPersonSizes, tokenPlace } from './count-persons.ts'
import { judge, makeCheck, notChecked, type Outcome } from './make-check.ts'
import { type QuasiIdentifier, type Release, releasedCell, suppressedRow } from './open-release.ts'

/** The n-th label of a class in the table `classes`. */
export function classCell(place: number): Sql {
  return identifier(`q${place}`)
}

/** Counts the rows of every class into the table `classes`: q0, q1, …, n, suppressed. One scan of the release. */
export async function countClasses({ quasi }: Release, { engine }: { engine: SqlEngine }): Promise<void> {
  const cells = quasi.map((column) => releasedCell(column.place))
  const named = cells.map((cell, place) => sql`${cell} as ${classCell(place)}`)
  const grouped = sql`select ${joinSql([...named, sql`count(*) as n`], ', ')} from released group by all`
  const labels = quasi.map((_, place) => classCell(place))
  await engine.run(sql`create or replace temporary table classes as select *, ${suppressedRow(quasi, labels)} as suppressed from (${grouped})`)
}

/** Check 2: every class is as large as promised, as written and as a reader sees it. Needs the table `classes`. */
export async function checkClasses(release: Release, needs: ClassNeeds): Promise<Check[]> {
  const { quasi } = release
  const quote = (name: string) => `\\"${name.replaceAll('"', '\\"\\"')}\\"`
  const names = quasi.map(({ name }) => quote(name))
  const smallestOf = (measure: string) => (quasi.length === 0 ? 'There is no quasi-identifier' : `duckdb -c "select min(n) from (select ${measure} n from 'data/*.parquet' where (${names.map((name) => `${name} = '*'`).join(' and ')}) is not true group by ${names.join(', ')})"`)
  const person = release.columns[tokenPlace(release) ?? -1]?.name
  const smallestInTokens = person === undefined ? 'datadam verify . --source FILE' : smallestOf(`count(distinct coalesce(${quote(person)}::text, ''))`)
  return [
    await makeCheck({
      id: 'classes', label: { en: 'Smallest class', ko: '가장 작은 동질집합' },
      method: { en: 'Rows with the same quasi-identifiers, counted on the released files, outside suppressed rows.', ko: '삭제 처리된 행을 제외하고, 공개된 파일에서 준식별자가 모두 같은 행을 셉니다.' },
      recompute: smallestOf('count(*)'), run: () => smallestClass(release, needs.engine),
    }),
    await makeCheck({
      id: 'persons', label: { en: 'Smallest class in persons', ko: '가장 작은 동질집합의 사람 수' },
      method: { en: 'Distinct persons of every class; all missing persons are one.', ko: '동질집합마다 서로 다른 사람을 세며, 값이 없는 사람은 모두 한 사람으로 봅니다.' },
      recompute: release.promises.person === undefined ? smallestOf('count(*)') : smallestInTokens, run: () => smallestInPersons(release, needs),
    }),
    await makeCheck({
      id: 'folded-classes', label: { en: 'Smallest class, spellings folded', ko: '표기를 통일했을 때 가장 작은 동질집합' },
      method: { en: 'The same count after missing and empty, case, outer blanks and Unicode forms are made one, so that two spellings are not two classes. Spellings that come out of the data as delivered are noted.', ko: '빈 값과 결측, 대소문자, 앞뒤 공백, 유니코드 형식을 통일한 뒤 같은 방법으로 셉니다. 원본에서 온 표기 차이는 참고로 적습니다.' },
      recompute: 'datadam verify .', run: () => foldedClasses(release, needs.engine),
    }),
  ]
}

async function smallestClass({ quasi, promises, privacy }: Release, engine: SqlEngine): Promise<Outcome> {
  if (promises.k === undefined) return notChecked('The recipe promises no k-anonymity', '레시피가 k-익명성을 약속하지 않았습니다')
  if (quasi.length === 0) return { verdict: 'passed', rule: promises.k, because: { en: 'There is no quasi-identifier', ko: '준식별자가 없습니다' } }
  const k = promises.k
  const { smallest, small } = await engine.queryOne(
    sql`select coalesce(min(n), 0) as smallest, count(*) filter (n < ${k}) as small from classes where not suppressed`,
    z.object({ smallest: z.number(), small: z.number() }),
  )
  const findings = small > 0 ? [`data/: ${small} classes have fewer than ${k} rows; the smallest has ${smallest}`] : []
  if (!privacy.models.some((model) => model['k-anonymity'] === k)) findings.push(`reports/privacy.json: ${k}-anonymity of recipe.yaml is not among its models`)
  return judge(findings, { claim: privacy.unit === 'row' ? privacy.smallest : null, rule: k, measured: smallest })
}

async function smallestInPersons(release: Release, needs: ClassNeeds): Promise<Outcome> {
  const { promises: { k, person }, privacy, quasi } = release
  if (person === undefined || k === undefined || quasi.length === 0) {
    const unit = privacy.unit === 'person' ? ['reports/privacy.json: counts persons, but recipe.yaml names no person'] : []
    return unit.length > 0 && quasi.length > 0 ? judge(unit) : notChecked('A row is a person here: the recipe names no column of persons', '행이 곧 사람입니다. 레시피에 사람 열이 없습니다')
  }
  const sizes = await listPersonSizes(needs)
  if (!sizes) return notChecked('The column of persons is not in the release; the rows of each class were counted', '사람 열이 공개본에 없어 동질집합의 행 수만 확인했습니다')
  const smallest = sizes[0]?.size ?? 0
  const small = sizes.filter(({ size }) => size < k).reduce((sum, { classes }) => sum + classes, 0)
  const findings = small > 0 ? [`data/: ${small} classes have fewer than ${k} persons; the smallest has ${smallest}`] : []
  if (privacy.unit !== 'person') findings.push('reports/privacy.json: counts rows, but recipe.yaml names a person')
  return judge(findings, { claim: privacy.smallest, rule: k, measured: smallest })
}

async function foldedClasses({ quasi, promises }: Release, engine: SqlEngine): Promise<Outcome> {
  if (quasi.length === 0) return notChecked('There is no quasi-identifier', '준식별자가 없습니다')
  const findings: string[] = []
  let isNoted = true
  const joins: Sql[] = []
  for (const [place, column] of quasi.entries()) {
    const spelt = await foldLabels(place, engine)
    const many = spelt.length
    joins.push(sql`join ${identifier(`folded_${place}`)} on ${identifier(`folded_${place}`)}.label is not distinct from c.${classCell(place)}`)
    if (many === 0) continue
    findings.push(`data/: column "${column.name}": ${many} labels differ from another only in case, blanks or Unicode form`)
    isNoted &&= comesFromData(column, spelt)
  }
  const folded = quasi.map((_, place) => sql`${identifier(`folded_${place}`)}.folded`)
  const { smallest } = await engine.queryOne(
    sql`select coalesce(min(rows), 0) as smallest from (select sum(c.n)::bigint as rows from classes c ${joinSql(joins, ' ')} where not c.suppressed group by ${joinSql(folded, ', ')})`,
    z.object({ smallest: z.number() }),
  )
  if (promises.k !== undefined && smallest > 0 && smallest < promises.k) { findings.push(`data/: the smallest class has ${smallest} rows`); isNoted = false }
  const outcome = judge(findings, { rule: promises.k ?? null, measured: smallest })
  return findings.length > 0 && isNoted ? { ...outcome, verdict: 'noted', because: { en: 'The delivery spells these values in several ways', ko: '원본에 표기가 여럿인 값입니다' } } : outcome
}

/** Labels that nobody wrote into a hierarchy: the delivery's own spelling, whole or in part. */
function comesFromData({ told }: QuasiIdentifier, labels: readonly (string | null)[]): boolean {
  if (told.level === 0 || told.kind === 'prefix' || told.kind === 'none') return true
  const levels = new Map(told.labels.map(({ label, level }) => [label, level]))
  return labels.every((label) => levels.get(label) === 0)
}

/** Loads each label of a quasi-identifier with its folded spelling; the labels that share theirs with another. */
async function foldLabels(place: number, engine: SqlEngine): Promise<(string | null)[]> {
  const { rows } = await engine.table(sql`select distinct ${classCell(place)} as label from classes where not suppressed order by 1`)
  const labels = rows.map(([label]) => (typeof label === 'string' ? label : null))
  const folded = labels.map((label) => fold(label ?? ''))
  await engine.load(`folded_${place}`, [{ name: 'label', type: 'text', values: labels }, { name: 'folded', type: 'text', values: folded }])
  const times = new Map<string, number>()
  for (const one of folded) times.set(one, (times.get(one) ?? 0) + 1)
  return labels.filter((_, index) => (times.get(folded[index] ?? '') ?? 0) > 1)
}

function fold(label: string): string {
  return label.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC').trim()
}
