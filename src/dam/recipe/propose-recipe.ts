import type { CollectReport, ColumnProfile, ProfileReport } from '#dam/dataset/reports.ts'
import { Refusal } from '#platform/refusal.ts'
import { proposeHierarchy } from './propose-hierarchy.ts'
import { proposeQuality } from './propose-quality.ts'
import { proposeSource } from './propose-source.ts'
import { WrittenRecipe } from './recipe.ts'
import { entryLines, yamlLine } from './yaml-line.ts'

/** A quasi-identifier with more different values, and no hierarchy but value and `*`, is a decision for a person. */
const MANY_VALUES = 100

/**
 * The text of a recipe for data that was just profiled, for a person to read: each guess has its reason
 * beside it, and what is unsure is marked CHECK and listed at the top.
 *
 * `sources` are written as they are given: relative to where the recipe will lie. `name` is publisher/data-set.
 * The text passes `parseRecipe` and `checkRecipe`.
 *
 * @throws {Refusal} `wrong-use` for a name of another form
 */
export function proposeRecipe({ profile, collect, sources, name }: { profile: ProfileReport; collect: CollectReport; sources: readonly string[]; name?: string }): string {
  if (name !== undefined && !WrittenRecipe.shape.dataset.shape.name.safeParse(name).success) throw new Refusal('wrong-use', 'The name of the data set has the wrong form; write publisher/data-set in small letters, digits and hyphens, such as city-health/discharges.')
  const person = findPerson(profile)
  const columns = profile.columns.map((column) => proposeColumn(column, { collect, isPerson: column.name === person }))
  const source = proposeSource(collect, sources, name)
  const quasi = profile.columns.filter(({ role }) => role.guess === 'quasi-identifier')
  const open = columns.filter(({ checks }) => checks.length > 0)
  return [
    `# Recipe for ${count(profile.rows, 'row')} and ${count(columns.length, 'column')}, proposed by datadam init. Read it once: it decides what is released.`,
    ...(open.length === 0 ? ['# Every column has its guess and its reason; none needs a decision.'] : [
      `# ${count(open.length, 'column')} ${open.length === 1 ? 'needs' : 'need'} your decision, marked CHECK below:`,
      ...open.flatMap((column) => column.checks.map((check) => `#   ${oneLine(column.name)}: ${check}`)),
    ]),
    ...(columns.every(({ isDropped }) => isDropped) ? ['# CHECK: every column is dropped, so nothing would be released; give at least one another role.'] : []),
    'datadam: 1',
    '',
    'dataset:',
    ...source.dataset.map(indented),
    '',
    'source:',
    ...source.source.map(indented),
    '',
    '# role: identifier names a person; quasi-identifier does so together with others; sensitive must not be',
    '# learned about a person; text is free text; plain is none of these.',
    'columns:',
    ...columns.flatMap(({ lines }) => lines).map(indented),
    '',
    ...qualityLines(profile),
    ...(quasi.length === 0 ? ['# No column looks like a quasi-identifier, so no privacy is promised. CHECK that this is true.'] : privacyLines(quasi.length, person)),
    '',
    'release:',
    '  version: 1.0.0',
    '  access: restricted   # CHECK: open, registered or restricted',
    '',
  ].join('\n')
}

interface ProposedColumn {
  readonly name: string
  readonly checks: readonly string[]
  readonly isDropped: boolean
  readonly lines: readonly string[]
}

function proposeColumn(column: ColumnProfile, { collect, isPerson }: { collect: CollectReport; isPerson: boolean }): ProposedColumn {
  const { guess, because, sure } = column.role
  const hierarchy = guess === 'quasi-identifier' ? proposeHierarchy(column) : undefined
  const isDropped = guess === 'text' || (guess === 'identifier' && !isPerson)
  const format = column.type === 'date' || column.type === 'timestamp' ? collect.table.columns.find(({ name }) => name === column.name)?.format : undefined
  const entry = {
    role: guess,
    ...(isDropped ? { do: 'drop' } : guess === 'identifier' ? { do: 'pseudonym' } : {}),
    type: column.type,
    ...(format !== undefined && format !== '' && { format }),
    ...(hierarchy && { hierarchy: hierarchy.hierarchy }),
  }
  const hasTooMany = guess === 'quasi-identifier' && !hierarchy && column.distinct > MANY_VALUES
  const checks = [
    ...(sure ? [] : [`${oneLine(because)} Guessed: ${guess}.`]),
    ...(hasTooMany ? [`${column.distinct.toLocaleString('en')} different values and no hierarchy between a value and *; write one if you can.`] : []),
  ]
  const facts = [
    ...(sure ? [oneLine(because)] : []),
    ...(isPerson ? ['It repeats over rows: one person may have several.'] : []),
    ...(hierarchy ? [`Hierarchy: ${hierarchy.because}.`] : []),
    ...(column.missing > 0 ? [`${percent(column.missingShare)} missing.`] : []),
  ]
  return {
    name: column.name, checks, isDropped,
    lines: [...(facts.length > 0 ? [`# ${facts.join(' ')}`] : []), ...checks.map((check) => `# CHECK: ${check}`), ...entryLines(column.name, yamlLine(entry))],
  }
}

/** The identifier that most likely tells persons apart: it repeats over rows, yet has many values. */
function findPerson({ columns, rows }: ProfileReport): string | undefined {
  const repeated = columns.filter(({ role, missing, distinct }) => role.guess === 'identifier' && distinct > 1 && distinct < (rows - missing) * 0.95 && distinct > rows / 100)
  return repeated.toSorted((a, b) => a.missing - b.missing || b.distinct - a.distinct)[0]?.name
}

function qualityLines(profile: ProfileReport): string[] {
  const rules = proposeQuality(profile)
  return rules.length === 0 ? [] : [
    '# Rules that hold today, measured again on every delivery. Add on-failure: stop where a failure must end the run.',
    'quality:',
    ...rules.flatMap(({ rule, because }) => [`# ${because.charAt(0).toUpperCase()}${because.slice(1)}.`, `- ${yamlLine(rule)}`]).filter((line, place, all) => line !== all[place - 2]).map(indented),
    '',
  ]
}

function privacyLines(quasi: number, person: string | undefined): string[] {
  return [
    `# Every combination of the ${count(quasi, 'quasi-identifier')} is shared by at least this many ${person === undefined ? 'rows' : 'persons'}.`,
    'privacy:',
    '  models: [{k-anonymity: 5}]',
    ...(person === undefined ? [] : ['  # CHECK: a row is not a person where this column repeats; k counts persons.', `  person: ${yamlLine(person)}`]),
    '  recoding: strict-local   # each class has levels of its own; global keeps one level a column',
    '  metric: loss',
    '  suppression: {limit: 0.05}   # share of rows that may be hidden instead of made coarser',
  ]
}

function indented(line: string): string {
  return `  ${line}`
}

function count(number: number, unit: string): string {
  return `${number.toLocaleString('en')} ${unit}${number === 1 ? '' : 's'}`
}

function percent(share: number): string {
  return share < 0.001 ? 'less than 0.1 %' : `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`
}

/** For a comment: nothing in a name may end the line. */
function oneLine(text: string): string {
  const shown = text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  return shown.length > 200 ? `${shown.slice(0, 199).replace(/\p{Cs}$/u, '')}…` : shown
}
