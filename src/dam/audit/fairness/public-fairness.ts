import type { Crossing, FairnessCell, FairnessReport, GroupCell, GroupOutcomes } from '#dam/dataset/fairness-report.ts'
import { chooseShown } from './choose-shown.ts'
import { compareCells } from './compare-cells.ts'
import { withGaps } from './measure-crossing.ts'

/**
 * The report as it may leave the house: cells of fewer rows than `leastRows`, or than the recipe's smallest cell, lose
 * their counts and rates and are told as one sum for each crossing; so are as many others as it takes that no sum or
 * difference of counts told leads back to a small cell. What rests on a hidden cell is told over the others, or not at all.
 * What a model said of a cell is told only where each of its shares is one of at least `leastRows` rows, by the same rule.
 *
 * Where the groups make more cells than the report keeps, only the first group is told: of a single one the rest cannot be worked out.
 */
export function publicFairness(report: FairnessReport, leastRows: number): FairnessReport {
  const least = Math.max(leastRows, report.smallestCell)
  const parts = partsOf(report)
  const shown = chooseCells(parts, least, ({ cell, rows }) => ({ rows, isListed: cell !== undefined && !isFew(cell.label.of, leastRows) }))
  const isWholePredicted = !isFew(leastShare(report.whole), leastRows)
  const predicted = chooseCells(parts, leastRows, ({ key, cell }, place) => ({ rows: cell ? leastShare(cell) : 1, isListed: isWholePredicted && shown[place]?.has(key) === true }))
  const isIn = (sets: readonly ReadonlySet<string>[]) => (cell: GroupCell) => sets.some((keys) => keys.has(keyOf(cell)))
  const isShown = isIn(shown)
  const isPredicted = isIn(predicted)
  const whole = withoutSmallBins(isWholePredicted ? report.whole : withoutPrediction(report.whole), least)
  const { combinations: _combinations, prediction, ...told } = report
  return {
    ...told,
    ...(prediction && { prediction: isWholePredicted ? prediction : withoutDirection(prediction) }),
    isPublic: true,
    whole,
    crossings: report.crossings.map((crossing, place) => publicCrossing(crossing, { shown: shown[place] ?? new Set(), predicted: predicted[place] ?? new Set(), whole, smallestCell: report.smallestCell, least })),
    missing: report.missing.flatMap((gap) => {
      const cells = gap.cells.filter(({ value }) => isShown([{ column: gap.group, value }]))
      const rates = cells.flatMap(({ missing }) => missing.rate ?? [])
      return rates.length < 2 ? [] : [{ ...gap, cells, difference: Math.max(...rates) - Math.min(...rates), corrected: Math.min(1, ...cells.flatMap(({ test }) => test?.corrected ?? [])) }]
    }),
    collection: report.collection.filter(({ cell }) => isShown(cell)),
    findings: report.findings.filter(({ kind, cells }) => {
      const isOfModel = kind === 'prediction' || kind === 'calibration'
      return isOfModel ? isWholePredicted && cells.every(isPredicted) : cells.every(isShown)
    }),
  }
}

interface Telling {
  readonly shown: ReadonlySet<string>
  readonly predicted: ReadonlySet<string>
  readonly whole: GroupOutcomes
  readonly smallestCell: number
  readonly least: number
}

function publicCrossing(crossing: Crossing, { shown, predicted, whole, smallestCell, least }: Telling): Crossing {
  const cells = crossing.cells.filter(({ cell }) => shown.has(keyOf(cell))).map((cell) => withoutSmallBins(predicted.has(keyOf(cell.cell)) ? cell : { ...withoutPrediction(cell), tests: [] }, least))
  const hidden = crossing.cells.filter(({ cell, rows }) => rows > 0 && !shown.has(keyOf(cell)))
  const rest = { cells: hidden.length + (crossing.rest?.cells ?? 0), rows: hidden.reduce((sum, { rows }) => sum + rows, crossing.rest?.rows ?? 0) }
  const tests = new Map(cells.map(({ cell, gap }) => [keyOf(cell), gap?.test]))
  const isAllPredicted = rest.cells === 0 && cells.every(({ prediction }) => prediction !== undefined)
  return {
    by: crossing.by,
    cells: withGaps(cells, whole, smallestCell, ({ cell }) => tests.get(keyOf(cell)) ?? { p: 1, corrected: 1 }),
    ...(rest.cells > 0 && { rest }),
    ...compareCells(cells, isAllPredicted ? cells : null, whole, smallestCell),
  }
}

/** A cell that rows stand in, with the finest cells it is made of; `cell` is left out where the report does not list it. */
interface Part {
  readonly key: string
  readonly rows: number
  readonly atoms: readonly number[]
  readonly cell: FairnessCell | undefined
}

/** The parts of each crossing, and how many finest cells there are. */
function partsOf({ crossings, combinations, groups }: FairnessReport): { readonly crossings: readonly (readonly Part[])[]; readonly atoms: number } {
  if (combinations) return { crossings: crossings.map((crossing) => partitionOf(crossing, combinations, groups)), atoms: combinations.cells.length }
  const [first] = crossings
  const listed = (first?.cells ?? []).filter(({ rows }) => rows > 0).map((cell) => ({ key: keyOf(cell.cell), rows: cell.rows, cell }))
  const rest = first?.rest ? [{ key: '', rows: first.rest.rows, cell: undefined }] : []
  const lone = [...listed, ...rest].map((part, atom) => ({ ...part, atoms: [atom] }))
  return { crossings: crossings.map((_, place) => (place === 0 ? lone : [])), atoms: lone.length }
}

function partitionOf({ by, cells: listed }: Crossing, { values, cells }: NonNullable<FairnessReport['combinations']>, groups: readonly string[]): Part[] {
  const places = by.map((column) => groups.indexOf(column))
  const known = new Map(listed.map((cell) => [keyOf(cell.cell), cell]))
  const parts = new Map<string, { key: string; rows: number; atoms: number[]; cell: FairnessCell | undefined }>()
  cells.forEach((codes, atom) => {
    const key = keyOf(places.map((place, index) => ({ column: by[index] ?? '', value: values[place]?.[codes[place] ?? 0] ?? null })))
    const part = parts.get(key) ?? { key, rows: 0, atoms: [], cell: known.get(key) }
    parts.set(key, part)
    part.rows += codes[groups.length] ?? 0
    part.atoms.push(atom)
  })
  return [...parts.values()]
}

/** For each crossing, the cells that may be told, when a cell counts as large as `sizeOf` says. */
function chooseCells({ crossings, atoms }: ReturnType<typeof partsOf>, least: number, sizeOf: (part: Part, crossing: number) => { readonly rows: number; readonly isListed: boolean }): Set<string>[] {
  const choices = chooseShown(crossings.map((parts, place) => parts.map((part) => ({ ...sizeOf(part, place), atoms: part.atoms }))), atoms, least)
  return crossings.map((parts, place) => new Set(parts.filter((_, index) => choices[place]?.[index]).map(({ key }) => key)))
}

/** Rows under the bar of the model's share that rests on the fewest; those of the cell where the model said nothing. */
function leastShare({ rows, prediction }: GroupOutcomes): number {
  if (!prediction) return rows
  const bars = [...Object.values(prediction.metrics).map(({ of }) => of), prediction.calibration?.rows ?? 0].filter((of) => of > 0)
  return Math.min(rows, ...bars)
}

function isFew(rows: number, least: number): boolean {
  return rows > 0 && rows < least
}

function withoutPrediction<Outcomes extends GroupOutcomes>({ prediction: _prediction, ...rest }: Outcomes): Omit<Outcomes, 'prediction'> {
  return rest
}

function withoutDirection({ scoreDirection: _direction, ...prediction }: NonNullable<FairnessReport['prediction']>): NonNullable<FairnessReport['prediction']> {
  return prediction
}

function withoutSmallBins<Outcomes extends GroupOutcomes>(outcomes: Outcomes, least: number): Outcomes {
  const { prediction } = outcomes
  const calibration = prediction?.calibration
  if (!prediction || !calibration?.bins || calibration.bins.every(({ rows }) => rows >= least)) return outcomes
  const { bins: _bins, ...kept } = calibration
  return { ...outcomes, prediction: { ...prediction, calibration: kept } }
}

function keyOf(cell: GroupCell): string {
  return JSON.stringify(cell.map(({ column, value }) => [column, value]))
}
