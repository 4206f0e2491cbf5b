import type { Check, PrivacyReport } from '#dam/dataset/reports.ts'
import { ROW_NUMBER, textTable } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import { classCell } from './check-classes.ts'
import { sumOfWeights } from './check-scores.ts'
import { isClose } from './is-close.ts'
import { judge, makeCheck, notChecked, type Outcome, WITHOUT_DELIVERY } from './make-check.ts'
import type { Release } from './open-release.ts'
import { printOf } from './place-rows.ts'
import type { RowNeeds } from './row-needs.ts'

/** What recounting groups needs, when the delivery and the vault are at hand. */
export interface GroupNeeds extends Pick<RowNeeds, 'engine' | 'evidence'> {
  readonly salt: string
  /** Makes the table of that name. */
  readonly placed: () => Promise<void>
}

/** Groups of fewer rows are neither judged nor named, where the recipe says nothing else. */
const SMALLEST = 30
const ROUNDING = 1e-9

/** Check of fairness: what each group of the delivery lost is what the report says, and within the promise. Needs the table `classes`. */
export async function checkGroups(release: Release, needs: GroupNeeds | undefined): Promise<Check[]> {
  const { promises: { parity, fairness }, quasi } = release
  return [await makeCheck({
    id: 'groups', label: { en: 'No group is erased', ko: '지워진 집단이 없음' },
    method: { en: 'Suppressed rows and lost information by delivered group, from every released row and its row of the delivery, against the report; each group that is large enough within the promise of the recipe.', ko: '공개된 모든 행과 그 원본 행으로 집단마다 삭제 처리된 행과 정보 손실을 다시 세어 보고서와 비교하고, 충분히 큰 집단이 레시피의 약속 안에 있는지 확인합니다.' },
    recompute: 'The publisher, with the delivery and the vault: datadam run RECIPE',
    run: async () => {
      if (!parity && !fairness) return notChecked('The recipe names no groups', '레시피에 집단이 없습니다')
      if (quasi.length === 0) return notChecked('There is no quasi-identifier, so that no group loses anything', '준식별자가 없어 잃는 집단이 없습니다')
      return needs ? recountGroups(release, needs) : WITHOUT_DELIVERY
    },
  })]
}

interface Counted { readonly cell: readonly (string | null)[]; readonly rows: number; readonly suppressed: number; readonly loss: number }

async function recountGroups(release: Release, needs: GroupNeeds): Promise<Outcome> {
  const { promises: { parity, fairness }, privacy } = release
  const asked = [...(parity ? [parity.by] : []), ...(fairness?.groups ?? []).map((name) => [name])]
  const named = Array.from(new Set([...asked.flat(), ...privacy.groups.flatMap(({ by }) => by)]))
  const findings = asked.filter((by) => !privacy.groups.some((told) => isSame(told.by, by))).map((by) => `reports/privacy.json: what became of the groups of ${words(by)} is not told`)
  const unknown = named.filter((name) => !needs.evidence.table.columns.some((column) => column.name === name))
  if (unknown.length > 0) return judge(unknown.map((name) => `column "${name}", of which groups are told, is not in the delivery`))
  await layGroups(release, named, needs)
  const whole = sumUp(await countBy([], needs.engine))
  for (const told of privacy.groups) findings.push(...compareGroups(told, await countBy(told.by.map((name) => named.indexOf(name)), needs.engine), whole, fairness?.smallestCell ?? SMALLEST))
  let worst = 0
  if (parity) {
    const judged = judgeParity(await countBy(parity.by.map((name) => named.indexOf(name)), needs.engine), whole, { atMost: parity.atMost, smallest: fairness?.smallestCell ?? SMALLEST })
    findings.push(...judged.findings)
    worst = judged.worst
    if (privacy.parity.length === 0) findings.push('reports/privacy.json: the promised parity is not told')
    if (privacy.parity.some(({ verdict }) => verdict === 'failed')) findings.push('reports/privacy.json: tells itself that the promised parity does not hold')
  } else if (fairness) {
    for (const name of fairness.groups) {
      const erased = (await countBy([named.indexOf(name)], needs.engine)).filter(({ rows, suppressed }) => rows >= fairness.smallestCell && suppressed === rows)
      if (erased.length > 0) findings.push(`data/: ${erased.length} groups of "${name}", the largest of ${Math.max(...erased.map(({ rows }) => rows))} rows, are suppressed as a whole`)
    }
  }
  return judge(findings, { rule: parity?.atMost ?? null, measured: parity ? worst : named.length, unit: parity ? 'score' : 'count' })
}

/** Counts the finest groups into `group_cells`: the delivered values g0, g1, …, `rows`, `suppressed` and `loss`, a sum over the rows. */
async function layGroups(release: Release, named: readonly string[], { engine, evidence, placed, salt }: GroupNeeds): Promise<void> {
  await placed()
  const { quasi } = release
  const cells = quasi.map((_, place) => sql`c.${classCell(place)}`)
  const lost: Sql[] = []
  const joins: Sql[] = []
  for (const [place, { told, promise }] of quasi.entries()) {
    const table = `group_losses_${place}`
    // D_j of 1: nothing can be lost.
    const losses = told.labels.map(({ leaves }) => (told.domain === 1 ? 0 : (leaves - 1) / (told.domain - 1)))
    await engine.load(table, [{ name: 'label', type: 'text', values: told.labels.map(({ label }) => label) }, { name: 'loss', type: 'double', values: losses }])
    joins.push(sql`left join ${identifier(table)} on ${identifier(table)}.label is not distinct from c.${classCell(place)}`)
    lost.push(sql`${literal(promise.weight)} * (case when c.suppressed then ${told.domain === 1 ? 0 : 1} else ${identifier(table)}.loss end)`)
  }
  await engine.run(sql`create or replace temporary table class_losses as select ${printOf(cells, salt)} as print, (${joinSql(lost, ' + ')})::double / ${sumOfWeights(quasi)}::double as loss from classes c ${joinSql(joins, ' ')}`)
  const groups = named.map((name, place) => sql`d.${identifier(name)} as ${groupCell(place)}`)
  const delivery = textTable(evidence.table)
  await engine.run(sql`create or replace temporary table group_cells as select ${joinSql([...groups, sql`count(*) as rows`, sql`count(*) filter (p.suppressed) as suppressed`, sql`sum(l.loss)::double as loss`], ', ')}
    from placed p join class_losses l on l.print = p.quasi_print join ${delivery} d on d.${identifier(ROW_NUMBER)} = p.row group by all`)
}

function groupCell(place: number): Sql {
  return identifier(`g${place}`)
}

async function countBy(places: readonly number[], engine: SqlEngine): Promise<Counted[]> {
  const cells = places.map((place) => groupCell(place))
  const counts = sql`sum(rows)::bigint, sum(suppressed)::bigint, sum(loss)::double`
  const { rows } = await engine.table(cells.length === 0 ? sql`select ${counts} from group_cells` : sql`select ${counts}, ${joinSql(cells, ', ')} from group_cells group by ${joinSql(cells, ', ')}`)
  return rows.map(([all, suppressed, loss, ...cell]) => ({ cell: cell.map((value) => (typeof value === 'string' ? value : null)), rows: Number(all), suppressed: Number(suppressed), loss: Number(loss) / Number(all) }))
}

function sumUp([whole]: readonly Counted[]): Counted {
  return whole ?? { cell: [], rows: 0, suppressed: 0, loss: 0 }
}

type ToldGroups = PrivacyReport['groups'][number]

function compareGroups({ by, whole: told, outcomes }: ToldGroups, counted: readonly Counted[], whole: Counted, smallest: number): string[] {
  const where = `reports/privacy.json: groups of ${words(by)}`
  const findings: string[] = []
  if (told.suppressed.count !== whole.suppressed || told.suppressed.of !== whole.rows || !isClose(told.loss, whole.loss)) findings.push(`${where}: the whole lost ${told.loss} and ${told.suppressed.count} of ${told.suppressed.of} rows; counted ${whole.loss} and ${whole.suppressed} of ${whole.rows}`)
  const large = counted.filter(({ rows }) => rows >= smallest)
  const shown = outcomes.filter(({ isSmall }) => !isSmall)
  if (shown.length !== large.length) findings.push(`${where}: ${shown.length} groups of at least ${smallest} rows, counted ${large.length}`)
  shown.forEach((outcome, place) => {
    const own = large.find(({ cell }) => by.every((name, index) => outcome.cell.find(({ column }) => column === name)?.value === cell[index]))
    if (!own) findings.push(`${where}: group ${place + 1} is none of at least ${smallest} rows in the delivery`)
    else if (own.rows !== outcome.rows || own.suppressed !== outcome.suppressed || !isClose(own.loss, outcome.loss)) findings.push(`${where}: group ${place + 1} has ${outcome.rows} rows, ${outcome.suppressed} suppressed, loss ${outcome.loss}; counted ${own.rows}, ${own.suppressed}, ${own.loss}`)
  })
  const small = outcomes.filter(({ isSmall }) => isSmall)
  if (small.some(({ cell }) => cell.length > 0)) findings.push(`${where}: a group too small to be judged is shown by name`)
  const rest = counted.filter(({ rows }) => rows < smallest)
  const sum = (groups: readonly { rows: number; suppressed: number }[]) => `${groups.reduce((all, { rows }) => all + rows, 0)} rows, ${groups.reduce((all, { suppressed }) => all + suppressed, 0)} suppressed`
  if (small.length > 0 && sum(small) !== sum(rest)) findings.push(`${where}: the small groups together have ${sum(small)}; counted ${sum(rest)}`)
  return findings
}

/** The rule of docs/release-format.md, section 5; the worst group by how many times the whole it lost. */
function judgeParity(groups: readonly Counted[], whole: Counted, { atMost, smallest }: { atMost: number; smallest: number }): { findings: string[]; worst: number } {
  const findings: string[] = []
  let worst = 0
  const rates = [
    { what: 'suppressed', of: ({ rows, suppressed }: Counted) => suppressed / rows },
    { what: 'lost', of: ({ loss }: Counted) => loss },
  ]
  for (const { what, of } of rates) {
    const all = of(whole)
    if (!(all > 0)) continue
    const times = groups.filter(({ rows }) => rows >= smallest).map((group) => of(group) / all)
    worst = Math.max(worst, ...times)
    const beyond = times.filter((one) => one > atMost * (1 + ROUNDING))
    if (beyond.length > 0) findings.push(`data/: ${beyond.length} groups are ${what} more than ${atMost} times as often, or as much, as the whole; the worst ${Math.max(...beyond).toPrecision(4)} times`)
  }
  return { findings, worst }
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name))
}

function words(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(' and ')
}
