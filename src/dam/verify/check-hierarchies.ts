import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Check } from '#dam/dataset/reports.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, sql } from '#platform/engines/sql-text.ts'
import { classCell } from './check-classes.ts'
import type { ExpectedColumn, ExpectedValues } from './expected-values.ts'
import { type HierarchyRows, readHierarchyCsv, readTree } from './hierarchy-rows.ts'
import { isClose } from './is-close.ts'
import { judge, makeCheck, type Outcome, WITHOUT_DELIVERY } from './make-check.ts'
import { isLocal, type QuasiIdentifier, type Release, type ToldHierarchy } from './open-release.ts'
import type { PromisedColumn } from './read-recipe.ts'
import { firstDifference } from './rebuild-hierarchy.ts'

/** Checks 3 and 6, the hierarchies: their labels are the released ones, mean one thing each, and have the leaves that they say. Needs `classes`. */
export async function checkHierarchies(release: Release, { engine, expected }: { engine: SqlEngine; expected?: () => Promise<ExpectedValues> }): Promise<Check[]> {
  return [
    await makeCheck({
      id: 'labels', label: { en: 'Labels are the released ones, each with one meaning', ko: '범주는 공개된 것과 같고 뜻이 하나' },
      method: { en: 'Labels of hierarchies/NN.json against the labels of the data files; each once, their leaves within the domain, * for all of it, and no label that is also the name of a value outside it.', ko: 'hierarchies/NN.json의 범주를 데이터 파일의 범주와 비교하고, 한 번씩만 나오는지, 말단 수가 정의역 안인지, *가 전체인지, 범주 밖 값의 이름과 겹치지 않는지 확인합니다.' },
      recompute: "duckdb -c \"select unnest(labels) from 'hierarchies/*.json'\"",
      run: async () => {
        const findings: string[] = []
        for (const [place, column] of release.quasi.entries()) findings.push(...await compareLabels(release, column, place, engine))
        return judge(findings, { measured: release.quasi.length })
      },
    }),
    await makeCheck({
      id: 'given-hierarchies', label: { en: 'Given hierarchies', ko: '주어진 범주 체계' },
      method: { en: 'hierarchies/NN.csv, line by line: leads every label to as many leaves as NN.json says, each label upward to one; the same as the tree of the recipe, or as the file it names.', ko: 'hierarchies/NN.csv를 줄마다 읽어 말단 수가 NN.json과 같은지, 범주마다 상위 범주가 하나인지, 레시피의 트리나 파일과 같은지 확인합니다.' },
      recompute: 'cat hierarchies/*.csv',
      run: () => checkGiven(release, expected),
    }),
    await makeCheck({
      id: 'leaves', label: { en: 'Leaves and domains follow from the delivery', ko: '말단과 정의역은 원본에서 나옴' },
      method: { en: 'Levels, leaves and domain of every hierarchy, rebuilt in SQL from the recipe and the delivery; levels within the recipe\'s bounds.', ko: '모든 범주 체계의 수준, 말단, 정의역을 레시피와 원본으로부터 SQL로 다시 만들어 비교합니다.' },
      recompute: 'The publisher, with the delivery: datadam run RECIPE',
      run: async () => (expected ? compareLeaves(await expected(), engine) : WITHOUT_DELIVERY),
    }),
  ]
}

async function compareLabels(release: Release, { name, file, told, promise }: QuasiIdentifier, place: number, engine: SqlEngine): Promise<string[]> {
  const findings: string[] = []
  if (told.column !== name) findings.push(`${file}: is of column "${told.column}" and should be of "${name}"`)
  if (told.kind !== promise.hierarchy.kind) findings.push(`${file}: the kind is ${told.kind}, in recipe.yaml ${promise.hierarchy.kind}`)
  if ((told.level === null) !== isLocal(release)) findings.push(`${file}: ${told.level === null ? 'has no level of all rows' : 'has one level of all rows'}, but the recoding of recipe.yaml is ${release.promises.recoding}`)
  if (told.level === null) findings.push(...await boundLabels(told, { file, place, promise }, engine))
  else findings.push(...boundLevel(told.level, { told, file, promise }))
  if (told.labels.some(({ level }) => level >= told.levels || (told.level !== null && level > told.level && level < told.levels - 1))) findings.push(`${file}: a label is on a level where it cannot stand`)
  if (told.level !== null && told.level >= told.levels) findings.push(`${file}: level ${told.level} is none of its ${told.levels} levels`)
  const reported = release.privacy.columns.find((column) => column.column === name)
  if (!reported || (reported.level ?? null) !== told.level || reported.levels !== told.levels) findings.push(`reports/privacy.json: level or levels of column "${name}" differ from ${file}`)
  const { rows } = await engine.table(sql`select distinct ${classCell(place)} from classes`)
  const released = new Set(rows.map(([label]) => (typeof label === 'string' ? label : null)))
  const written = new Set(told.labels.map(({ label }) => label))
  if (written.size !== told.labels.length) findings.push(`${file}: a label occurs twice`)
  told.labels.forEach(({ label }, index) => { if (!released.has(label)) findings.push(`${file}: label ${index + 1} is not in the data`) })
  const missing = Array.from(released).filter((label) => !written.has(label)).length
  if (missing > 0) findings.push(`${file}: ${missing} labels of data/ column "${name}" are not in it`)
  const leaves = told.labels.filter(({ label }) => label !== '*').reduce((sum, label) => sum + label.leaves, 0)
  // Labels of several levels may lie within each other.
  if (told.level !== null && leaves > told.domain * (1 + 1e-9)) findings.push(`${file}: its labels have ${leaves} leaves, its domain only ${told.domain}`)
  told.labels.forEach((label, index) => {
    if (label.label === '*' && label.leaves !== told.domain) findings.push(`${file}: label ${index + 1} is * and should have the ${told.domain} leaves of the domain`)
  })
  return findings
}

function boundLevel(level: number, { told, file, promise }: Pick<QuasiIdentifier, 'told' | 'file' | 'promise'>): string[] {
  const { atLeast, atMost } = levelsOf(promise)
  if (level >= atLeast && level <= atMost) return []
  return [`${file}: level ${level} of ${told.levels} lies outside the levels of recipe.yaml`]
}

/** No label of a class is coarser than the recipe allows; whether one is finer takes the delivery. */
async function boundLabels(told: ToldHierarchy, { file, place, promise }: { file: string; place: number; promise: PromisedColumn }, engine: SqlEngine): Promise<string[]> {
  const { atMost } = levelsOf(promise)
  const { rows } = await engine.table(sql`select distinct ${classCell(place)} from classes where not suppressed`)
  const used = new Set(rows.map(([label]) => label))
  return told.labels.flatMap(({ label, level }, index) => (used.has(label) && level > atMost ? [`${file}: label ${index + 1} is on level ${level}, coarser than recipe.yaml allows`] : []))
}

/** The levels that the recipe allows: the one it asks for, or those between its bounds. */
export function levelsOf({ steps, levels }: PromisedColumn): { atLeast: number; atMost: number } {
  const chosen = steps.find((step) => step.kind === 'generalise-to')
  return chosen ? { atLeast: chosen.level, atMost: chosen.level } : levels
}

async function checkGiven({ folder, quasi, entries }: Release, expected: (() => Promise<ExpectedValues>) | undefined): Promise<Outcome> {
  const findings: string[] = []
  const columns = expected ? (await expected()).columns : []
  for (const column of quasi) {
    const file = column.file.replace(/json$/, 'csv')
    const isThere = entries.some((entry) => entry.path === file)
    const isGiven = column.promise.hierarchy.kind === 'file' || column.promise.hierarchy.kind === 'tree'
    if (isThere !== isGiven) findings.push(isGiven ? `${file}: is missing` : `${file}: column "${column.name}" has no given hierarchy`)
    if (!isThere || !isGiven) continue
    const rows = readHierarchyCsv(await readFile(join(folder, file), 'utf8'), file)
    findings.push(...compareGiven(rows, column, file))
    const { hierarchy } = column.promise
    const promised = hierarchy.kind === 'tree' ? readTree(hierarchy.tree) : columns.find((one) => one.place === column.place)?.given
    const line = promised && firstDifference(rows, promised)
    if (line !== undefined) findings.push(`${file}: line ${line} differs from the hierarchy of recipe.yaml`)
  }
  return judge(findings, { measured: quasi.length })
}

function compareGiven(rows: HierarchyRows, { told, file: json }: QuasiIdentifier, file: string): string[] {
  const findings: string[] = []
  const lines = new Map<string, number[]>()
  const parents = new Map<string, string>()
  const values = new Map<string, number>()
  const standing = new Map<string, number>()
  rows.forEach((row, place) => {
    const line = place + 1
    const own = told.level === null ? new Set(row) : [row[told.level] ?? '']
    for (const label of own) { const known = lines.get(label); if (known) known.push(line); else lines.set(label, [line]) }
    row.forEach((label, level) => { standing.set(`${level}\0${label}`, (standing.get(`${level}\0${label}`) ?? 0) + 1) })
    const [value = ''] = row
    if (values.has(value)) findings.push(`${file}: line ${line} repeats the value of line ${values.get(value) ?? 0}`)
    values.set(value, line)
    for (let level = 0; level + 1 < row.length; level++) {
      const key = `${level}\0${row[level] ?? ''}`
      const parent = row[level + 1] ?? ''
      if ((parents.get(key) ?? parent) !== parent) findings.push(`${file}: line ${line}: the label of level ${level} has another parent on an earlier line`)
      parents.set(key, parent)
    }
  })
  if (rows[0]?.length !== told.levels) findings.push(`${file}: has ${rows[0]?.length ?? 0} levels, ${json} ${told.levels}`)
  told.labels.forEach(({ label, leaves }, index) => {
    if (label === null || label === '*') return
    const own = lines.get(label) ?? []
    if (own.length !== leaves) findings.push(`${file}: ${own.length === 0 ? 'no line has' : `lines ${own.slice(0, 3).join(', ')}${own.length > 3 ? '…' : ''}: ${own.length} lines have`} label ${index + 1} of ${json}, which says ${leaves}`)
    if (told.level === null && Array.from({ length: told.levels }, (_, level) => standing.get(`${level}\0${label}`) ?? own.length).some((many) => many !== own.length)) findings.push(`${file}: label ${index + 1} of ${json} stands for different leaves on different levels`)
    const leafLine = values.get(label)
    if (leafLine !== undefined && !own.includes(leafLine)) findings.push(`${file}: line ${leafLine}: label ${index + 1} of ${json} is also the name of a value outside it`)
  })
  const missing = told.labels.some(({ label }) => label === null) ? 1 : 0
  if (rows.length + missing !== told.domain && rows.length + 1 !== told.domain) findings.push(`${file}: ${rows.length} lines, but the domain of ${json} is ${told.domain}`)
  return findings
}

async function compareLeaves({ columns }: ExpectedValues, engine: SqlEngine): Promise<Outcome> {
  const findings: string[] = []
  for (const column of columns) findings.push(...await leavesOf(column, engine))
  return judge(findings, { measured: columns.filter((column) => column.quasi).length })
}

async function leavesOf({ quasi, rebuilt }: ExpectedColumn, engine: SqlEngine): Promise<string[]> {
  if (!quasi || !rebuilt) return []
  const { told, file, promise } = quasi
  const findings: string[] = []
  if (told.levels !== rebuilt.levels) findings.push(`${file}: ${told.levels} levels; the recipe makes ${rebuilt.levels}`)
  if (!isClose(told.domain, rebuilt.domain)) findings.push(`${file}: the domain is ${told.domain}; the delivery and the recipe make it ${rebuilt.domain}`)
  const Label = z.object({ label: z.string().nullable(), leaves: z.number(), level: z.number(), coarsest: z.number(), meanings: z.number() })
  const rows = await engine.query(sql`select label, leaves, level, coarsest, meanings from ${identifier(`${rebuilt.table}_labels`)}`, Label)
  const made = new Map(rows.map((row) => [row.label, row]))
  const { atLeast } = levelsOf(promise)
  told.labels.forEach(({ label, leaves, level }, index) => {
    const own = made.get(label)
    const said = `${file}: label ${index + 1}`
    if (told.level === null && own && own.meanings > 1) findings.push(`${said} stands for different leaves on different levels`)
    if (label === '*') return
    if (own === undefined) { findings.push(`${said} is none that the recipe makes of the delivery`); return }
    if (!isClose(own.leaves, leaves)) findings.push(`${said} has ${leaves} leaves; the recipe makes ${own.leaves}`)
    if (own.level !== level) findings.push(`${said} is on level ${level}; the finest on which the recipe makes it is ${own.level}`)
    if (told.level === null && own.coarsest < atLeast) findings.push(`${said} is finer than recipe.yaml allows`)
  })
  return findings
}
