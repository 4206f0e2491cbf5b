import { stat } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'
import type { Fact, Shown } from '#dam/dataset/fact.ts'
import { type Comparison, compareOutcomes } from '#dam/compare/compare-outcomes.ts'
import type { Difference, Section, Side } from '#dam/compare/difference.ts'
import type { Outcome } from '#dam/compare/outcome.ts'
import { readRelease } from '#dam/compare/read-release.ts'
import { type LoadedRecipe, loadRecipe } from '#dam/recipe/load-recipe.ts'
import { Refusal } from '#platform/refusal.ts'
import type { Context } from '../context.ts'
import { textTable } from '../text-table.ts'
import type { Command } from './command.ts'

/** Two releases, or what two recipes would come to, side by side. */
export const diff: Command = {
  name: 'diff',
  summary: 'Compare two releases or two recipes: risk, loss, fairness',
  argument: { words: '<two...>', description: 'A and B: each the folder of a release, or a recipe, whose outcome is then computed' },
  options: [],
  async run({ files }, context) {
    const [first, second, ...more] = files
    if (first === undefined || second === undefined || more.length > 0) throw new Refusal('wrong-use', `diff compares two, and ${files.length} ${files.length === 1 ? 'is' : 'are'} named; write datadam diff A B, each the folder of a release or a recipe`)
    // Both are looked at before either is computed, so that a wrong word is told at once.
    const [a, b] = [await locate(first), await locate(second)]
    const comparison = compareOutcomes(await outcomeOf(a, 'a', context), await outcomeOf(b, 'b', context))
    return { ok: true, json: { ...comparison, a: { ...comparison.a, given: first }, b: { ...comparison.b, given: second } }, text: textOf(comparison, { a: first, b: second }) }
  },
}

type Located = { readonly given: string; readonly release: string } | { readonly given: string; readonly recipe: LoadedRecipe }

async function locate(given: string): Promise<Located> {
  const path = resolve(given)
  const status = await stat(path).catch((cause: unknown) => { throw new Refusal('not-found', `There is no ${given}; name the folder of a release, or a recipe`, { cause }) })
  if (status.isDirectory()) return { given, release: path }
  // The text of another file would be quoted in the refusal.
  if (!['.yaml', '.yml', '.json'].includes(extname(path).toLowerCase())) throw new Refusal('wrong-use', `${given} is neither the folder of a release nor a recipe; name a folder, or a YAML or JSON file`)
  return { given, recipe: await loadRecipe(path) }
}

async function outcomeOf(located: Located, side: Side, context: Context): Promise<Outcome> {
  if ('release' in located) return readRelease(located.release, located.given)
  const { foreseeRecipe } = await import('#dam/foresee-recipe.ts')
  try {
    return await foreseeRecipe(located.recipe, { ...context, engine: await context.openEngine(), workspace: join(context.workspace, side) })
  } catch (fault) {
    throw fault instanceof Refusal ? new Refusal(fault.code, `${located.given}: ${fault.message}`, { cause: fault }) : fault
  }
}

/** Figures of one section that are told; all are in the object of --json. */
const MOST_TOLD = 20

function textOf(comparison: Comparison, given: Readonly<Record<Side, string>>): string {
  const { a, b, sections, figures, different, better } = comparison
  const told = sections.flatMap((section) => {
    const differences = section.differences.filter(({ isEqual }) => !isEqual)
    return differences.length === 0 ? [] : [{ section, differences }]
  })
  // One table over all sections, so that A and B stand below each other from top to bottom.
  const lines = textTable([
    ['', 'A', 'B', 'B - A', ''],
    ...told.flatMap(({ section, differences }) => [[''], [section.title], ...linesOf(section, differences)]),
  ])
  return [
    `A  ${a.kind}  ${a.name}@${a.version}  ${given.a}`,
    `B  ${b.kind}  ${b.name}@${b.version}  ${given.b}`,
    '',
    ...(different === 0 ? [`All ${figures} figures are equal.`] : [
      ...lines, '',
      `${different} of ${figures} figures differ. ${virtuesInWords('A', better.a)} ${virtuesInWords('B', better.b)}`,
    ]),
  ].join('\n')
}

const VIRTUES = [['safer', 'is safer in'], ['keeps more', 'keeps more in'], ['fairer', 'is fairer in'], ['holds', 'holds in']] as const

function virtuesInWords(name: string, counts: Comparison['better'][Side]): string {
  const told = VIRTUES.filter(([virtue]) => counts[virtue] > 0).map(([virtue, phrase]) => `${phrase} ${counts[virtue]}`)
  return `${name} ${told.length === 0 ? 'is better in none' : told.join(', ')}.`
}

function linesOf({ id }: Section, differences: readonly Difference[]): string[][] {
  // Of groups and cells there may be thousands; of the others the order says more than the size.
  const isLong = id === 'groups' || id === 'plan'
  const sorted = isLong ? differences.toSorted((one, other) => Math.abs(other.difference ?? Infinity) - Math.abs(one.difference ?? Infinity) || 0) : differences
  const shown = sorted.slice(0, MOST_TOLD)
  return [
    ...shown.map(({ label, unit, a, b, difference, better }) => [
      `  ${label}`, shownAs(a, unit), shownAs(b, unit), difference === null ? '' : signed(difference, unit),
      better ? `${better.side.toUpperCase()} ${better.virtue}` : '',
    ]),
    ...(sorted.length > shown.length ? [[`  and ${sorted.length - shown.length} more, all in --json`]] : []),
  ]
}

function shownAs(value: Shown, unit: Fact['unit']): string {
  if (value === null) return '–'
  if (typeof value !== 'number') return String(value)
  if (unit === 'share') return `${(100 * value).toFixed(2)} %`
  return value.toLocaleString('en', { maximumFractionDigits: 4 })
}

function signed(value: number, unit: Fact['unit']): string {
  const text = unit === 'share' ? (100 * value).toFixed(2) : value.toLocaleString('en', { maximumFractionDigits: 4 })
  return `${value > 0 ? '+' : ''}${text}${unit === 'share' ? ' pt' : ''}`
}
