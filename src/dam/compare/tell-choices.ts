import { beyondChance, type WorstGroup } from '#dam/dataset/tried-recoding.ts'
import type { Exploration } from './exploration.ts'
import type { ExploredChoice } from './mark-front.ts'

/** A table for people, on a terminal or a page. */
export interface ChoiceTable {
  readonly head: readonly { readonly words: string; readonly isNumber: boolean }[]
  readonly rows: readonly { readonly cells: readonly string[]; readonly choice: ExploredChoice }[]
  /** Why choices cannot be released, but for broken promises about groups, whose figures stand in the table; each once, named there by its number, from 1. */
  readonly reasons: readonly string[]
}

interface Column {
  readonly words: string
  readonly isNumber: boolean
  readonly cellOf: (choice: ExploredChoice) => string
}

/** The figures of each choice in words, one a row; what no choice has is left out. */
export function tellChoices({ metric, choices }: Pick<Exploration, 'metric' | 'choices'>): ChoiceTable {
  const reasons = [...new Set(choices.flatMap((choice) => (isBroken(choice) ? [] : choice.because ?? [])))]
  const ofOutcome = (words: string, isNumber: boolean, cellOf: (outcome: NonNullable<ExploredChoice['outcome']>) => string): Column => (
    { words, isNumber, cellOf: ({ outcome }) => (outcome ? cellOf(outcome) : '') }
  )
  const columns: Column[] = [
    { words: '', isNumber: false, cellOf: ({ isOnFront, isOwn }) => [...(isOnFront ? ['*'] : []), ...(isOwn ? ['own'] : [])].join(' ') },
    { words: 'recoding', isNumber: false, cellOf: ({ recoding }) => recoding },
    { words: 'k', isNumber: true, cellOf: ({ k }) => String(k) },
    ofOutcome('loss', true, ({ scores }) => scores.loss.toFixed(4)),
    ...(metric === 'loss' ? [] : [ofOutcome(metric, true, ({ scores }) => shortNumber(scores[metric]))]),
    ofOutcome('suppressed', true, ({ suppressed, rows }) => percent(suppressed, rows)),
    ofOutcome('classes', true, ({ classes }) => classes.toLocaleString('en')),
    ofOutcome('mean size', true, ({ meanClass }) => meanClass.toLocaleString('en', { maximumFractionDigits: 1 })),
    ofOutcome('highest risk', true, ({ highestRisk }) => percent(highestRisk, 1)),
    ofOutcome('best attack', false, ({ bestAttack }) => (bestAttack ? `${bestAttack.id}${bestAttack.column === undefined ? '' : ` of ${bestAttack.column}`}` : '')),
    ofOutcome('success', true, ({ bestAttack }) => (bestAttack ? percent(bestAttack.rate, 1) : '')),
    ofOutcome('by chance', true, ({ bestAttack }) => (bestAttack ? percent(bestAttack.chance, 1) : '')),
    { words: 'groups', isNumber: false, cellOf: (choice) => parityInWords(choice, reasons) },
    ofOutcome('worst group', false, ({ worstGroup }) => (worstGroup ? groupInWords(worstGroup) : '')),
    { words: 'seconds', isNumber: true, cellOf: ({ seconds }) => seconds.toFixed(1) },
  ]
  const told = columns.filter(({ cellOf }) => choices.some((choice) => cellOf(choice) !== ''))
  return {
    head: told.map(({ words, isNumber }) => ({ words, isNumber })),
    rows: choices.map((choice) => ({ choice, cells: told.map(({ cellOf }) => cellOf(choice)) })),
    reasons,
  }
}

/** The choice in one line: k 5, strict-local. */
export function choiceInWords({ k, recoding }: Pick<ExploredChoice, 'k' | 'recoding'>): string {
  return `k ${k}, ${recoding}`
}

/** How far the best attack gets beyond chance, 0 to 1; undefined where nothing was measured. */
export function attackOf({ outcome }: Pick<ExploredChoice, 'outcome'>): number | undefined {
  return outcome && (outcome.bestAttack ? beyondChance(outcome.bestAttack) : 0)
}

function isBroken({ outcome }: ExploredChoice): boolean {
  return outcome?.parity === 'broken'
}

function parityInWords(choice: ExploredChoice, reasons: readonly string[]): string {
  const { outcome, because } = choice
  if (isBroken(choice)) return 'broken'
  if (because !== undefined) return `no release (${reasons.indexOf(because) + 1})`
  return outcome?.parity === 'kept' ? 'kept' : ''
}

function groupInWords({ cell, rows, suppressed, loss, worstIn, times }: WorstGroup): string {
  const name = cell.map(({ column, value }) => `${column} = ${value ?? 'missing'}`).join(', ')
  return `${name}: ${worstIn === 'suppressed' ? `suppressed ${percent(suppressed, rows)}` : `loss ${loss.toFixed(4)}`}, ${times.toFixed(2)} × the whole`
}

function percent(part: number, whole: number): string {
  const share = whole === 0 ? 0 : 100 * part / whole
  // A share that would read 0 and is none.
  return `${share > 0 && share < 0.01 ? '< 0.01' : share.toFixed(2)} %`
}

function shortNumber(value: number): string {
  return value >= 1e6 ? value.toExponential(3) : value.toFixed(4)
}
