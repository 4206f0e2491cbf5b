import { DATE_STEPS, type Hierarchy, type ValueTree } from './hierarchy.ts'
import { quoted, type RecipePath } from './problem.ts'

/** Hears one thing that is wrong at a path. */
export type Tell = (path: RecipePath, sentence: string) => void

/** Says what is wrong within one hierarchy, which stands at `path`. */
export function checkHierarchy(hierarchy: Hierarchy, path: RecipePath, tell: Tell): void {
  if ('intervals' in hierarchy) checkIntervals(hierarchy.intervals, [...path, 'intervals'], tell)
  if ('prefix' in hierarchy) checkPrefix(hierarchy.prefix, [...path, 'prefix'], tell)
  if ('date' in hierarchy) checkDateSteps(hierarchy.date, [...path, 'date'], tell)
  if ('frequency' in hierarchy) checkFrequencies(hierarchy.frequency, [...path, 'frequency'], tell)
  if ('tree' in hierarchy) checkTree(hierarchy.tree, [...path, 'tree'], tell)
}

/** The number of a hierarchy's last level, which is `*`; undefined where only a file or the data tells. */
export function lastLevel(hierarchy: Hierarchy | undefined): number | undefined {
  if (hierarchy === undefined) return 1
  if ('intervals' in hierarchy) return hierarchy.intervals.length + 1
  if ('date' in hierarchy) return hierarchy.date.length + 1
  if ('frequency' in hierarchy) return hierarchy.frequency.length + 1
  if ('prefix' in hierarchy) return hierarchy.prefix.length + (hierarchy.prefix.at(-1) === 0 ? 0 : 1)
  return undefined
}

function checkIntervals(widths: readonly number[], path: RecipePath, tell: Tell): void {
  for (const [place, width] of widths.entries()) {
    const before = widths[place - 1]
    if (before === undefined) continue
    const ratio = width / before
    // Widths such as 0.1 and 0.3 have no exact ratio in binary.
    if (ratio < 1.5 || Math.abs(ratio - Math.round(ratio)) > 1e-9 * ratio) tell([...path, place], `${width} is not a multiple of ${before} before it; write one, such as ${Number((before * Math.max(2, Math.round(ratio))).toPrecision(12))}, so that intervals lie within wider ones.`)
  }
}

function checkPrefix(lengths: readonly number[], path: RecipePath, tell: Tell): void {
  for (const [place, length] of lengths.entries()) {
    const before = lengths[place - 1]
    if (before !== undefined && length >= before) tell([...path, place], `${length} characters are not fewer than ${before} before; write falling numbers, such as [3, 2, 0].`)
  }
}

function checkFrequencies(counts: readonly number[], path: RecipePath, tell: Tell): void {
  for (const [place, count] of counts.entries()) {
    const before = counts[place - 1]
    if (before !== undefined && count >= before) tell([...path, place], `${count} most frequent values are not fewer than ${before} before; write falling numbers, such as [20, 5].`)
  }
}

function checkDateSteps(steps: readonly (typeof DATE_STEPS)[number][], path: RecipePath, tell: Tell): void {
  for (const [place, step] of steps.entries()) {
    const before = steps[place - 1]
    if (before === undefined) continue
    if (DATE_STEPS.indexOf(step) <= DATE_STEPS.indexOf(before)) tell([...path, place], `${step} is not coarser than ${before} before it; write coarser and coarser steps of ${DATE_STEPS.join(', ')}.`)
    else if (before === '2-years' && step === '5-years') tell([...path, place], 'spans of 2 years do not lie within spans of 5 years; leave one out.')
  }
}

function checkTree(tree: ValueTree, path: RecipePath, tell: Tell): void {
  // Every name and every leaf once: a word that meant two things would make two classes look like one.
  const seen = new Set<string>()
  const take = (word: string, at: RecipePath, mayRepeat: string | undefined) => {
    if (word === '*') tell(at, 'the name * is kept for everything together; choose another, or leave the level out.')
    else if (seen.has(word) && word !== mayRepeat) tell(at, `${quoted(word)} stands in the tree twice; each name and value stands in one place.`)
    seen.add(word)
  }
  const walk = (branch: ValueTree, at: RecipePath) => {
    const names = Object.entries(branch)
    if (names.length === 0) tell(at, 'has no values; write at least one name with its list of values.')
    for (const [name, inner] of names) {
      take(name, [...at, name], undefined)
      if (!isLeaves(inner)) walk(inner, [...at, name])
      // A region with one town of the same name is one thing, said twice.
      else for (const [place, leaf] of inner.entries()) take(String(leaf), [...at, name, place], inner.length === 1 ? name : undefined)
    }
  }
  walk(tree, path)
}

function isLeaves(inner: ValueTree | readonly (string | number)[]): inner is readonly (string | number)[] {
  return Array.isArray(inner)
}
