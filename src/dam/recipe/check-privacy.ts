import { stepName } from './check-columns.ts'
import { stepsOf } from './column-steps.ts'
import type { Tell } from './check-hierarchy.ts'
import type { NamedColumn } from './check-quality.ts'
import { quoted, type RecipePath } from './problem.ts'
import type { PrivacyModel, Recipe } from './recipe.ts'

/** The columns that the promise names, list by list. */
export function columnsOfPrivacy({ privacy }: Recipe): NamedColumn[][] {
  if (!privacy) return []
  const one = (column: string | undefined, path: RecipePath): NamedColumn[] => (column === undefined ? [] : [{ column, path }])
  const parity = privacy.suppression.parity?.by ?? []
  return [
    one(privacy.person, ['privacy', 'person']),
    parity.map((column, place) => ({ column, path: ['privacy', 'suppression', 'parity', 'by', place] })),
    ...privacy.models.map((model, place) => {
      const { name, column } = describeModel(model)
      return one(column, ['privacy', 'models', place, name, 'column'])
    }),
  ]
}

/** Says what is wrong with the promise, and with columns that it would have to cover. */
export function checkPrivacy(recipe: Recipe, tell: Tell): void {
  const { columns, privacy } = recipe
  const first = Object.entries(columns).find(([, column]) => column.role === 'quasi-identifier' && !stepsOf(column).map(stepName).includes('drop'))
  if (privacy === undefined) {
    if (first) tell(['columns', first[0], 'role'], 'is quasi-identifier, and the recipe promises no privacy; add privacy: {models: [{k-anonymity: 5}]}, or write another role.')
    return
  }
  if (!first) tell(['privacy'], 'promises privacy, and no column that stays is a quasi-identifier; write role: quasi-identifier for the columns that together tell who a row is about, or leave `privacy` out.')
  const seen = new Set<string>()
  for (const [place, model] of privacy.models.entries()) {
    const path: RecipePath = ['privacy', 'models', place]
    const { name, column, kind } = describeModel(model)
    const key = JSON.stringify([name, kind, column])
    if (seen.has(key)) tell(path, column === undefined ? `${name} is given twice; keep the stricter one.` : `${name} (${kind}) of ${quoted(column)} is given twice; keep the stricter one.`)
    seen.add(key)
    if (column !== undefined) checkSensitive(recipe, { name, column, kind }, [...path, name], tell)
    if ('delta-presence' in model) checkPresence(recipe, model['delta-presence'], [...path, name], tell)
  }
  checkPopulation(recipe, tell)
  for (const [place, column] of (privacy.suppression.parity?.by ?? []).entries()) {
    if (roleOf(recipe, column) === 'identifier') tell(['privacy', 'suppression', 'parity', 'by', place], `${quoted(column)} is an identifier, so every person would be a group; name a column that groups share, such as sex.`)
  }
}

function describeModel(model: PrivacyModel): { readonly name: string; readonly column?: string; readonly kind?: string } {
  if ('l-diversity' in model) return { name: 'l-diversity', column: model['l-diversity'].column, kind: model['l-diversity'].kind }
  if ('t-closeness' in model) return { name: 't-closeness', column: model['t-closeness'].column, kind: model['t-closeness'].distance }
  return { name: Object.keys(model).join() }
}

const WITHOUT_ORDER = new Set(['pseudonym', 'hash', 'tokenise', 'mask'])

function checkSensitive(recipe: Recipe, { name, column, kind }: { name: string; column: string; kind: string | undefined }, path: RecipePath, tell: Tell): void {
  const settings = Object.hasOwn(recipe.columns, column) ? recipe.columns[column] : undefined
  // An unknown column is told of with the other names.
  if (!settings) return
  const { role, hierarchy } = settings
  const steps = stepsOf(settings).map(stepName)
  const at = [...path, 'column']
  if (role !== 'sensitive' && role !== 'plain') return tell(at, `${quoted(column)} has the role ${role}, and ${name} is about what nobody must learn; name a column of role sensitive.`)
  if (steps.includes('drop')) return tell(at, `${quoted(column)} is dropped, so nobody learns it; leave the model out, or keep the column.`)
  const moved = steps.find((step) => step === 'shuffle' || step === 'noise')
  if (moved !== undefined) tell(at, `${quoted(column)} has the treatment ${moved}, after which a class does not hold its own values; leave ${moved} or the model out.`)
  if (kind === 'hierarchical' && hierarchy === undefined) tell([...path, 'distance'], `hierarchical needs a hierarchy on ${quoted(column)}; write one there, such as hierarchy: {file: levels.csv}, or distance: equal.`)
  const unordered = steps.find((step) => WITHOUT_ORDER.has(step))
  if (kind === 'ordered' && unordered !== undefined) tell([...path, 'distance'], `ordered needs values with an order, and ${unordered} leaves none on ${quoted(column)}; write distance: equal.`)
}

function checkPresence({ sample }: Recipe, { 'at-least': least, 'at-most': most }: { readonly 'at-least': number; readonly 'at-most': number }, path: RecipePath, tell: Tell): void {
  if (least > most) tell([...path, 'at-least'], `at-least ${least} is more than at-most ${most}; exchange the two.`)
  if (sample === undefined) tell(path, 'compares the release with the whole delivery, and all of it is released; add sample: {share: 0.5}, or leave the model out.')
}

function checkPopulation({ privacy, plan }: Recipe, tell: Tell): void {
  const population = privacy?.population
  if (privacy === undefined || population === undefined) return
  const k = Math.max(0, ...privacy.models.map((model) => ('k-anonymity' in model ? model['k-anonymity'] : 0)))
  // Rows are persons only where no column tells persons apart.
  const rows = privacy.person === undefined ? plan?.rows?.['at-least'] ?? 0 : 0
  if (population < k) tell(['privacy', 'population'], `${population} persons cannot hold a class of ${k}; write how many persons the whole population has.`)
  else if (population < rows) tell(['privacy', 'population'], `${population} persons are fewer than the ${rows} rows of the plan; write how many the whole population has, or name the column that tells persons apart in \`person\`.`)
}

function roleOf({ columns }: Recipe, name: string): string | undefined {
  return Object.hasOwn(columns, name) ? columns[name]?.role : undefined
}
