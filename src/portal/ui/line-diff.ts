/** One line of two texts that are held against each other, or so many same lines that are left out. */
export type DiffLine =
  | { readonly kind: 'same' | 'removed' | 'added'; readonly text: string }
  | { readonly kind: 'gap'; readonly lines: number }

/** So many same lines stand around a change. */
const AROUND = 2
/** Of longer parts every line is told as changed: a table of all pairs would take too long. */
const MOST_PAIRS = 4_000_000

/** What one text has that the other has not, line by line, with the same lines around; empty where they are the same. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  if (before === after) return []
  const [old, young] = [before.split('\n'), after.split('\n')]
  let start = 0
  while (start < Math.min(old.length, young.length) && old[start] === young[start]) start += 1
  let end = 0
  while (end < Math.min(old.length, young.length) - start && old.at(-1 - end) === young.at(-1 - end)) end += 1
  const same = (lines: readonly string[]) => lines.map((text): DiffLine => ({ kind: 'same', text }))
  return withGaps([
    ...same(old.slice(0, start)),
    ...changedLines(old.slice(start, old.length - end), young.slice(start, young.length - end)),
    ...same(old.slice(old.length - end)),
  ])
}

/** By the longest common part of the two. */
function changedLines(old: readonly string[], young: readonly string[]): DiffLine[] {
  if (old.length * young.length > MOST_PAIRS) return [...marked('removed', old), ...marked('added', young)]
  const width = young.length + 1
  const longest = new Int32Array((old.length + 1) * width)
  for (let one = old.length - 1; one >= 0; one -= 1) {
    for (let other = young.length - 1; other >= 0; other -= 1) {
      const at = one * width + other
      longest[at] = old[one] === young[other] ? 1 + (longest[at + width + 1] ?? 0) : Math.max(longest[at + width] ?? 0, longest[at + 1] ?? 0)
    }
  }
  const lines: DiffLine[] = []
  let [one, other] = [0, 0]
  while (one < old.length || other < young.length) {
    const at = one * width + other
    if (one < old.length && other < young.length && old[one] === young[other]) {
      lines.push({ kind: 'same', text: old[one] ?? '' })
      one += 1
      other += 1
    } else if (one < old.length && (other === young.length || (longest[at + width] ?? 0) >= (longest[at + 1] ?? 0))) {
      lines.push({ kind: 'removed', text: old[one] ?? '' })
      one += 1
    } else {
      lines.push({ kind: 'added', text: young[other] ?? '' })
      other += 1
    }
  }
  return lines
}

function marked(kind: 'removed' | 'added', lines: readonly string[]): DiffLine[] {
  return lines.map((text) => ({ kind, text }))
}

/** Leaves out same lines that are far from any change. */
function withGaps(lines: readonly DiffLine[]): readonly DiffLine[] {
  const isChange = (line: DiffLine | undefined) => line !== undefined && line.kind !== 'same'
  const shown = lines.map((_, place) => lines.slice(Math.max(0, place - AROUND), place + AROUND + 1).some(isChange))
  const told: DiffLine[] = []
  for (const [place, line] of lines.entries()) {
    const last = told.at(-1)
    if (shown[place] === true) told.push(line)
    else if (last?.kind === 'gap') told[told.length - 1] = { kind: 'gap', lines: last.lines + 1 }
    else told.push({ kind: 'gap', lines: 1 })
  }
  return told
}
