import { z } from 'zod'
import type { Check } from '#dam/dataset/reports.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { type Sql, sql } from '#platform/engines/sql-text.ts'
import { classCell } from './check-classes.ts'
import { combinationOf } from './count-boxes.ts'
import type { ExpectedColumn, ExpectedValues } from './expected-values.ts'
import { judge, makeCheck, notChecked, type Outcome } from './make-check.ts'
import { isLocal, type Release, releasedCell, suppressedRow } from './open-release.ts'
import { printOf } from './place-rows.ts'

export interface ClassValueNeeds {
  readonly engine: SqlEngine
  readonly expected: () => Promise<ExpectedValues>
  /** Makes the table `fitting` where rows have levels of their own; false where it would be too large. */
  readonly boxes: () => Promise<boolean>
  readonly salt: string
}

/**
 * Check 3 for someone who holds the source but not the vault: values exchanged between two classes leave every count of
 * a class and of a column as it was, but not those of both together. Needs the table `classes`.
 */
export async function matchClassValues(release: Release, needs: ClassValueNeeds): Promise<Check[]> {
  return [await makeCheck({
    id: 'source-class-values', label: { en: 'Values stand in the class they came from', ko: '값은 원래 속한 동질집합에 있음' },
    method: {
      en: 'The source is treated by the recipe and laid into the released classes; the values of all columns outside the quasi-identifiers that follow from their row are counted together, class by class, suppressed rows as one. In a global or strict recoding each source row fits one class at most, so both sides must agree; where a sample was drawn, or in a free recoding, a class may hold no more of each than the source rows that fit it.',
      ko: '원본을 레시피대로 처리해 공개된 동질집합에 넣고, 준식별자가 아니면서 행마다 정해지는 모든 열의 값 조합을 집합별로(삭제 처리된 행은 하나로) 셉니다. 전역 및 엄격 재부호화에서는 원본 행이 많아야 한 집합에 맞으므로 양쪽이 같아야 하고, 표본이거나 자유 재부호화이면 집합에 맞는 원본 행보다 많지 않아야 합니다.',
    },
    recompute: 'datadam verify . --source FILE',
    run: () => compareCounts(release, needs),
  })]
}

async function compareCounts(release: Release, { engine, expected, boxes, salt }: ClassValueNeeds): Promise<Outcome> {
  const values = await expected()
  const kept = values.columns.filter(({ group }) => group === 'rest')
  const leftOut = tellLeftOut(values)
  if (kept.length === 0) return notChecked(`No column is released whose values follow from their row. ${leftOut.en}`.trim(), `행마다 값이 정해지는 공개 열이 없습니다. ${leftOut.ko}`.trim())
  const isInBoxes = isLocal(release) && release.quasi.length > 0
  if (isInBoxes && !await boxes()) return notChecked('The combinations are too many to be counted for every class', '조합이 너무 많아 동질집합마다 셀 수 없습니다')
  const isAtMost = release.promises.sample !== undefined || release.promises.recoding === 'free-local'
  const sides = sidesOf(release, values, { salt, isInBoxes, isAtMost })
  const all = await countStrays(sides, kept, engine)
  const findings: string[] = []
  for (const column of all > 0 ? kept : []) {
    const own = await countStrays(sides, [column], engine)
    if (own > 0) findings.push(`data/: column "${column.name}": ${own} rows hold a value that does not stand in their class as often in the source`)
  }
  if (all > 0 && findings.length === 0) findings.push(`data/: ${all} rows hold values that stand in their class in the source, but not together (columns ${named(kept)})`)
  return judge(findings, { rule: 0, measured: all, ...(leftOut.en !== '' && { because: leftOut }) })
}

/** Both sides as statements with `class` and `print`, a print of some columns' values: what is released, and what the source makes of it. */
interface Sides {
  readonly here: (columns: readonly ExpectedColumn[]) => Sql
  readonly there: (columns: readonly ExpectedColumn[]) => Sql
  readonly isAtMost: boolean
}

/** Of suppressed rows, and of source rows that fit no class. */
const NO_CLASS = sql`0::ubigint`

function sidesOf({ quasi }: Release, values: ExpectedValues, { salt, isInBoxes, isAtMost }: { salt: string; isInBoxes: boolean; isAtMost: boolean }): Sides {
  const labels = quasi.map(({ place }) => releasedCell(place))
  const suppressed = suppressedRow(quasi, labels)
  // Which source rows are suppressed is known only where each fits one class at most and all were drawn.
  const compared = isAtMost ? sql`where not ${suppressed}` : sql``
  const cells = values.columns.filter(({ group }) => group === 'quasi').map(({ cell }) => cell)
  const released = sql`select ${printOf(quasi.map((_, place) => classCell(place)), salt)} as print from classes where not suppressed`
  const [key, classes] = isInBoxes
    ? [combinationOf(values, salt), sql`(select combination as key, print as class from fitting)`]
    : [printOf(cells, salt), sql`(select print as key, print as class from (${released}))`]
  const printHere = (columns: readonly ExpectedColumn[]) => printOf(columns.map(({ comparable, place }) => comparable(releasedCell(place))), salt)
  const printThere = (columns: readonly ExpectedColumn[]) => printOf(columns.map(({ comparable, cell }) => comparable(cell)), salt)
  return {
    here: (columns) => sql`select case when ${suppressed} then ${NO_CLASS} else ${printOf(labels, salt)} end as class, ${printHere(columns)} as print from released ${compared}`,
    there: (columns) => sql`select coalesce(c.class, ${NO_CLASS}) as class, x.print from (select ${key} as key, ${printThere(columns)} as print from ${values.rows}) x left join ${classes} c on c.key = x.key`,
    isAtMost,
  }
}

/** Released rows whose values stand in their class more often than in the source; where both sides must agree, those that it lacks too. */
async function countStrays({ here, there, isAtMost }: Sides, columns: readonly ExpectedColumn[], engine: SqlEngine): Promise<number> {
  const surplus = sql`select sum(side) as surplus from (select *, 1 as side from (${here(columns)}) union all select *, -1 as side from (${there(columns)})) group by class, print`
  const { more, fewer } = await engine.queryOne(
    sql`select coalesce(sum(surplus) filter (surplus > 0), 0)::bigint as more, coalesce(-sum(surplus) filter (surplus < 0), 0)::bigint as fewer from (${surplus})`,
    z.object({ more: z.number(), fewer: z.number() }),
  )
  return isAtMost ? more : Math.max(more, fewer)
}

/** What cannot be compared, and why. */
function tellLeftOut({ columns, left }: ExpectedValues): { en: string; ko: string } {
  const disturbed = columns.filter(({ group }) => group === 'disturbed')
  const tokens = columns.filter(({ group }) => group === 'pseudonym')
  const told: { en: string; ko: string }[] = []
  if (disturbed.length > 0) told.push({ en: `Not compared, because no value of theirs follows from its row alone (shuffled, averaged or under noise): ${named(disturbed)}`, ko: `섞기, 평균, 잡음 처리로 값이 행에서 정해지지 않아 비교하지 못한 열: ${named(disturbed)}` })
  if (tokens.length > 0) told.push({ en: `Not compared, because their tokens need the project's key: ${named(tokens)}`, ko: `토큰에 프로젝트 키가 필요해 비교하지 못한 열: ${named(tokens)}` })
  if (left.length > 0) told.push({ en: `Not compared, because their hierarchies are not in the release: ${left.map((name) => `"${name}"`).join(', ')}`, ko: `일반화 계층이 공개본에 없어 비교하지 못한 열: ${left.map((name) => `"${name}"`).join(', ')}` })
  return { en: told.map(({ en }) => en).join('. '), ko: told.map(({ ko }) => ko).join('. ') }
}

function named(columns: readonly Pick<ExpectedColumn, 'name'>[]): string {
  return columns.map(({ name }) => `"${name}"`).join(', ')
}
