/** Quantifiers beyond this are refused by RE2. */
const MOST_REPEATS = 1000

/**
 * What is wrong with a regular expression for RE2, the engine's kind; undefined when it compiles.
 *
 * RE2 itself is asked when the rule runs; this finds the usual mistakes at their place in the recipe.
 */
export function patternFault(pattern: string): string | undefined {
  const bare = pattern.replaceAll(/\\[\s\S]/gu, (escaped) => (/\\[1-9k]/.test(escaped) ? '\u0001' : '\u0002')).replaceAll(/\[\^?\]?(?:\[:\^?\w+:\]|[^\]])*\]/g, '\u0002')
  if (bare.includes('\u0001')) return 'refers back to a group (\\1), which RE2 cannot; write the repetition out'
  if (/\(\?<?[=!]/.test(bare)) return 'looks ahead or behind, which RE2 cannot; write the pattern of the whole value'
  if (/\(\?>|[*+?}]\+/.test(bare)) return 'has a possessive or atomic part, which RE2 cannot; leave the + or ?> out'
  for (const [, from, to] of bare.matchAll(/\{(\d+)(?:,(\d*))?\}/g)) {
    if (Number(from) > MOST_REPEATS || Number(to ?? 0) > MOST_REPEATS) return `repeats a part more than ${MOST_REPEATS} times, which RE2 cannot; write at most {${MOST_REPEATS}}`
  }
  try {
    RegExp(asJavaScript(pattern), 'u')
    return undefined
  } catch (fault) {
    const because = fault instanceof Error ? /: ([^:]*)$/.exec(fault.message)?.[1] : undefined
    return `is not a regular expression${because === undefined ? '' : ` (${because.toLowerCase()})`}; write one such as \\d{5}`
  }
}

/** RE2's own spellings that JavaScript lacks, in JavaScript's; unnecessary escapes, which RE2 allows, taken off. */
function asJavaScript(pattern: string): string {
  return pattern
    .replaceAll(/\\Q([\s\S]*?)(?:\\E|$)/g, (_, text: string) => text.replaceAll(/[^\p{L}\p{N}\s]/gu, '.'))
    .replaceAll(/\\[AzCaQE]/g, '')
    .replaceAll(/\\([pP])([A-Z])/g, '\\$1{$2}')
    .replaceAll(/\\x\{[0-9A-Fa-f]+\}/g, 'x')
    .replaceAll(/\[:\^?\w+:\]/g, 'a')
    .replaceAll(/\(\?P</g, '(?<')
    .replaceAll(/\(\?[imsU-]+\)/g, '')
    .replaceAll(/\(\?[imsU-]+:/g, '(?:')
    .replaceAll(/\\([^\p{L}\p{N}])/gu, (escaped, character: string) => (/[\^$\\.*+?()[\]{}|/-]/.test(character) ? (character === '-' ? 'a' : escaped) : 'a'))
}
