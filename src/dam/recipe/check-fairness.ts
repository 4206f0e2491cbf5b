import { stepName } from './check-columns.ts'
import { stepsOf } from './column-steps.ts'
import type { Tell } from './check-hierarchy.ts'
import type { NamedColumn } from './check-quality.ts'
import { quoted, type RecipePath } from './problem.ts'
import type { Fairness, Recipe } from './recipe.ts'

/** The columns that the fairness part names, list by list. */
export function columnsOfFairness({ fairness }: Recipe): NamedColumn[][] {
  if (!fairness) return []
  const { label, groups, prediction } = fairness
  return [
    [{ column: label, path: ['fairness', 'label'] }],
    groups.map((column, place) => ({ column, path: ['fairness', 'groups', place] })),
    prediction ? [{ column: prediction.column, path: ['fairness', 'prediction', 'column'] }] : [],
    prediction?.score === undefined ? [] : [{ column: prediction.score, path: ['fairness', 'prediction', 'score'] }],
  ]
}

/** Says what is wrong with the question whose outcomes are compared. */
export function checkFairness(recipe: Recipe, tell: Tell): void {
  const { fairness } = recipe
  if (!fairness) return
  const { label, groups, prediction } = fairness
  if (groups.includes(label)) tell(['fairness', 'label'], `${quoted(label)} is also one of the groups, which would all have one outcome; take it out of \`groups\`, or name another label.`)
  if (roleOf(recipe, label) === 'identifier') tell(['fairness', 'label'], `${quoted(label)} is an identifier, and the label is an outcome that people share; name another column.`)
  for (const [place, column] of groups.entries()) {
    if (roleOf(recipe, column) === 'identifier') tell(['fairness', 'groups', place], `${quoted(column)} is an identifier, so every person would be a group; name a column that groups share, such as sex.`)
  }
  if (prediction?.column === label) tell(['fairness', 'prediction', 'column'], 'is the label itself, so every decision would be right; name the column with the decision of the model, or leave `prediction` out.')
  if (prediction && groups.includes(prediction.column)) tell(['fairness', 'prediction', 'column'], `${quoted(prediction.column)} is also one of the groups; take it out of \`groups\`, or name another column.`)
  if (fairness.weights) checkWeights(recipe, fairness, tell)
}

/** What becomes text, of which no value lies in a range. */
const MAKE_TEXT: ReadonlySet<string> = new Set(['generalise', 'pseudonym', 'hash', 'tokenise', 'mask'])

/** Weights follow from released cells alone, or they would tell what was dropped. */
function checkWeights({ columns }: Recipe, { label, favourable, groups }: Fairness, tell: Tell): void {
  const path: RecipePath = ['fairness', 'weights']
  for (const name of [label, ...groups]) {
    const steps = Object.hasOwn(columns, name) && columns[name] ? stepsOf(columns[name]).map(stepName) : []
    const moved = steps.find((step) => step === 'drop' || step === 'shuffle')
    if (moved === 'drop') tell(path, `weights follow from released cells, and ${quoted(name)} is dropped; keep the column, or leave weights out.`)
    if (moved === 'shuffle') tell(path, `weights follow from released cells, and ${quoted(name)} is shuffled among the rows; leave shuffle or weights out.`)
    const texts = name === label && typeof favourable === 'object' ? steps.find((step) => MAKE_TEXT.has(step)) : undefined
    if (texts !== undefined) tell(path, `weights follow from released cells, and ${texts} makes texts of ${quoted(name)}, of which none lies in a range of numbers; leave ${texts} or weights out, or write the favourable value itself.`)
  }
}

function roleOf({ columns }: Recipe, name: string): string | undefined {
  return Object.hasOwn(columns, name) ? columns[name]?.role : undefined
}
